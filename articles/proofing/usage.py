"""Words used wrongly: 截止/截至, 做/作, 赴我市, 召开…活动, 目的是为了. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.rules import Hit, Scope

_TIME = (
    r"今年|去年|当年|今[天日]|昨[天日]|本[月周]|上[月周]|当[日月天]|目前|当前|现在|此时|日前|发稿|记者|年底|年末|月底|月末|岁末|[上下]半年|"
    r"第?[一二三四1-4]季度|[\d０-９一二三四五六七八九十〇两]{1,4}(?:年|月|日|时|点|：|:)|\d{4}[.\-/]\d"
)
_UNTIL = re.compile(rf"截止(?:至)?(?=(?:到)?(?:{_TIME}))")
# 截止 with what stops before it is right: 报名截止5月底.
_STOPS = re.compile(
    r"(?:报名|申报|征集|投稿|征稿|报送|提交|投票|受理|活动|缴费|申请|登记|征订|参评|推荐|竞拍|竞价|招标|投标|招聘|"
    r"公示|时间|日期|期)(?:工作|材料|时间|日期|期限)?(?:将|已|于|均|统一)?[:：，]?$"
)


def until(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """截止5月底 → 截至5月底. 截止到 is what 现汉 explains 截至 with, and right."""
    for found in _UNTIL.finditer(text):
        to_follows = text.startswith("到", found.end())
        if not to_follows and not _STOPS.search(text[max(found.start() - 10, 0) : found.start()]):
            yield Hit(*found.span(), "截至")


_KINDS_OF_SPEECH = (
    "重要|总结|动员|部署|表态|交流|典型|经验|专题|主题|主旨|大会|会议|书面|工作|简短|即席|即兴|开场|开班|结业|强调|辅导|深刻|精彩|热情洋溢的|"
    "反馈|全面|详细|动员部署|欢迎|致辞|总结性|指导|点评|形势|政府|述职|廉政|党课|情况|专项|业务|补充|代表|先后|分别|中心"
)
# 做了题为“…”的讲话, 做了以“…”为主题的讲话, 做了“…”的反馈讲话
_QUOTATION = r"(?:题为|主题为|标题为|关于|以|围绕)?(?:“[^”]{1,40}”|《[^》]{1,40}》)(?:为(?:主?题|内容))?的?"
_SPEECH = re.compile(
    rf"做(?:了|过)?(?:(?:一|两|几)[个次场])?(?:了)?(?:{_QUOTATION}[一-鿿]{{0,4}}?|(?:{_KINDS_OF_SPEECH})的?){{0,4}}"
    r"(?:讲话|发言|批示|指示|演讲|致辞|汇报|说明|陈述|表态|检讨|解答)(?!稿|材料|提纲|准备|人|比赛|活动|书|会|片|演出)"
)
_REPORT = re.compile(
    rf"做(?:了|过)?(?:一[个场次])?(?:{_QUOTATION})?(?:专题|主题|主旨|辅导|政府工作|述职|工作|学术|形势|宣讲|专场){{1,2}}(?:讲座)?报告(?!会|厅|文学|材料|稿)"
)
_OUT = re.compile(
    r"做出(?=了?(?:重要|明确|专门|具体|统一|全面|重大|系统|如下|战略){0,2}(?:指示|批示|决定|部署|决策|承诺|答复|批复|规定|安排))"
)
_WELL = re.compile(
    r"作(?:好|强|大|优|精|细|实)(?=[一-鿿]{0,10}?(?:工作|准备|服务|保障|防范|预案|接待|宣传|落实|文章|产业))"
)
_BIG = re.compile(r"作[大强优](?:作[大强优]){1,2}")


def make(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """做总结讲话 → 作总结讲话, 作好准备工作 → 做好准备工作. A report that is acted (做报告) stays."""
    if "做" in text:
        for found in _SPEECH.finditer(text):
            yield Hit(found.start(), found.start() + 1, "作")
        for found in _REPORT.finditer(text):
            yield Hit(found.start(), found.start() + 1, "作", level=Level.C)
        for found in _OUT.finditer(text):
            yield Hit(found.start(), found.start() + 1, "作", "“做出”后面是决定、批示一类，宜作“作出”。", Level.C)
    if "作" in text:
        for found in _WELL.finditer(text):
            if (
                not text.startswith("作", found.start() - 1)
                and text[found.start() - 1 : found.start()] not in _BEFORE_WORK
            ):
                yield Hit(found.start(), found.start() + 1, "做", "“作好…工作”一类应写“做好”。")
        for found in _BIG.finditer(text):
            right = found[0].replace("作", "做")
            yield Hit(*found.span(), right, f"应为“{right}”。")


_BEFORE_WORK = tuple("工合操运动写创制耕农协劳杰大佳新力著原拙振发炒叫当看称算")

_VIEW = re.compile(
    r"(?:前往|赴|奔赴|去往|去)(?=我[市区县局省州镇乡委厅院校])(?!我[市区县局省州镇乡委厅院校](?:驻|以外|外|境外))"
)


def viewpoint(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """赴我市 → 来我市: the paper stands in the city."""
    for found in _VIEW.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        if before in ("过", "失", "出", "除", "免") and found[0] == "去":
            continue
        yield Hit(*found.span(), "来")


_END = (
    r"(?=\d|[一二两三四五六七八九十]{1,3}[场次期]|[，。；：！？、）)》”\s]|$|在[一-鿿]|并|期间|现场|上[，。]|中[，。])"
)
_MEETING = re.compile(
    r"召开(?:了|的)?(?:(?!举办|开展|组织|举行|参加)[^，。；：！？召\n]){0,40}?(?:活动|仪式|典礼|比赛|竞赛|大赛|演练|讲座|展览|展销会|晚会|演出|培训班|论坛|沙龙|擂台赛|观摩)"
    + _END
)
_PAIRS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), instead, message)
    for pattern, instead, message in (
        (rf"(提高|加大|增强|提升)(?:了|工作|改革|发展|建设|转型|前进|项目建设|改革发展)*步伐{_END}", "加快", "“步伐”应与“加快”搭配。"),
        (rf"(加快|提高|增强|提升|扩大)(?:(?!加大|加强|认识|站位|水平)[一-鿿]){{0,5}}?力度{_END}", "加大", "“力度”应与“加大”搭配。"),
        (rf"(加大|增强|扩大)(?:了|工作|建设|发展|项目建设|施工)*(?:进度|速度){_END}", "加快", "“进度、速度”应与“加快”搭配。"),
        (rf"(提高|增强|加强|加大)(?:了|产业|经济|企业|生产|种植|养殖|投资|覆盖|招生)*规模{_END}", "扩大", "“规模”应与“扩大”搭配。"),
        (rf"(加强|扩大|加大|增加|改善)(?:了|服务|管理|技术|业务|治理|生活|保障|发展|能力|工作|专业|智能化|数字化)*水平{_END}", "提高", "“水平”应与“提高”搭配。"),
        (rf"(加大|提高)(?:了|对)?(?:安全|企业|队伍|日常|内部|质量|生产|行业|源头|现场)*(?:管理|监管|领导|建设|教育){_END}", "加强", "“管理、领导”一类应与“加强”搭配。"),
        (rf"(建立|树立|形成|创建|建设)(?:了|好|起)?(?:良好|浓厚|和谐|干事创业|尊商重企|学习|公平竞争|的|社会|发展|营商){{0,3}}(?<!的良好)环境氛围{_END}", "营造", "“氛围”应与“营造”搭配。"),
    )
)  # fmt: skip


def collocation(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """召开…活动 → 举办…活动; 活动 must end the noun, as in 活动推进会 it does not."""
    if "召开" in text:
        for found in _MEETING.finditer(text):
            end = found.start() + 2
            noun = next(noun for noun in _HELD if found[0].endswith(noun))
            yield Hit(found.start(), end, _HELD[noun], f"会议才用“召开”，“{noun}”应用“{_HELD[noun]}”。")
    for pattern, instead, message in _PAIRS:
        for found in pattern.finditer(text):
            yield Hit(*found.span(1), instead, message)


_HELD = {
    "活动": "举办", "仪式": "举行", "典礼": "举行", "比赛": "举办", "竞赛": "举办", "大赛": "举办", "演练": "开展", "讲座": "举办",
    "展览": "举办", "展销会": "举办", "晚会": "举办", "演出": "举办", "培训班": "举办", "论坛": "举办", "沙龙": "举办", "擂台赛": "举办",
    "观摩": "开展",
}  # fmt: skip

_PLEONASMS: tuple[tuple[str, str | None, str], ...] = (
    (r"(?:目的|目标|初衷|宗旨|出发点)(?:就|主要|也|都|则)?是(为了)", "", "“目的是”与“为了”重复，去掉“为了”。"),
    (r"(?:原因|缘故|理由)(?:就|主要|也|都|则)?是(因为|由于)", "", "“原因是”与“因为”重复，去掉后者。"),
    (r"(?:防止|避免|杜绝|防范|预防|以防|切忌|禁止)(?:[^，。；：因为管理由]{0,10}?)(不再?|不要)(?=发生|出现|再次|重复|产生|反弹|回潮)", "", "“防止”已含否定，后面不能再用“不”。"),
    (r"涉及(到)(?!位|期|账|场|货)", "", "“及”就是“到”，“涉及”后面不用“到”。"),
    (r"(凯旋归来|凯旋而归|胜利凯旋|凯旋而回)", "凯旋", "“凯旋”就是胜利归来，意思重复。"),
    (r"截至[^，。；]{1,12}?(为止|止)(?=[，。；、]|$)", "", "“截至”已含“止”的意思，去掉“为止”。"),
    (r"(?:大约|大概|约)(?:有|为|在)?[^，。；\d]{0,2}(?:估计)", None, "“大约”与“估计”重复，留一个。"),
    (r"(出乎意料之外|出人意料之外)", "出乎意料", "“意料之外”与“出乎”重复。"),
    (r"(付诸于|诉诸于|见诸于|公诸于(?!世|众))", None, "“诸”就是“之于”，后面不用“于”。"),
    (r"(报刊杂志)", "报刊", "“刊”就是杂志，意思重复。"),
    (r"(当前的?当务之急|目前的?当务之急)", "当务之急", "“当务之急”已含“当前”。"),
    (r"(?:以|主要以)[^，。；]{1,14}(为主要)(?=[，。；]|$)", "为主", "“以…为主”即可。"),
    (r"(即将要|将要即将|快要即将|将会要)", "即将", "“即将”与“要”重复。"),
    (r"(悬殊(?:很|较|太|十分|非常)大|悬殊(?:的)?差距)", "悬殊", "“悬殊”就是相差很大，意思重复。"),
    (r"(亲眼目睹)", "目睹", "“目睹”就是亲眼看到，意思重复。"),
    (r"(?<![一-鿿])(莫非难道|难道莫非)", "难道", "意思重复。"),
    (r"(全部都|全都一律|一律全部)(?=[一-鿿])", None, "意思重复，留一个即可。"),
    (r"(过去的往事|多年的夙愿|旧夙愿|贫苦的穷人|首次第一次|第一次首次|首次首创|共计总|总计共|合计共|共合计|一共总计|统一划一|免费赠送给?|无偿赠送|互相相互|相互互相|彼此互相|独自单独|反复再三|再三反复|更加愈|越加更|忽然突然|立即马上|马上立即|立刻马上|非常极其|十分非常|极其非常|十分极其|尤其特别|特别尤其|必须务必|务必必须|一定必须|必须一定要|必须得要|曾经已经|已经曾经|刚刚才刚|仍然还在|仍旧还|普遍都|大多都是|各自分别|分别各自|等等之类|诸如此类等|之类等|由于因为|因为由于|如果假如|假如如果|但是却又|可是但是|但是然而|虽然尽管|大约左右|差不多大约|不能不必须|并且而且|而且并且|以及和|和以及|及以及|以及及)", None, "意思重复，留一个即可。"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), instead, message) for pattern, instead, message in _PLEONASMS)
_QUOTED = re.compile(r"《[^《》]{1,60}》|“[^“”]{1,200}”")


def pleonasm(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """目的是为了, 涉及到, 凯旋归来. Titles of works and quotations stay as they are."""
    quoted: list[tuple[int, int]] | None = None
    for pattern, instead, message in _COMPILED:
        for found in pattern.finditer(text):
            start, end = found.span(1 if pattern.groups else 0)
            quoted = [match.span() for match in _QUOTED.finditer(text)] if quoted is None else quoted
            if not any(first < start and end < last for first, last in quoted):
                yield Hit(start, end, instead, message)
