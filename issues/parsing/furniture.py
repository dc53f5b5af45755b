"""Matter on the page that is not the issue's text: rules, page heads, promotion, distribution, copyright. Pure.

Each kind has a name that the editor sees. `anywhere` matter is known wherever it stands; `foot` matter only
after the last article, since a notice may well end in a telephone number.
"""

import re

from articles.text.dates import COMPACT_DATE, FULL_DATE, HAN_DATE

RULE = "分隔线"
PAGE_HEAD = "页眉页码"
READ_MORE = "原文链接"
PROMOTION = "推广"
UNSUBSCRIBE = "退订"
COPYRIGHT = "版权声明"
DISTRIBUTION = "报送印发"
CONTACT = "联系方式"
RELATED = "相关阅读"
END_MARK = "结束语"
BODY_HEADING = "正文标题"
DATELINE = "消息头"
SECTION_PICTURE = "栏目图"
ABOUT = "刊物介绍"
REPEATED_HEAD = "重复刊头"
FOREIGN_NAME = "外文刊名"

_RULE = re.compile(r"[\W_]{3,}|[_\-—=*·.~━─═┄┅┈┉-]{2,}")
_READ_MORE = re.compile(
    r"(?:\[|【|\()?(?:>>+|→|点击|戳)?(?:查看|阅读|浏览)(?:原文|全文|更多|详情|详细)(?:链接|地址)?(?:>>*|→)?(?:\]|】|\))?:?(?:https?://\S+)?$|"
    r"(?:详情|原文)(?:请)?(?:点击|链接|查看|见):(?P<rest>.*)$|(?:详情|原文):(?:https?://\S+)?$|(?:详情)(?:请)?点击:?$|(?:返回|回到)(?:顶部|首页|目录).*$|"
    r"(?:原文|相关|新闻|全文)?链接:(?P<link>.*)$|点击(?:此处|这里|标题|下方链接)?(?:查看|阅读)[^。]{0,18}$|https?://\S+$"
)
_PROMOTION = re.compile(
    r"收录于(?:合集|话题)|点击(?:上方|下方)?(?:蓝字|蓝色字|名片|图片|关注)|关注(?:我们|公众号|本号|微信)|(?:长按|扫描|扫码|识别|扫一扫).{0,12}(?:二维码|关注|识别|加|下载|进)|"
    r"(?:二维码|小程序).{0,8}(?:关注|扫|长按)|点(?:个)?(?:赞|在看)|点亮.?在看|分享.{0,6}(?:朋友圈|在看|点赞|收藏)|设为?星标|一键三连|欢迎(?:关注|订阅|转发|投稿)|"
    r"下载.{0,6}(?:客户端|APP)|转发.{0,6}朋友圈"
)
_BUTTON = re.compile(
    r"(?:阅读|点赞|赞|在看|分享|收藏|喜欢|写?留言|转发|评论|人划线|预览时标签不可点|微信扫一扫)+[\d.]*万?\+?"
)
_UNSUBSCRIBE = re.compile(r"退订|回复(?:TD|T|N|QX)(?:\W|$)|取消订阅", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"版权(?:所有|归|声明)|转载(?:请|须|需|时)|未经.{0,10}(?:授权|许可|同意)|免责声明|侵权.{0,12}删|©|\(c\)|copyright|"
    r"ICP备|公网安备|网站标识码|仅供.{0,8}(?:参考|内部|学习)|本刊.{0,12}(?:不代表|免费)",
    re.IGNORECASE,
)
_DISTRIBUTION = re.compile(
    r"(?:抄?报送?|抄?送|主送|分送|发送|发至|印送|分?发|抄)(?:单位|对象|范围)?:|\(?(?:本期|此件)?(?:共?印|共|印数:?|印发)\d+份\)?[。.]?$|"
    r".{2,30}\d{1,2}月\d{1,2}日印发?$|.{0,30}\d{1,2}月\d{1,2}日印制$"
)
_CONTACT = re.compile(
    r"(?:(?:投稿|电子|联系|编辑部|官方|工作|征稿)?(?:邮箱|邮件|信箱|e-?mail)|(?:联系|咨询|合作|编辑部|热线|服务|值班|传真|办公|新闻|监督|举报)?(?:电话|热线|传真)|"
    r"(?:合作|客服|联系|官方)?微信(?:号|公众号)?|QQ(?:群)?|(?:联系|通讯|编辑部|办公|单位)?地址|邮编|邮政编码|网址|网站|官网|公众号|联系人|联系方式|商务合作|投稿(?:方式)?)\s*[::]",
    re.IGNORECASE,
)
_OFFICE_CONTACT = re.compile(r"(?:投稿|征稿|编辑部|商务|合作|客服|官方|官网|发行|订阅)[^\W\d]{0,6}[::]")
_RELATED = re.compile(
    r"(?:相关|延伸|推荐|拓展|扩展|热门|更多|往期|精彩|近期|猜你|历史|上期|最新)(?:阅读|链接|推荐|回顾|文章|内容|精选|新闻|报道|喜欢|热文|要闻|精彩|文章推荐|内容推荐)(?:推荐|回顾)?[::]?"
)
_ABOUT = re.compile(
    r"(?:关于|联系|加入|关注)(?:我们|本刊|本报|编辑部|公众号)|(?:入群|加群|进群|订阅|投稿|征稿)(?:方式|须知|启事|说明|方法)|"
    r"(?:公司|平台|本号|本刊|我们的?)简介|(?:免责|版权|郑重)声明|(?:编者|小编)(?:寄语|按语)?的?话"
)
_END_MARK = re.compile(r"(?:全文|本期|正文|内容)?(?:完|结束|终|完毕|END|TheEnd|全文完)", re.IGNORECASE)
_END_OF_ISSUE = re.compile(r"(?:The)?END|本期(?:内容)?(?:完|结束|完毕)", re.IGNORECASE)
_BODY_HEADING = re.compile(
    r"(?:详细|具体|本期|新闻|主要)?(?:新闻|内容|正文|详情|详细内容|详细新闻|内容详情|全文|新闻详情)"
)
_PAGE_HINT = re.compile(r"\d[版页]|^[—\-–·~/\d]+$|page", re.IGNORECASE)
_PAGE_PART = re.compile(
    r"第\d{1,3}[版页](?:共\d{1,3}[版页])?|[第共]?\d{1,3}/\d{1,3}[版页]?|共\d{1,3}[版页]|[—\-–·~]\d{1,3}[—\-–·~]|"
    r"[PA]?0?\d{1,2}版|page\d+|本版|要闻版|星期[一二三四五六日天]|农历\S+?[日初十廿]\S{0,2}|\d{1,2}:\d{2}",
    re.IGNORECASE,
)
_PAGE_SURE = re.compile(
    r"第\d{1,3}[版页]|共\d{1,3}页|^[—\-–·~]\d{1,3}[—\-–·~]$|^\d{1,3}/\d{1,3}$|^page\d+", re.IGNORECASE
)
_PAGE_STAFF = re.compile(r"(?:责任编辑|责编|编辑|校对|审核|美编|版式|值班主任|组版|电话)[:/]?[^\W\d]{2,4}")


