"""Is this word a person, an office or an outlet? Judged by form alone, for bylines. Pure."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
    "花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄"
    "米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万"
    "支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松"
    "井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰"
    "从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿"
    "阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚"
    "那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟第五"
    "言福代肖闫付邸操覃佃战铁仝原冼粟栗敬展占芦揭门宾么尉么丘区巨晋楚青海禚青訚䶮啜撒补次"
)
_COMPOUND = _words(
    """
    欧阳 闻人 第五 申屠 钟离 公羊 万俟 拓跋 完颜 太史 端木 上官 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 慕容
    令狐 司徒 公孙 长孙 宇文 轩辕 司空 百里 呼延 东郭 南门 赫连 澹台 公冶 宗政 濮阳 淳于
    """
)
_PLACES = _words(
    """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州
    云南 陕西 甘肃 青海 台湾 广西 宁夏 新疆 西藏 内蒙古 黑龙江 郑州 洛阳 开封 南阳 安阳 商丘 信阳 周口 许昌
    平顶山 石家庄 太原 沈阳 大连 长春 南京 苏州 无锡 常州 徐州 杭州 宁波 温州 嘉兴 合肥 福州 厦门 南昌 济南 青岛
    烟台 武汉 长沙 广州 深圳 珠海 佛山 东莞 南宁 海口 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 香港 澳门 金华
    和田 安康 汉中 荆州 连云港 秦皇岛 马鞍山 中国 全国 全省 全市
    """
)
_NOT_NAMES = _words(
    """
    完 略 续 图 文 全文完 未完 待续 下同 同上 有删节 有删减 节选 摘编 摘要 全文 综合 暂行 试行 草案 修订 修订版
    修订稿 上接 下转 见图 组图 附图 如图 资料图 效果图 示意图 左 右 中 上 下 单位 万元 亿元 含税 公示 公告 通知
    时间 地点 和平 安全 于是 平安 广东 国家 国际 文化 文件 文章 相关 有关 关于 关注 公开 公司 通过 通讯 成立
    成果 高中 高新 广场 简介 简称 时任 应急 经济 安排 安装 计划 计算 解读 荣誉 年度 第一 第二 第三 向上 向前
    水平 水利 水务 元旦 明天 温馨 方案 方法 方便 双休日
    """
)
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_PERSON = re.compile(rf"[{_HAN}]{{2,4}}")
_DOTTED_PERSON = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,8}}){{1,3}}")
_MASKED_PERSON = re.compile(rf"[{_HAN}](?:某{{1,2}}|[Xx×*]{{1,2}})[{_HAN}]?")
_OFFICE_END = re.compile(
    "(?:"
    + "|".join(
        _words(
            """
    科 室 办 处 局 委 厅 部 署 站 所 院 队 股 组 司 中心 公司 集团 企业 工厂 学校 大学 中学 小学 学院 医院 协会
    学会 商会 联合会 总会 工会 团委 妇联 政府 街道 街道办 镇 乡 县 区 市 州 盟 旗 社区 村 园区 开发区 管委会
    居委会 村委会 党委 党组 纪委 支部 总支 支队 大队 中队 分局 分公司 银行 法院 检察院 馆 厂 矿 基地 联盟 平台
    专班 指挥部 委员会 研究会 理事会 公会 人大 政协 残联 文联 科协 侨联
    """
        )
    )
    + ")$"
)
_SHORT_OFFICES = _words(
    """
    党办 团委 工会 妇联 人大 政协 纪委 党委 残联 文联 科协 侨联 局办 县委 市委 省委 区委 武装部 政办 信访
    """
)
_OUTLET_END = re.compile(
    "(?:"
    + "|".join(
        _words(
            """
    日报 晚报 早报 晨报 时报 快报 导报 商报 周报 周刊 报 网 网站 网讯 客户端 APP App app 电视台 广播电台 电台 台
    频道 新华社 通讯社 中新社 融媒 融媒体 全媒体 传媒 杂志 期刊 公众号 公号 微信 微博 视频号 头条 头条号 发布
    在线 热线 视窗 门户 官网 新闻 视频 央视 云
    """
        )
    )
    + ")$"
)
_TITLE_QUOTED = re.compile(r"《[^》]+》(?:客户端|网|网站|公众号|海外版|官网)?")


def is_person(word: str) -> bool:
    """True for a word formed like a Chinese name whose surname is known, e.g. 徐原芃, 欧阳明, 崔某."""
    if word in _PLACES or word in _NOT_NAMES:
        return False
    if _MASKED_PERSON.fullmatch(word):
        return word[0] in _SURNAMES or word[0] in "甲乙丙丁戊"
    if _DOTTED_PERSON.fullmatch(word):
        return not is_outlet(word)
    if not _PERSON.fullmatch(word):
        return False
    if word[:2] in _COMPOUND and len(word) >= 3:
        return True
    if len(word) == 3 and (word.endswith(("网", "报")) or _OFFICE_END.search(word)):
        return False
    return word[0] in _SURNAMES and len(word) <= 3


def is_surname(word: str) -> bool:
    """True for a surname alone, of one character or two: 顾, 司徒."""
    return word in _SURNAMES or word in _COMPOUND


def may_be_person(word: str) -> bool:
    """True for a word that a printed role makes a name even though its surname is rare (记者 䶮某, pen names)."""
    return is_person(word) or bool(_PERSON.fullmatch(word) and word not in _NOT_NAMES and word not in _PLACES)


def is_office(word: str) -> bool:
    """True for a word formed like the name of an office, company or place that sends articles, e.g. 材料工业科."""
    if word in _SHORT_OFFICES:
        return True
    return 3 <= len(word) <= 30 and bool(_OFFICE_END.search(word)) and re.fullmatch(r"[\w()·“”-]+", word) is not None


def is_outlet(word: str) -> bool:
    """True for a word formed like the name of a newspaper, site or channel, e.g. 澄州晚报, 洛报融媒·洛阳网."""
    if _TITLE_QUOTED.fullmatch(word):
        return True
    return 2 <= len(word) <= 30 and bool(_OUTLET_END.search(word)) and re.fullmatch(r"[\w·•“”-]+", word) is not None
