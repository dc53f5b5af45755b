"""The table of all rules. A rule's examples of what it must and must not flag are its test
(tests/articles/proofing/). Pure."""

from articles.proofing import usage
from articles.proofing.findings import Level
from articles.proofing.rules import Rule, TextRule

A, B, C = Level.A, Level.B, Level.C
DESK = "本刊编校规则"
USAGE = "《现代汉语词典》"

RULES: tuple[Rule, ...] = (
    TextRule("word.jiezhi", B, 33, "表示到某时为止用“截至”，“截止”表示停止。", USAGE, usage.until),
    TextRule("word.zuo", B, 34, "“做”后面是讲话、报告一类，应为“作”。", "《现代汉语词典》、新华社用语习惯", usage.make),
)
