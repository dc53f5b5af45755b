"""The rules that ask a register, each as of the article's date: rows of the catalogue. Pure."""

from articles.proofing import bylines, fallen, leaders, listed_words, organisations, places, similar_names
from articles.proofing.findings import Level
from articles.proofing.listed_words import of_code
from articles.proofing.rules import ArticleRule, IssueRule, Rule, TextRule

A, B, C = Level.A, Level.B, Level.C
LEADERS = "本单位领导名录；国办秘函〔2019〕19号（严重表述错误）"
PLACES = "民政部行政区划代码；本单位地名录"
WORDS = "本单位用语名录；国办秘函〔2019〕19号"
DESK = "本刊编校规则"

REGISTER_RULES: tuple[Rule, ...] = (
    TextRule(
        "leader.unknown", B, 1, "“{text}”不在领导名录里，请核对姓名和职务；是新任的，请登记。", LEADERS, leaders.unknown
    ),
    TextRule("leader.post", A, 2, "职务与名录不符：{detail}。", LEADERS, leaders.wrong_post),
    ArticleRule("leader.post", A, 2, "表格里的职务与名录不符：{detail}。", LEADERS, leaders.in_tables),
    TextRule("leader.former", A, 3, "{detail}，应写“原”“时任”或改为现任。", LEADERS, leaders.former),
    TextRule("leader.order", B, 4, "排名次序不对：{detail}。", LEADERS, leaders.order),
    TextRule("leader.similar", A, 5, "“{text}”像是“{detail}”之误，请核对。", LEADERS, similar_names.similar),
    ArticleRule("leader.first-mention", C, 6, "第一次提到“{text}”，前面应有职务。", DESK, leaders.first_mention),
    TextRule(
        "leader.homonym-post", B, 7, "厅的负责人是厅长，局的是局长，“{text}”请核对。", LEADERS, leaders.mixed_office
    ),
    TextRule("fallen", A, 8, "“{text}”在被查处人员名单里，请删去或核对是否同名。", WORDS, fallen.fallen),
    TextRule("place.old", B, 9, "地名已变更：{detail}。", PLACES, places.old_name),
    ArticleRule("place.short", C, 10, "文中已用全称“{detail}”，请统一。", PLACES, places.short_beside_full),
    TextRule("place.parent", C, 11, "隶属不对：{detail}，请核对。", PLACES, places.wrong_parent),
    ArticleRule(
        "org.full-short", C, 12, "“{detail}”在同一篇里全称、简称混用，请统一。", DESK, organisations.full_beside_short
    ),
    TextRule("org.renamed", B, 13, "机构名称已变更：{detail}。", "本单位机构名录", organisations.renamed),
    TextRule(
        "title.doc", C, 14, "与登记的文件名差一个字：《{detail}》。", "本单位文件名录", listed_words.document_titles
    ),
    TextRule("word.wrong-form", A, 41, "“{text}”是错误表述{detail}。", WORDS, of_code("word.wrong-form")),
    TextRule("word.forbidden", B, 42, "“{text}”不宜使用{detail}。", WORDS, of_code("word.forbidden")),
    TextRule("word.caution", C, 42, "“{text}”慎用{detail}。", WORDS, of_code("word.caution")),
    TextRule("word.advert", C, 43, "“{text}”是广告用语{detail}。", "《广告法》第九条", of_code("word.advert")),
    IssueRule("byline.none", B, 65, "这一篇没有署名。", DESK, bylines.missing),
    IssueRule("byline.department-only", B, 65, "只署了科室，没有作者。", DESK, bylines.office_only),
    ArticleRule("byline.unknown", B, 65, "署名“{text}”没有登记，像是“{suggestion}”。", DESK, bylines.unknown),
    ArticleRule("byline.spaces", B, 65, "署名里的空格不规范。", DESK, bylines.blanks),
    ArticleRule("byline.not-of-dept", C, 66, "署名科室请核对：{detail}。", DESK, bylines.elsewhere),
    TextRule("politics.fixed", A, 74, "固定表述有误，应为“{suggestion}”。", WORDS, listed_words.set_phrases),
    TextRule("hk-tw-nation", A, 75, "涉港澳台、民族、国际表述有误{detail}。", WORDS, of_code("hk-tw-nation")),
)
