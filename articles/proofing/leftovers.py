"""What should have gone before printing: marks of secrecy, notes to the editor, page furniture. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope
from articles.text.furniture import furniture as line_furniture

_SECRET = re.compile(
    r"(?:内部(?:资料|文件|材料|情况|刊物|参考|使用|传阅|掌握)[，,、；;：:\s·]{0,2}(?:请)?(?:注意保存|妥善保管|注意保密|不得外传|请勿外传|严禁外传|禁止外传|切勿外传|不准外传|不得转载|不得扩散|阅后收回|用后收回))"
    r"|(?:绝密|机密|秘密)\s?[★☆*＊]\s?(?:\d{1,2}年|[一二三十]{1,3}年|长期)?|密级[：:]\s?(?:绝密|机密|秘密|内部)"
    r"|(?:(?:此件|本件|本文|该件|此文)(?:不公开|不予公开|依申请公开|限内部使用|仅供内部))|(?:不得外传|请勿外传|严禁外传|切勿外传|禁止外传|不准外传)(?=[。！!，）)】\]\s]|$)"
    r"|(?:此件|本件|本文|该件)内部掌握|仅供(?:有关)?(?:领导|内部)(?:同志)?(?:参阅|审阅|参考)|(?P<not_on>(?:请勿|不得|严禁)(?:转发|上网|扩散|外泄))(?=[。！!，）)】\]\s]|$)"
    r"|仅供内部(?:使用|参考|交流|传阅|学习|掌握)|(?:阅后即焚|阅后销毁|阅后收回)|不(?:宜|予)公开(?=[）)】\]]|$)|(?<=[（(【\[])(?:绝密|机密|秘密|内部资料|内部文件|内部使用|内部|涉密)(?=[）)】\]])"
    r"|(?:^|(?<=\n))\s*(?:内部资料|内部文件|内部使用|注意保存|绝密|机密|秘密)\s*$"
)
_EDUCATION = re.compile(
    r"保密(?:教育|知识|宣传|培训|法|意识|常识|工作|检查|管理|纪律|责任|制度|承诺|警示)|泄密|窃密|涉密(?:人员|文件|信息|载体|计算机)|标有|标注|标密|定密|不得(?:将|把)|案例|严禁(?:将|在)"
)

# What else may not be passed on: 未经证实的消息请勿转发, 疫情不得扩散.
_NO_SECRET = re.compile("谣|骗|诈|证实|核实|不明|不实|虚假|隐私|个人信息|短信|链接|视频|疫|病|虫|火|污染|风险")


def secrecy(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """内部资料，注意保存 · 秘密★1年 · 不得外传; news about keeping secrets may speak of them."""
    for found in _SECRET.finditer(text):
        around = (
            re.split("[。；\n]", text[max(found.start() - 60, 0) : found.start()])[-1]
            + re.split("[。；\n]", text[found.end() : found.end() + 60])[0]
        )
        if not _EDUCATION.search(around) and not (found["not_on"] and _NO_SECRET.search(around)):
            yield Hit(*found.span(), "")


_OPEN, _CLOSE = "（(【\\[〔", "）)】\\]〕"
_NOTE = re.compile(
    rf"[{_OPEN}](?:此处|这里|此段|此句|本段|下面|后面)[^{_CLOSE}\n]{{0,30}}[{_CLOSE}]"
    rf"|[{_OPEN}]待[^{_CLOSE}\n]{{1,8}}?(?:补充?|核实?|确认|提供|填写?)[{_CLOSE}]|[{_OPEN}](?:待(?:核实?|补充?|查|确认|定|填|完善|更新|改|提供)[^{_CLOSE}\n]{{0,10}}|[^{_CLOSE}\n]{{1,8}}?待(?:核实?|补充?|查|确认|定|填|完善))[{_CLOSE}]"
    rf"|[{_OPEN}][^{_CLOSE}\n]{{0,8}}?(?:请(?:核实|核对|确认|补充|编辑|校对|审核|改|补)|需(?:核实|核对|确认|补充|修改)|存疑|未核实|补数|补图|配图|插图|插入图片|加图|缺数据|数据缺|此句删|可删|备选|原文如此|查一下|再核|不确定)[^{_CLOSE}\n]{{0,12}}[{_CLOSE}]"
    r"|(?<![有尚亟需须仍还正])待核(?:实)?(?=[，。；）)】\]\s]|$)|(?:数据|数字|姓名|名单|时间|地点|人名|职务|金额)(?:待补充?|待定|待核实?|待确认|待填)(?=[，。；、）)\s]|$)"
    r"|[？?]{2,}(?=[家个人名元万亿年月日%項项分时天小吨台套次场户件条亩]|$|[，。）)])|[（(][？?][）)]|_{2,}|＿{2,}|(?<![一二三四五六七八九〇○])[〇○□]{3,}|\[(?:图片|表情|链接|视频|语音|文件|图|附件)\]|\[图\d*\]|【(?:图片|配图|图\d*|插图|表格?)】"
    r"|批注\s?[\[［（(]|\[批注[^\]\n]{0,20}\]|带格式的[：:]|修订标记|(?:删除|插入)的内容[：:]|复制自|粘贴自|摘自百度|TODO|FIXME|(?i:lorem ipsum)|@(?:编辑|小编|美编)|编辑注意[：:]|小编注[：:]|[（(【\[]?(?:编辑|编者|校对|审核|科里|美编)注[：:][^）)】\]\n]{0,40}[）)】\]]?|[（(【\[][^）)】\]\n]{0,12}(?:再核|待补|后补|请补)[^）)】\]\n]{0,6}[）)】\]]"
    r"|(?<=投资|完成|实现|达到|签约|新增|增长|下降|超过|参加|共计|累计|金额|面积|产值)[ \u3000]{2,}(?=[万亿]?元|[家个名人户项吨亩台套%％]|万[人吨亩户])"
    r"|错误[！!]\s?未找到引用源|#(?:REF|VALUE|NAME|DIV/0|N/A)[!？?]?|(?<![A-Za-z])(?:undefined|NaN|null)(?![A-Za-z])|\{\{[^}\n]{0,40}\}\}|\$\{[^}\n]{0,40}\}"
)
_X = re.compile(
    r"(?<![A-Za-z0-9*×＊Ｘ])(?P<x>[Xx]{2,8}|[Ｘｘ]{2,8}|×{2,8}|＊{2,8}|\*{2,8}|〇{2,4}(?=[年月日]))(?![A-Za-z0-9*×＊])|(?<=20)[Xx×]{1,2}(?=年)|(?<=[^\d×X])(?<![A-Za-z])[X×](?=[月日](?:[X×\d]|[，。至在前后]))"
)
_NAMELESS = re.compile(r"公示|名单|通报|曝光|失信|处罚|案例|举报|保护")
_SURNAME_BEFORE = re.compile(
    r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘范彭郎鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常于傅康伍余顾孟黄萧尹姚邵汪毛戴宋茅庞熊纪舒屈项祝董梁杜阮蓝季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫丁邓单洪包左石崔龚程陆翁段侯武刘龙叶白赖乔谭申冉桑牛尚温庄柴阎连习向易廖耿欧聂辛关游权肖闫付]$"
)


def notes(text: str, scope: Scope) -> Iterator[Hit]:
    """待核, XX公司, （此处补数）, 批注: left for somebody to fill in."""
    for found in _NOTE.finditer(text):
        yield Hit(*found.span(), None)
    if not re.search("[XxＸｘ×＊*〇]", text):
        return
    title = scope.article.title if scope.article else ""
    for found in _X.finditer(text):
        mark, before, after = found[0], text[: found.start()][-1:], text[found.end() :][:1]
        if mark[0] in "*＊" and (before.isdigit() or after.isdigit() or before.isalpha()):
            continue  # 138****5678, and emphasis
        if mark[0] in "×＊*〇" and (before == "“" or _NAMELESS.search(title) or _SURNAME_BEFORE.search(before)):
            continue
        if mark.lower() == "xx" and text.startswith(("年代", "世纪", "染色体", "型"), found.end()):
            continue
        if mark.lower().startswith("xx") and _SURNAME_BEFORE.search(before) and not after.strip():
            continue
        yield Hit(*found.span(), None)


# Within a paragraph; what makes a whole line is in the table that outside pages are read by as well
# (`articles.text.furniture`).
_FURNITURE = re.compile(
    r"(?:^|(?<=[。！？!\n\s）)]))[（(【\[]?(?:责任编辑|责编|编辑|审核|校对|监制|值班编辑|美编|投稿邮箱|版权声明|免责声明)[：:/|丨][^。，\n]{0,40}$"
    r"|扫一扫(?=[^。，\n]{0,10}关注|[，, \u3000](?:关注|分享|在手机|手机|加|看|微信|下载|进入)|分享|在手机|$)|(?:长按|扫描|识别)(?:下方|上方|图中|以下)?(?:的)?二维码(?:，)?(?:关注|加入|添加)|长按(?:识别|扫描)?[^。，\n]{0,6}二维码|(?:点击|戳|轻触)(?:上方|下方|标题下)?[“\"]?(?:蓝字|蓝色字)[”\"]?"
    r"|(?:点击|轻触|戳)(?:“?阅读原文”?|左下角|右下角|下方“|上方“|收藏|分享|在看|关注我们|查看更多|进入专题|观看视频|收听|播放)|返回(?:顶部|首页|列表|上一页)|(?:^|(?<=[。\s】）)]))(?:上一篇|下一篇|上一条|下一条)(?:[：:]|$|\s)|打印本页|关闭窗口|关闭本页|加入收藏|设为首页"
    r"|字(?:号|体)[：:]\s?[【\[]?(?:大|小|默认|超大)|(?:浏览|阅读|点击)(?:次数|量|数)(?:[：:]\s?\d*|\s?\d+\s*$)|分享到(?:[：:]|微信|微博|朋友圈|QQ|$)|您(?:当前|现在)?的?(?:位置|所在位置)[：:]|当前位置[：:]|相关(?:阅读|链接|新闻|推荐|文章)[：:]"
    r"|(?:喜欢|觉得不错)[^。\n]{0,10}(?:点个?赞|点“?在看|转发)|点个?[“\"]?在看|求(?:关注|转发|点赞)|(?:(?<!扫一扫)关注我们|(?<![勿不要])转发给(?:更多|身边的?)?(?:家人|朋友|亲友|人)|欢迎(?:关注|转发|点赞|留言|投稿)[^，。；]{0,10})(?=[，。！!]|$)|点击这里|戳这里|(?<!你)点我(?:$|看|查看|了解|进入|直达|领取)|上滑(?:查看|阅读)|下滑查看|左右滑动|滑动查看|Copyright|版权所有|All Rights Reserved|原标题[：:]|原创声明|转载请(?:注明|联系|标明)|网编[：:]|扫码(?:关注|添加|进群|加入|下载)|微信扫码|关注(?:微信)?公众号(?=[，。！：“]|$)|回复关键词|设为星标|点亮在看|收藏本文"
    r"|下载(?:手机)?(?:APP|客户端)(?=[，。！]|$)|查看(?:原文|详情|更多)(?=[>＞》]|$)|展开全文|阅读全文|网友评论|发表评论|我要纠错|视频加载中|更多(?:精彩|资讯|内容)[^。]{0,10}(?:关注|点击|请)|(?:^|(?<=[。\s）)]))(?:发布|更新|发表)(?:时间|日期)[：:]|(?:^|(?<=[。\s）)]))(?:分享|打印|关闭|收藏)(?=\s|$)|【(?:打印|关闭|字体|大 中 小|大中小)[^】]{0,8}】|[（(](?:责任编辑|责编|编辑|审核|校对)[：: ][^）)]{1,16}[）)]|来源(?:[：:][^。\n]{2,20}\s+作者[：:]|\s?[丨|｜]\s?[^，。\n]{2,20}$)"
    r"|点赞[\s、+]*(?:在看|转发|收藏)|预览时标签不可点|[（(]?图片来源[：:]\s?网络[）)]?|网站地图\s*$|^\s*[-—=]*\s?END\s?[-—=]*\s*$"
)
_PIECE = re.compile(r"[^。！？!\n）)】]+(?:[）)】](?=[^一-鿿])|[。！？!])?")
_LONGEST_LINE = 40
# The kinds of line that are no paper's own (网址, 图片占位 may be).
_OF_PAGES = frozenset(
    [
        "面包屑导航",
        "推荐与排行",
        "读者评论",
        "版权声明",
        "备案与许可",
        "网站脚注",
        "扫码与关注",
        "微信按钮",
        "页面按钮",
        "阅读数",
        "电子报导航",
        "页面提示",
    ]
)


def furniture(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """责任编辑：…, 扫一扫, 点击蓝字, 返回顶部 within the text: copied along from a page."""
    reached = 0
    for found in _FURNITURE.finditer(text):
        reached = found.end()
        yield Hit(*found.span(), "")
    # What follows the last sentence, or stands alone, may be a line of a page as a whole.
    line = next((piece for piece in reversed(list(_PIECE.finditer(text)))), None)
    if line and line.start() >= reached and len(line[0]) <= _LONGEST_LINE and not line[0].endswith(tuple("。！？!")):
        rule = line_furniture(line[0].strip())
        if rule and rule.why in _OF_PAGES and re.search("[一-鿿]{2}", line[0]) and "新闻：" not in line[0]:
            yield Hit(*line.span(), "", f"这是网页上的字样（{rule.why}），不是正文。")
