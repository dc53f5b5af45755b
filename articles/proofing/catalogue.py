"""The table of all rules. A rule's examples of what it must and must not flag are its test
(tests/articles/proofing/). Pure."""

import re

from articles.proofing import (
    characters,
    collocations,
    confused,
    counting,
    dates,
    doubling,
    facts,
    future,
    grammar,
    issue_rules,
    leftovers,
    links,
    percentages,
    persons,
    pleonasms,
    privacy,
    punctuation,
    quantities,
    rates,
    repetition,
    retold,
    standing_words,
    sums,
    table_sums,
    titles,
    usage,
)
from articles.proofing.findings import Level
from articles.proofing.register_rules import REGISTER_RULES
from articles.proofing.rules import ArticleRule, IssueRule, Rule, TextRule
from articles.proofing.typos import rule as typo_rule
from articles.proofing.units import WORDS, Field

A, B, C = Level.A, Level.B, Level.C
DESK = "本刊编校规则"
NUMBERS = "GB/T 15835-2011 出版物上数字用法"
USAGE = "《现代汉语词典》"
PHRASES = "《新华社新闻报道用语规定》、国办秘函〔2019〕19号"
PRIVACY = "《个人信息保护法》、国办秘函〔2019〕19号"
# Personal data is looked for wherever anything is printed.
ANYWHERE = WORDS | {Field.BYLINE, Field.SOURCE, Field.EDITOR, Field.CREDIT, Field.MASTHEAD, Field.SECTION}
MARKS = "GB/T 15834-2011 标点符号用法"
TEXT = frozenset({Field.BODY, Field.HEADING, Field.CELL, Field.SUMMARY, Field.CAPTION, Field.TITLE})

