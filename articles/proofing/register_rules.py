"""The rules that ask a register, each as of the article's date: rows of the catalogue. Pure."""

from articles.proofing import leaders
from articles.proofing.findings import Level
from articles.proofing.rules import ArticleRule, Rule, TextRule

A, B, C = Level.A, Level.B, Level.C
LEADERS = "本单位领导名录；国办秘函〔2019〕19号（严重表述错误）"
DESK = "本刊编校规则"

REGISTER_RULES: tuple[Rule, ...] = (
    TextRule(
        "leader.unknown", B, 1, "“{text}”不在领导名录里，请核对姓名和职务；是新任的，请登记。", LEADERS, leaders.unknown
    ),
    TextRule("leader.post", A, 2, "职务与名录不符：{detail}。", LEADERS, leaders.wrong_post),
    TextRule("leader.former", A, 3, "{detail}，应写“原”“时任”或改为现任。", LEADERS, leaders.former),
    TextRule("leader.order", B, 4, "排名次序不对：{detail}。", LEADERS, leaders.order),
    TextRule("leader.similar", A, 5, "“{text}”像是“{detail}”之误，请核对。", LEADERS, leaders.similar),
    ArticleRule("leader.first-mention", C, 6, "第一次提到“{text}”，前面应有职务。", DESK, leaders.first_mention),
    TextRule(
        "leader.homonym-post", B, 7, "厅的负责人是厅长，局的是局长，“{text}”请核对。", LEADERS, leaders.mixed_office
    ),
)
