"""Words used wrongly: 截止/截至, 做/作, 赴我市. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.rules import Hit, Scope

_TIME = (
    r"今年|去年|当年|今[天日]|昨[天日]|本[月周]|上[月周]|当[日月天]|目前|当前|现在|此时|日前|发稿|记者|[一-鿿]{2,4}(?:当[日天时]|之[日时]|为止)|年底|年末|月底|月末|岁末|[上下]半年|"
    r"第?[一二三四1-4]季度|(?:[上下]午|晚|当晚|凌晨)?[\d０-９一二三四五六七八九十〇两]{1,4}(?:年|月|日|时|点|：|:)|\d{4}[.\-/]\d"
)
_UNTIL = re.compile(rf"截止(?!阀|型|式)(?:至)?(?=(?:到)?(?:{_TIME}))")
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
    for found in _STOPPED.finditer(text):
        yield Hit(*found.span(), "截止", "表示停止用“截止”，“截至”后面要有时间。")


# 报名截至时间, 报名已截至: what stops is 截止.
_STOPPED = re.compile(
    r"截至(?=(?:时间|日期|期限|时点)(?!前|目前))|(?<=[日时点号已经期于])截至(?=[，。；、）)]|$|后|前(?!夕))"
    r"|(?:(?<=报名|申报|征集|投稿|受理|公示|投票)|(?<=报送|提交|活动|缴费|登记))截至(?=[，。；）)]|$|后|前)"
)


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
# 做了点评, 做了全面部署: said, not made. 做总结的材料, 做安排好 go on.
_SAID = re.compile(
    rf"做(?:了|过|出|出了)(?:(?:{_KINDS_OF_SPEECH})的?|一[个次番]|周密|细致|深入|统一|具体|明确|再次|安全|进一步|认真|系统){{0,3}}"
    r"(?:点评|部署|安排(?!好)|强调|批示|指示|辅导|解读|动员|总结|回应|答复|阐述|宣讲|讲解|介绍|表态|要求(?!高))(?=[，。；！、]|$)"
)
_GIVEN = re.compile(r"做(?:出了?|了)(?:重要|突出|积极|巨大|应有|更大|新的?|较大|卓越|重大|不可磨灭|历史性?)?的?贡献")
_SEEN = re.compile(r"(?<=[看当])做(?=[头首第一重最自]|是|工作|任务|大事|命根|家|亲人)")
_OUT = re.compile(
    r"做出(?=了?(?:重要|明确|专门|具体|统一|全面|重大|系统|如下|战略){0,2}(?:指示|批示|决定|部署|决策|承诺|答复|批复|规定|安排))"
)
_WELL = re.compile(
    r"作(?:好|强|大|优|精|细|实)(?=[一-鿿]{0,10}?(?:工作|准备|服务|保障|防范|预案|接待|宣传|落实|文章|产业|台账|记录|登记|统计|对接|衔接|培训|规划|安排|解释|调研|计划))"
)
_BIG = re.compile(r"作[大强优](?:作[大强优]){1,2}")


def make(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """做总结讲话 → 作总结讲话, 作好准备工作 → 做好准备工作. A report that is acted (做报告) stays."""
    if "做" in text:
        yield from _not_made(text)
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


def _not_made(text: str) -> Iterator[Hit]:
    """做 where 作 is meant."""
    told: set[int] = set()
    for pattern, said, level in _NOT_MADE:
        for found in pattern.finditer(text):
            if found.start() not in told:
                told.add(found.start())
                yield Hit(found.start(), found.start() + 1, "作", said, level)


_NOT_MADE: tuple[tuple[re.Pattern[str], str, Level | None], ...] = (
    (_SPEECH, "", None),
    (_REPORT, "", Level.C),
    (_SAID, "", None),
    (_GIVEN, "“作出贡献”用“作”。", Level.C),
    (_SEEN, "宜写“当作、看作”。", Level.C),
    (_OUT, "“做出”后面是决定、批示一类，宜作“作出”。", Level.C),
)
_BEFORE_WORK = tuple("工合操运动写创制耕农协劳杰大佳新力著原拙振发炒叫当看称算")

_VIEW = re.compile(
    r"(?:前往|赴|奔赴|去往|去)(?=我[市区县局省州镇乡委厅院校]|本[市区县省局](?![^，。；]{0,4}(?:以外|之外)))(?!我[市区县局省州镇乡委厅院校](?:驻|以外|外|境外|对口))"
)


def viewpoint(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """赴我市 → 来我市: the paper stands in the city."""
    for found in _VIEW.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        if before in ("过", "失", "出", "除", "免") and found[0] == "去":
            continue
        yield Hit(*found.span(), "来")