# All functions below take a line's words folded to half-width and without white space (`Row.bare`).


def anywhere_kind(bare: str) -> str:
    """The kind of furniture that a line is wherever it stands, or ""."""
    if not bare or len(bare) > 120:
        return ""
    if _RULE.fullmatch(bare):
        return RULE
    if is_page_head(bare):
        return PAGE_HEAD
    if _READ_MORE.match(bare) or (bare[0] == "(" and _READ_MORE.match(bare[1:].rstrip(")"))):
        return READ_MORE
    if len(bare) <= 60 and _UNSUBSCRIBE.search(bare):
        return UNSUBSCRIBE
    if len(bare) <= 40 and "。" not in bare[:-1] and _PROMOTION.search(bare):
        return PROMOTION
    if len(bare) <= 16 and _END_MARK.fullmatch(bare.strip("-—─━=()[]【】·*~")):
        return END_MARK
    return ""


def foot_kind(bare: str) -> str:
    """The kind of furniture that a line after the last article is, or "" (also when it is one `anywhere`)."""
    if not bare or len(bare) > 200:
        return ""
    if _DISTRIBUTION.match(bare):
        return DISTRIBUTION
    if _BUTTON.fullmatch(bare):
        return PROMOTION
    for kind, pattern in ((COPYRIGHT, _COPYRIGHT), (CONTACT, _CONTACT)):
        if pattern.search(bare):
            return kind
    return ""


def opens_foot(bare: str) -> bool:
    """True for a line that no article holds and that only stands behind the last one: 报：… 版权所有 …"""
    if len(bare) > 120 or "。" in bare[:-1]:
        return False
    return bool(
        _OFFICE_CONTACT.match(bare)
        or _DISTRIBUTION.match(bare)
        or (len(bare) <= 60 and (_UNSUBSCRIBE.search(bare) or _COPYRIGHT.search(bare)))
    )


def ends_issue(bare: str) -> bool:
    """True for the mark behind the last article, after which only the foot stands: -END-, 本期结束."""
    return bool(_END_OF_ISSUE.fullmatch(bare.strip("-—─━=()[]【】·*~")))


def opens_about(bare: str) -> bool:
    """True for the heading of what a public account says of itself behind its last article: 关于我们, 入群方式."""
    return len(bare) <= 16 and bool(_ABOUT.fullmatch(bare.strip("-—─━=()[]【】·*~◆■●▼")))


def is_related_heading(bare: str) -> bool:
    """True for 相关阅读, 往期回顾 and the like: what follows are links to other texts."""
    return len(bare) <= 20 and bool(_RELATED.fullmatch(re.sub(r"^[\W_]+|[\W_]+$", "", bare)))


def is_body_heading(bare: str) -> bool:
    """True for 详细新闻 and the like, which part the contents list from the articles."""
    return len(bare) <= 16 and bool(_BODY_HEADING.fullmatch(re.sub(r"^[\W_]+|[\W_]+$", "", bare)))


def is_page_head(bare: str) -> bool:
    """True for page numbers and running heads: 第2版, —3—, 2024年6月28日星期五第2版责任编辑/何一凡."""
    if len(bare) > 60 or not _PAGE_HINT.search(bare):
        return False
    undated = _without_dates(bare)
    if not _PAGE_SURE.search(undated):
        return False
    rest = _PAGE_PART.sub("", _PAGE_STAFF.sub("", undated))
    return len(re.sub(r"[\W_]", "", rest)) <= 8


def _without_dates(bare: str) -> str:
    for pattern in (FULL_DATE, HAN_DATE, COMPACT_DATE):
        bare = pattern.sub("", bare)
    return bare