RULES: tuple[Rule, ...] = (
    *REGISTER_RULES,
    TextRule("politics.fixed", A, 74, "固定表述有误，应为“{suggestion}”。", PHRASES, standing_words.set_phrases),
    TextRule("politics.fixed", A, 74, "固定表述有误，应为“{suggestion}”。", PHRASES, standing_words.phrases),
    TextRule("hk-tw-nation", A, 75, "涉港澳台、民族、国际表述有误。", PHRASES, standing_words.territory),
    TextRule("word.advert", C, 43, "“{text}”是广告用语。", "《广告法》第九条", standing_words.advert),
    TextRule("number.count", B, 15, "列举的个数与数字不符。", "数字核算", counting.lists),
    TextRule("number.count", B, 15, "列举的个数与数字不符。", "数字核算", counting.in_quotes),
    TextRule("number.count", B, 15, "列举的条数与数字不符。", "数字核算", counting.points),
    TextRule("number.count", B, 15, "“分别”前后的个数不符。", "数字核算", counting.apart),
    TextRule("number.count", B, 15, "列举的个数与数字不符。", "数字核算", counting.steps),
    TextRule("number.sum", B, 16, "各项相加与总数不符。", "数字核算", sums.parts),
    ArticleRule("number.sum", B, 16, "各行相加与合计不符。", "数字核算", table_sums.sums),
    TextRule("number.percent-abs", C, 17, "增减幅度与前后数字对不上，请核对。", "数字核算", percentages.absolute),
    TextRule("number.percent-of", B, 17, "占比与前后数字对不上，请核对。", "数字核算", percentages.of_total),
    TextRule("number.parts-100", C, 18, "各部分之和不是100%，请核对。", "数字核算", percentages.shares),
    TextRule("number.pp", B, 19, "两个百分数相减，差是“个百分点”。", NUMBERS, rates.points),
    TextRule("number.times", B, 20, "减少、下降不能用“倍”，可改用百分数或几分之几。", NUMBERS, percentages.times),
    TextRule("number.hedges", B, 21, "两个表示约数的词连用，留一个。", USAGE, quantities.hedges),
    TextRule("number.approx", B, 22, "约数用汉字，中间不加顿号，应为“{suggestion}”。", NUMBERS, quantities.approximate),
    TextRule("number.range", C, 23, "数值范围前一个数也要带单位，应为“{suggestion}”。", NUMBERS, quantities.ranges),
    TextRule("unit.form", C, 26, "计量单位写法不规范。", "GB 3100、GB/T 15835-2011", quantities.units),
    TextRule("date.exists", A, 27, "没有这一天。", "历法", dates.existing, dates.DATED),
    TextRule("date.weekday", B, 28, "日期与星期对不上。", "历法", dates.weekday, dates.DATED),
    ArticleRule("date.future", B, 29, "日期在刊期之后。", "国办秘函〔2019〕19号（发布日期）", future.future),
    ArticleRule("date.stale", C, 30, "这件事离刊期太久。", DESK, dates.stale),
    ArticleRule("date.none", C, 31, "没有写时间。", DESK, dates.undated),
    TextRule("date.relative", C, 32, "周报里“{text}”读者不知是哪天，请写日期。", DESK, dates.relative, dates.DATED),
    TextRule("word.jiezhi", B, 33, "表示到某时为止用“截至”，“截止”表示停止。", USAGE, usage.until),
    TextRule("word.zuo", B, 34, "“做”后面是讲话、发言一类，应为“作”。", "《现代汉语词典》、新华社用语习惯", usage.make),
    TextRule("word.de", B, 35, "“的、地、得”用错。", "现代汉语语法", grammar.de),
    TextRule("word.collocation", C, 36, "动词与宾语搭配不当。", USAGE, collocations.collocation),
    TextRule("word.viewpoint", B, 37, "站在本地说话，应为“来我市”“到我市”。", DESK, usage.viewpoint),
    TextRule("word.pleonasm", C, 38, "意思重复。", USAGE, pleonasms.pleonasm),
    TextRule("word.doubled", B, 39, "“{text}”重复，应为“{suggestion}”。", "文字校对", doubling.doubled),
    TextRule(
        "name.vulnerable",
        B,
        44,
        "未成年人、患者、当事人及家属不写全名，应为“{suggestion}”。",
        "新华社新闻报道用语规定",
        persons.vulnerable,
    ),
    TextRule("privacy.id", A, 45, "文中有身份证号码，请遮盖为“{suggestion}”。", PRIVACY, privacy.identity, ANYWHERE),
    TextRule(
        "privacy.mobile",
        A,
        46,
        "文中有手机号码，请遮盖为“{suggestion}”；公务电话请登记。",
        PRIVACY,
        privacy.mobile,
        ANYWHERE,
    ),
    TextRule("privacy.bank", B, 47, "文中有银行卡号，请遮盖为“{suggestion}”。", PRIVACY, privacy.bank, ANYWHERE),
    TextRule("privacy.plate", B, 47, "文中有车牌号，请遮盖为“{suggestion}”。", PRIVACY, privacy.plate, ANYWHERE),
    TextRule("privacy.address", B, 47, "家庭住址写到街道、小区为止。", PRIVACY, privacy.address, ANYWHERE),
    TextRule(
        "secret.mark",
        A,
        48,
        "这是密级或内部字样，不能公开，请先确认能否发布。",
        "《保守国家秘密法》",
        leftovers.secrecy,
    ),
    ArticleRule("link.bad", A, 49, "链接有误。", "国办秘函〔2019〕19号", links.of_links),
    TextRule("link.bad", A, 49, "网址有误。", "国办秘函〔2019〕19号", links.printed, printed=True),
    TextRule("leftover", A, 70, "“{text}”是没有补上的内容或留给编辑的话。", DESK, leftovers.notes, printed=True),
    TextRule("furniture", B, 71, "“{text}”是网页上的字样，不是正文。", DESK, leftovers.furniture, TEXT),
    TextRule("charset", B, 72, "字符有误。", "GB 18030、《通用规范汉字表》", characters.broken, ANYWHERE, printed=True),
    ArticleRule("typo.model", C, 73, "疑有错别字。", "词频与本刊往期用语", typo_rule.of_article),
    ArticleRule("charset.wide", B, 72, "全角数字、字母应改为半角。", NUMBERS, characters.wide),
    IssueRule("charset.wide", B, 72, "全角数字、字母应改为半角。", NUMBERS, characters.wide_of_issue),
    ArticleRule("punct.halfwidth", C, 51, "中文里应用全角标点。", MARKS, punctuation.half_width, printed=True),
    IssueRule("punct.halfwidth", C, 51, "中文里应用全角标点。", MARKS, punctuation.half_width_of_issue),
    ArticleRule("punct.pair", B, 52, "标点不成对。", MARKS, punctuation.pairs, printed=True),
    TextRule("punct.nested", C, 53, "引号套用应分单双。", MARKS, punctuation.nested),
    TextRule("punct.order", C, 54, "序号后的标点不对。", MARKS, punctuation.numbering, TEXT, printed=True),
    TextRule("punct.ellipsis", C, 56, "省略号、破折号写法不对。", MARKS, punctuation.ellipsis, printed=True),
    TextRule("title.fullstop", B, 57, "标题末尾不用“{text}”。", DESK, titles.full_stop, titles.ENDING),
    ArticleRule("title.length", C, 58, "标题超过渠道字数。", DESK, titles.length),
    ArticleRule("title.body", C, 59, "标题里的内容正文没有。", DESK, titles.figures_absent),
    ArticleRule("number.same-fact", B, 24, "同一事实的数字前后不一致。", DESK, titles.borne_out),
    ArticleRule("number.same-fact", B, 24, "同一事实的数字前后不一致。", DESK, titles.few),
    ArticleRule("number.same-fact", B, 24, "同一事实的数字前后不一致。", DESK, retold.again),
    ArticleRule("number.same-fact", B, 24, "同一事实的数字前后不一致。", DESK, facts.within),
    IssueRule("number.same-fact", B, 24, "同一事实的数字前后不一致。", DESK, facts.between),
    ArticleRule("number.vs-past", C, 25, "与本刊以前发布的数字不同。", DESK, facts.against_past),
    IssueRule("issue.number", A, 61, "期号有疑问。", DESK, issue_rules.numbers),
    IssueRule("issue.date", C, 62, "出版日期有疑问。", DESK, issue_rules.day),
    IssueRule("item.duplicate", B, 63, "两篇写的像是同一件事。", "本刊编校规则：一事一条", repetition.events),
    ArticleRule("item.ran-before", B, 64, "以前登过。", "本刊编校规则：一事一条", repetition.ran_before),
    ArticleRule("source.missing", A, 67, "转载要注明来源。", "国办秘函〔2019〕19号", issue_rules.sources),
    ArticleRule("source.unclear", B, 67, "转载要注明来源。", "国办秘函〔2019〕19号", issue_rules.of_others),
    ArticleRule("sentence.repeated", B, 68, "这句话重复了。", "文字校对", repetition.sentences),
    ArticleRule("caption", C, 69, "图片说明不完整。", DESK, issue_rules.captions),
    ArticleRule("caption", C, 69, "图片说明不完整。", DESK, issue_rules.printed_captions),
    TextRule("word.confused", C, 40, "用词有误。", "《现代汉语词典》、《第一批异形词整理表》", confused.words),
)

_PLACE = re.compile(r"，[^，。]*“\{\w+\}”|“\{\w+\}”|\{\w+\}")
_SAID = {rule.code: _PLACE.sub("", rule.message).removeprefix("是").rstrip("。") for rule in reversed(RULES)}


def said_of(code: str) -> str:
    """What a code looks for, in the words of its rule, for lists of codes; the code where no rule has it any more."""
    return _SAID.get(code) or code
