"""Short and full forms of the names of offices that every reader takes for one: 工信厅, 工业和信息化厅. Pure.

The parts of names that state organs are commonly called by, as their own web sites and press use them. What is the
desk's own stands in departments' aliases and in the dictionary of synonyms.
"""

import re

# Each line: forms of one thing. They are exchanged within longer words: 省工信厅调研, 省工业和信息化厅调研.
GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split())
    for line in """
工业和信息化 工信
发展和改革委员会 发展改革委 发改委
人力资源和社会保障 人力资源社会保障 人社
自然资源和规划 资源规划 自规
住房和城乡建设 住房城乡建设 住建
文化广电和旅游 文广旅
文化和旅游 文旅
卫生健康委员会 卫生健康委 卫健委
市场监督管理 市场监管
国有资产监督管理委员会 国资委
经济发展局 经发局
科学技术和工业信息化局 科技和工业信息化局 科工局
退役军人事务 退役军人
行政审批和政务信息管理 行政审批
人民政府 政府
人民代表大会 人大
政治协商会议 政协
纪律检查委员会 纪委
监察委员会 监委
管理委员会 管委会
组织部门 组织部
中国共产党 中共
民营企业 民企
国有企业 国企
中央企业 央企
市政府 市府
省政府 省府
人工智能 ai
""".strip().splitlines()
)
_PLACE = re.compile(
    r"^[一-鿿]{2,4}?(?:壮族|回族|维吾尔)?(?=(?:省|市|自治区)[一-鿿]{2,}(?:厅|局|委|委员会|办|办公室|院|政府|中心)$)"
)
_PEOPLES = re.compile(r"(?<=[一-鿿]{2})(?:[一-鿿]{1,3}?族)+(?:自治)?(?=[县区州乡镇]$)")
_COMPANY = re.compile(r"(?:集团|股份)*(?:有限)?(?:责任)?(?:公司|集团)$")


def without_place(name: str) -> str:
    """An office's name as its own province or city calls it: 河南省工信厅 → 省工信厅; others as they are."""
    return _PLACE.sub("", name)


def without_form(name: str) -> str:
    """A firm's name without its legal form: 澄江轴承集团有限公司 → 澄江轴承; as it is where too little is left."""
    bare = _COMPANY.sub("", name)
    return bare if len(bare) >= 2 else name


def without_people(name: str) -> str:
    """A place's name as it is mostly said, without the people that it is named for: 瀍河回族区 → 瀍河区."""
    return _PEOPLES.sub("", name)
