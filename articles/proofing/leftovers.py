"""What should have gone before printing: marks of secrecy, notes to the editor, page furniture. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope

_SECRET = re.compile(
    r"(?:内部(?:资料|文件|材料|情况|刊物|参考|使用|传阅|掌握)[，,、；;：:\s·]{0,2}(?:请)?(?:注意保存|妥善保管|注意保密|不得外传|请勿外传|严禁外传|禁止外传|切勿外传|不准外传|不得转载|不得扩散|阅后收回|用后收回))"
    r"|(?:绝密|机密|秘密)\s?[★☆*＊]\s?(?:\d{1,2}年|[一二三十]{1,3}年|长期)?|密级[：:]\s?(?:绝密|机密|秘密|内部)"
    r"|(?:(?:此件|本件|本文|该件|此文)(?:不公开|不予公开|依申请公开|限内部使用|仅供内部))|(?:不得外传|请勿外传|严禁外传|切勿外传|禁止外传|不准外传)(?=[。！!，）)】\]\s]|$)"
    r"|仅供内部(?:使用|参考|交流|传阅|学习|掌握)|(?:阅后即焚|阅后销毁|阅后收回)|不(?:宜|予)公开(?=[）)】\]]|$)|(?<=[（(【\[])(?:绝密|机密|秘密|内部资料|内部文件|内部使用|内部|涉密)(?=[）)】\]])"
    r"|(?:^|(?<=\n))\s*(?:内部资料|内部文件|内部使用|注意保存|绝密|机密|秘密)\s*$"
)
_EDUCATION = re.compile(
    r"保密(?:教育|知识|宣传|培训|法|意识|常识|工作|检查|管理|纪律|责任|制度|承诺|警示)|泄密|窃密|涉密(?:人员|文件|信息|载体|计算机)|标有|标注|标密|定密|不得(?:将|把)|案例|严禁(?:将|在)"
)


def secrecy(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """内部资料，注意保存 · 秘密★1年 · 不得外传; news about keeping secrets may speak of them."""
    for found in _SECRET.finditer(text):
        around = (
            re.split("[。；\n]", text[max(found.start() - 60, 0) : found.start()])[-1]
            + re.split("[。；\n]", text[found.end() : found.end() + 60])[0]
        )
        if not _EDUCATION.search(around):
            yield Hit(*found.span(), "")


_OPEN, _CLOSE = "（(【\\[〔", "）)】\\]〕"
_NOTE = re.compile(
    rf"[{_OPEN}](?:此处|这里|此段|此句|本段|下面|后面)[^{_CLOSE}\n]{{0,30}}[{_CLOSE}]"
    rf"|[{_OPEN}](?:待(?:核实?|补充?|查|确认|定|填|完善|更新|改|提供)[^{_CLOSE}\n]{{0,10}}|[^{_CLOSE}\n]{{1,8}}?待(?:核实?|补充?|查|确认|定|填|完善))[{_CLOSE}]"
    rf"|[{_OPEN}][^{_CLOSE}\n]{{0,8}}?(?:请(?:核实|核对|确认|补充|编辑|校对|审核|改|补)|需(?:核实|核对|确认|补充|修改)|存疑|未核实|补数|补图|配图|插图|插入图片|加图|缺数据|数据缺|此句删|可删|备选|原文如此|查一下|再核|不确定)[^{_CLOSE}\n]{{0,12}}[{_CLOSE}]"
    r"|(?<![有尚亟需须仍还正])待核(?:实)?(?=[，。；）)】\]\s]|$)|(?:数据|数字|姓名|名单|时间|地点|人名|职务|金额)(?:待补充?|待定|待核实?|待确认|待填)(?=[，。；、）)\s]|$)"
    r"|[？?]{2,}(?=[家个人名元万亿年月日%項项]|$|[，。）)])|[（(][？?][）)]|_{2,}|＿{2,}|(?<![一二三四五六七八九〇○])[〇○□]{3,}|\[(?:图片|表情|链接|视频|语音|文件|图|附件)\]|\[图\d*\]|【(?:图片|配图|图\d*|插图|表格?)】"
    r"|批注\s?[\[［（(]|\[批注[^\]\n]{0,20}\]|带格式的[：:]|修订标记|(?:删除|插入)的内容[：:]|复制自|粘贴自|摘自百度|TODO|FIXME|(?i:lorem ipsum)|@(?:编辑|小编|美编)|编辑注意[：:]|小编注[：:]"
    r"|错误[！!]\s?未找到引用源|#(?:REF|VALUE|NAME|DIV/0|N/A)[!？?]?|(?<![A-Za-z])(?:undefined|NaN|null)(?![A-Za-z])|\{\{[^}\n]{0,40}\}\}|\$\{[^}\n]{0,40}\}"
)
_X = re.compile(
    r"(?<![A-Za-z0-9*×＊Ｘ])(?P<x>[Xx]{2,8}|[Ｘｘ]{2,8}|×{2,8}|＊{2,8}|\*{2,8}|〇{2,4}(?=[年月日]))(?![A-Za-z0-9*×＊])|(?<=20)[Xx×]{1,2}(?=年)|(?<=[^\d×X])(?<![A-Za-z])[X×](?=[月日](?:[X×\d]|[，。至在前后]))"
)
_MASKS = re.compile(r"[\d一-鿿]")
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
        if mark.lower().startswith("xx") and _SURNAME_BEFORE.search(before) and not after.strip():
            continue
        yield Hit(*found.span(), None)


_FURNITURE = re.compile(
    r"(?:^|(?<=[。！？!\n\s]))[（(【\[]?(?:责任编辑|责编|编辑|审核|校对|监制|值班编辑|美编|投稿邮箱|版权声明|免责声明)[：:/|丨][^。，\n]{0,40}$"
    r"|扫一扫(?=[^。，\n]{0,10}关注|[，,](?:关注|分享|在手机|手机|加|看更多|微信)|分享|在手机|$)|(?:长按|扫描|识别)(?:下方|上方|图中|以下)?(?:的)?二维码(?:，)?(?:关注|加入|添加)|(?:点击|戳|轻触)(?:上方|下方|标题下)?[“\"]?(?:蓝字|蓝色字)[”\"]?"
    r"|点击(?:“?阅读原文”?|左下角|右下角|下方“|上方“|收藏|分享|在看|关注我们|查看更多|进入专题|观看视频)|返回(?:顶部|首页|列表|上一页)|(?:^|(?<=[。\s】]))(?:上一篇|下一篇|上一条|下一条)(?:[：:]|$|\s)|打印本页|关闭窗口|关闭本页|加入收藏|设为首页"
    r"|字(?:号|体)[：:]\s?[【\[]?(?:大|小|默认|超大)|(?:浏览|阅读|点击)(?:次数|量|数)[：:]\s?\d*|分享到[：:]|(?:^|(?<=[。\s]))分享到(?:微信|微博|朋友圈|QQ)|您(?:当前|现在)?的?(?:位置|所在位置)[：:]|当前位置[：:]|相关(?:阅读|链接|新闻|推荐|文章)[：:]|(?:^|(?<=\n))(?:相关阅读|延伸阅读|推荐阅读|往期回顾|热门推荐|猜你喜欢)$"
    r"|(?:喜欢|觉得不错)[^。\n]{0,10}(?:点个?赞|点“?在看|转发)|点个?[“\"]?在看|求(?:关注|转发|点赞)|关注我们$|点击这里|点我|上滑(?:查看|阅读)|下滑查看|左右滑动|滑动查看|Copyright|版权所有|All Rights Reserved|原标题[：:]|原创声明|转载请(?:注明|联系|标明)|网编[：:]|来源[：:][^。\n]{2,20}\s+作者[：:]"
)


def furniture(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """责任编辑：…, 扫一扫, 点击蓝字, 返回顶部 within the text: copied along from a page."""
    for found in _FURNITURE.finditer(text):
        yield Hit(*found.span(), "")
