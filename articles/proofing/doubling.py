"""Characters and words struck twice. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope
from articles.proofing.word_tables import word_ends, word_starts
from articles.text.names import is_person

# Function words: written twice they are a slip, but where two words meet (目的|的, 为了|了解, 存在|在线).
# character → (what may stand before, what may stand after) without its being one
_MEETING: dict[str, tuple[str, str]] = {
    "的": (r"目|标|靶|众矢之|有", r"确|士|卢"),
    "了": (r"不|为", r"解|结|却|断|然|了|得|不起|无|事"),
    "在": (r"现|所|正|好|内|外|潜|自", r"线|建|职|校|岗|场|册|读|编|押|逃|途|乎|位|任|野|座|即|营|研|产|家|车间|一线|农|厂"),
    "是": (r"于|但|可|若|凡|只|国|正|先|要|总|老|都|还|算|就|像|不|或|便|倒|实事求", r"非|否"),
    "和": (r"共|调|饱|总|柔|温|缓|平|暖|中|谐|祥|随|媾|协|求|讲|附|谦|拌|搅", r"谐|平|睦|解|约|气|美|衷|田|声|煦|善|县|顺|缓|畅|蔼|服|尚|风|讯|议|稀|硕|硅|记|林|而|昌|府|信|泰"),
    "与": (r"参|赠|给|授|赋|付|干|寄", r"会|否|其|时|日|众|世|共"),
    "对": (r"应|针|面|相|反|绝|校|核|配|结|成|敌|作|比|查|派|一", r"方|象|策|外|于|口|待|手|应|接|照|标|话|抗|联|比|号|等|立|准|内|岸|症|虾|账|称|冲|流|歌|讲|阵|换"),
    "为": (r"作|成|行|认|以|因|称|视|名|定|变|较|最|颇|更|极|化|改|分|即|升|列|人|难|何|无|转|评|尤|略|大有作|有|设|约|均|仅|同|译|调整|确定", r"民|了|期|主|何|首|国|人|此|什|伍|先|准|辅|由|数|公|一|农|企|群|老|学|政|生|难|荣|名|止|本|限|邻|客"),
    "将": (r"即|大|上|中|少|干|麻|名|猛|健|强|老|女|虎|小|闯|必|终", r"来|军|领|士|要|帅|近|相|心|才|官|就|错|功|于|台|乐"),
    "从": (r"听|服|顺|遵|跟|随|盲|屈|侍|主|胁|一|自|无", r"事|业|容|而|严|重|此|前|来|政|未|军|教|中|新|优|快|属|众|小|轻|简|头|化|犯|商|宽|速|高|动"),
    "到": (r"达|得|遇|受|提|感|等|直|想|看|见|周|独|报|迟|做|找|收|签|恰|不|来|一", r"达|位|期|场|底|来|会|处|手|岗|账|家|头|访|任|案|点|顶|货|校|此|港|站|那|了|这|企|我|市|省|全"),
    "被": (r"植|棉|毛|覆|一|薄|厚", r"告|动|子|害|褥|单|套|覆|查|审|征"),
    "把": (r"一|火|车|拖|个|大|门|刀|靶|投|手", r"握|手|关|控|脉|守|持|柄|戏|式|舵|住|门"),
    "及": (r"以|涉|普|波|顾|危|触|提|论|推|遍|言|惠|兼|殃|累|埃|企|来得|来不|不|力所能", r"时|早|其|格|物|至|第|笄|相"),
    "都": (r"首|成|古|京|大|花|故|新|旧|省|港|陪|国|迁|帝|名|钢|东|江|丰|全|宁|于|武|昌|金|瓷|药|煤|牡丹花", r"市|城|会|江|督|匀|是|柿|能|有|要|可"),
    "就": (r"成|造|早|迁|将|高|屈|俯|铸|一蹴而|半推半|按部|低|避难|牵|生", r"业|是|医|读|餐|近|地|绪|位|职|诊|任|此|算|要|像|学|能|会|事"),
    "也": (r"", r"门|许|罢|好|就|曾|是"),
    "并": (r"合|归|兼|吞|火|一|相提", r"且|网|购|列|行|存|重|联|举|非|轨|购|驾|肩|进|发|不|入|线"),
    "已": (r"早|业|而|不得|自|仅", r"经|然|故|久|成|知|有"),
    "由": (r"自|理|缘|事|来|案|经|不", r"于|此|来|衷|浅|点|谁|表|得"),
    "使": (r"促|致|即|迫|行|大|天|驱|指|唆|特|公|假|纵|役|奉|出", r"用|命|者|馆|得|节|劲|团|其|人|然"),
    "让": (r"转|出|退|谦|忍|避|割|互|礼|不|相|辞|受", r"步|利|位|路|座|渡|权|人|出|开|贤|道"),
    "向": (r"方|走|动|趋|导|倾|意|定|志|取|一|朝|流|转|指|面|偏|纵|横|双|单|航|风|去|内|外|逆|反", r"前|上|阳|来|着|好|往|导|心|下|东|西|南|北|右|左|外|内|日葵|善|海|全|社"),
    "该": (r"应|活|本|不", r"市|省|县|区|局|所|公|企|项|校|院|院|镇|村|国|地|厂|产|行|怎"),
    "我": (r"自|忘|小|大|本|唯|敌|你|他", r"市|省|国|县|区|们|局|军|党|方|校"),
    "要": (r"主|重|需|只|必|摘|纪|简|提|概|首|扼|次|险|显|想|快", r"求|点|素|闻|塞|害|地|么|是|领|件|职|道|旨|价|务|义|强"),
    "会": (r"", r""),
}  # fmt: skip
_NEVER_CHECKED = frozenset("会")
_DOUBLED = re.compile("(" + "|".join(char for char in _MEETING if char not in _NEVER_CHECKED) + r")\1(?!\1)")
# Characters that words and names really double: 人人, 年年, 牢牢, 郭晶晶.
_DOUBLING = frozenset(
    "人年天日月个件条项层步节代种次处时事家户村岁字句样块片座阵声回朵粒颗串队排行张双对套把家刚常渐慢快稳牢紧深久满多大好轻默频屡连往仅偏恰万千等谢看想说谈试走听聊"
    "妈爸爷奶哥姐弟妹宝星太娃公婆舅叔姑姥纷匆默依源滚熠殷谆欣蒸铮琅济皑冉徐漫茫莽沉淡缓悠飘熙攘郁葱绵滔潺淙汩涓潇习息历昭赫堂朗铿锵隆轰哗啦沙簌飒呼嗡叮咚乎洋甸油"
    "腾彤灿亮晃闪晶莹盈盼勃凛森阴惶兢战栗孜汲碌营苟区寥落斑累比皆栩翩袅婷楚娓侃喋谔默忡怏悻愤惴沾津乐呵嘻哈嘿嗷喳吱嘎咯绰约赳昂雄威浩荡蒙胧迢遥巍峨嶙峋"
    "生零鼎裸东法娜莉蓓萌圆佳丽芳燕倩媛静冰雪敏欢丹甜露蕾薇琳玲珊霞菲帆洁文红军兵平民青云梅兰菊春夏秋冬园媚华英茜苗苹萍娟婧妍妮妞娇丫囡毛豆点果可乐贝多旦龙虎牛羊马猫狗熊鸭"
    "淼鑫森磊晶焱垚犇林炎双美真善清明早晚高低长短远近厚薄细粗空实虚硬软重白黑红绿蓝黄灰粉热冷凉暖干湿香臭甜苦辣咸麻痒酸光秃直弯平坦圆方满足精神迟苦死狠偷暗悄定"
    "遍趟册本页幕枚架台艘辆栋幢棵株束缕丝滴杯盘碗桶箱包袋篇首曲歌段批拨群伙波浪道缝口手脚眼心皮毛圈堆垛叠沓摞写读练逛问一二三四五六七八九十〇两"
    "胖壮棒泱粼钉强帮画南微寒署档污海算"
    "拉西巴达玛娜阿卡塔塞库斯科可瓦浓融杠小茸喷冲眯淋汪压睁绉吞勾漉循拳跃头面芸冥脉款窃呱嘟均作墩呜啧咔噜咕唧"
)  # fmt: skip
_ANY_DOUBLED = re.compile(
    r"(?<=[一-鿿])([一-鿿])\1(?=[，。；、：！？）”》]|$|的(?!确)|等(?!级|待|于|次|候|同)|及其|以及|要(?![求点素])|组织|召开|开展|认真|积极|进一步|高度|切实|将(?![来军])|对(?![外象接口方手])"
    r"|了(?![解结却然断])|由(?![于此来衷])|在(?![建线职校岗场编册])|从(?![业事严容])|与(?![会时众日])|和(?![谐平睦])|为(?![期主民了准首])|后(?![续来方台期备勤])"
    r"|各|[我本全][市省县区国]|企业|产业|工业|转型|服务|项目|发展|改革|质量|水平|能力|效率)"
)
# … but not after these, whose last character it is that was struck twice.
_WORD_BEFORE = re.compile(
    r"(?:提高|新高|最高|[县市园地社城片辖景库山]区|[水公和]平|[文说证表声]明|增长|成长|[市局厅处县科部]长|扩大|重大|强大|巨大|良好|更好|[做抓办管用建]好|加快|[工个本]人|[稳安]定|解决|增多|[做]?精)$"
)
_REPEATED = re.compile(
    r"(进行|我市|我局|全市|全省|我省|会议|企业|工作|情况|以及|通过|对于|关于|根据|按照|同时|其中|目前|产业|市场|建设|要求|围绕|组织|开展|加强|推进|推动|实施|"
    r"落实|强调|指出|表示|举行|召开|参加|领导|干部|单位|部门|有关|相关|可以|能够|应当|应该|必须|需要|由于|因为|所以|但是|并且|而且|如果|为了|其他|他们|我们|"
    r"这些|一些|一个|这个|那个|问题|经济|社会|活动|服务|管理|技术|安全|环境|政策|资金|投资|增长|局长|市长|书记|主任|洛阳|公司)\1(?![一-鿿]?\1)"
)
_LONG_REPEATED = re.compile(r"([一-鿿A-Za-z0-9]{3,12})\1")
_IN_WORDS = re.compile(r"(?<=[一-鿿])([一-鿿])\1(?=[一-鿿])(?!\1)")
_PAIR_TWICE = re.compile(r"(?<![一二两三几半每])([一-鿿]{2})\1(?![一-鿿]?\1)")
# 研究研究 is said where one is asked to: 来讨论讨论.
_ASKED = re.compile(r"(?:要|来|去|请|好好|可以|再|多|得|该|能|想|帮|一起|共同|大家|互相)$")
# 管理|管理人员, 服务|服务业, 发展|发展中国家: the second is the beginning of a longer word.
_GOES_ON = re.compile(
    r"域|划|业|者|员|人员|部|局|会|厅|商|费|率|方|型|性|化|中|委|行|院|处|科|股|权|力|网|区|园|线|站|点|队|组|体|类|品|物|量|额|期|年|日|家|室|所|厂|司|书|证|法|学|课|馆|店|平台|中心|系统|机构|单位|部门"
)
_MARKS = re.compile(
    r"，[，。；、：]+|。[，；、：]+|(?<!。)。。(?!。)|、[，。；、：]{1,2}(?!、)|；[，。；、：]+|：[，。；、：]+|！[，。；、：]+|？[，。；、：]+"
)


def doubled(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """的的, 了了, 餐费费, 进行进行, ，，: a slip of the keyboard. Where two words meet (存在|在线) it is none."""
    taken: set[int] = set()
    for hit in _doubled(text):
        if hit.start not in taken:
            taken.add(hit.start)
            yield hit


def _doubled(text: str) -> Iterator[Hit]:
    for found in _DOUBLED.finditer(text):
        before, after = _MEETING[found[1]]
        left, right = text[max(found.start() - 3, 0) : found.start()], text[found.end() : found.end() + 3]
        if found[1] == "在" and left.endswith(("的", "了")) and not text.startswith("于", found.end()):
            yield Hit(*found.span(), found[1])  # 的|在线: nothing between them is 在
            continue
        if before and re.search(f"(?:{before})$", left):
            continue
        if (after and re.match(f"(?:{after})", right)) or _aabb(text, found.start()):
            continue
        yield Hit(*found.span(), found[1])
    for found in _ANY_DOUBLED.finditer(text):
        char = found[1]
        before = text[max(found.start() - 1, 0) : found.start() + 1]
        if (
            (char in _DOUBLING and not _WORD_BEFORE.match(before))
            or is_person(before + char)  # 马倩倩
            or char in _MEETING
            or (char == "分" and text[found.start() - 1] in _SCORES)
            or _LONG_WORDS.match(text, found.start() + 1)
            or text[found.start() - 1] in (char, "一")
            or _aabb(text, found.start())
        ):
            continue
        yield Hit(*found.span(), char)
    yield from _in_words(text)
    yield from _by_shape(text)
    yield from _twice(text)
    for found in _MARKS.finditer(text):
        yield Hit(*found.span(), found[0][0], "标点重复。")


_SCORES = "得积评总满扣加计均"  # 按得分|分为三档


def _in_words(text: str) -> Iterator[Hit]:
    """了解解企业: a character struck twice that begins no word with what follows (存在在线 has 在线)."""
    for found in _IN_WORDS.finditer(text):
        char, at = found[1], found.start()
        before, after = text[at - 1], text[found.end()]
        if char == "分" and before in _SCORES:
            continue
        if char in _MEETING or before == char or _aabb(text, at) or before in _BEFORE_DOUBLING or char in _ALONE:
            continue
        # 产业|业态 are two words that meet; where one side is none of a word, the character was struck twice.
        ends_a_word = char in word_ends().get(before, "")
        goes_on = after in word_starts().get(char, "") or after in _ANY_WORD_ENDS
        if char in _EACH_ONE and before not in _OF_PERSONS:
            continue  # 诉求件件有回音
        struck = not (goes_on or _LONG_WORDS.match(text, at + 1)) if ends_a_word else char not in _DOUBLING
        if struck and (ends_a_word or not is_person(before + char * 2)):
            yield Hit(*found.span(), char)


def _by_shape(text: str) -> Iterator[Hit]:
    """Characters and phrases struck twice where their place alone shows it."""
    for found in _AT_FIRST.finditer(text):
        char, after = found[1], text[found.end()]
        if char in _DOUBLING or char in _MEETING or char in _EACH or _aabb(text, found.start()):
            continue
        if after in word_starts().get(char, "") or after.isdigit():
            yield Hit(*found.span(), char)
    for found in _BEFORE_NUMBER.finditer(text):
        yield Hit(*found.span(), found[1] or found[2])
    for found in _MEASURE_TWICE.finditer(text):
        yield Hit(*found.span("twice"), found["twice"][0])
    for found in _PHRASE_TWICE.finditer(text):
        yield Hit(*found.span(), found[1] or found[2], "这几个字重复了。")
    for found in _GROUND.finditer(text):
        yield Hit(*found.span("twice"), "地")
    for pattern in _IN_TWO_PARTS:
        for found in pattern.finditer(text):
            yield Hit(*found.span("twice"), found["one"])


# Characters that are words by themselves: 可以|以自己的方式, 17个州市|市市通高铁.
_ALONE = frozenset(
    "习法以市省县区乡镇村分地志上下中内外前后新老本每某其此又再更最不未无有可能按据经用拿做说看去来起开关打发收买卖问想听给叫走跑飞吃喝住长出进回过入党国军民院校厂店路街楼号名种"
    "则而且或若如因所之于至自往离同跟比如令使需须应当得着过性力度化型式品期率费额量值价数所处厅局委办科室组队站点线网库群链园"
)
# 坚坚持, 这这一: at the beginning of a clause; 市市通高铁 tells of each.
_AT_FIRST = re.compile(r"(?:^|(?<=[，。；：、“（\s]))([一-鿿])\1(?=[一-鿿])(?!\1)")
_EACH = frozenset("局厅处委市省县区乡镇村校院厂店班组科室所站队路街楼栋门岗矿")
_BEFORE_NUMBER = re.compile(
    r"([有约近达超共至逾足计])\1(?=\d)|(?<=[我全])([市省县区])\2(?![委政直场级管属区县长民域情])"
)
_EACH_ONE = frozenset("件个条项家户年月天事种层人处次代级节")
_OF_PERSONS = frozenset("责作持表关事法工军商客轻")  # 负责人人, 工作人人
# 使人人享有: after these a doubled word is one.
_BEFORE_DOUBLING = frozenset(
    "一不要使让为以将能可都也就更最很各每全的地得了着过在是有和与对从到被把及并已由向该我你他们它这那个前上里中后下"
)
_ANY_WORD_ENDS = frozenset("的了着过们长")
# 提高|高质量, 安全|全链条: the second is the beginning of one word.
_LONG_WORDS = re.compile(
    r"高(?:质量|等|水平|新|效|端|校|速|标准|技能|层次)|全(?:链条|覆盖|过程|流程|方位|员|领域|产业链|要素|周期|生命|社会|行业|市|省|区|县|国|球|民|年|面|体)"
)
_MEASURE_TWICE = re.compile(
    r"(?<=\d)(?P<twice>(?:个个|家家|人人|次次|项项|件件|条条|名名|户户|亿亿|万万|元元|吨吨|台台|场场|期期|批批|位位|处处|种种|套套|亩亩|%%|倍倍))"
)
# Digits are counted and not given back: a text of digits alone would cost the square of its length.
_PHRASE_TWICE = re.compile(
    r"(?:^|(?<=[，。；：]))([一-鿿]{4,20})，\1(?=[，。；])|(\d{1,20}+(?:\.\d{1,20}+)?[一-鿿%]{1,3})\2(?!\d)"
)
_GROUND = re.compile(r"(?:([一-鿿])\1([一-鿿])\2)(?P<twice>地地)(?=[一-鿿])")


# 谁提供、谁谁负责; 边建设、边边投产; 越来越越好: a pattern of two parts has its word once in each.
_IN_TWO_PARTS = (
    re.compile(
        r"(?P<one>[谁边越又])(?:(?!(?P=one))[一-鿿]){1,8}[、，]?(?P<twice>(?P=one){2})(?!(?P=one)|南|野|剧|冬|疆|境|界|角)(?=[一-鿿])"
    ),
    re.compile(r"(?<!谁)(?P<twice>(?P<one>谁)谁)(?!谁)[^谁，。；]{1,6}[、，]?谁(?!谁)"),
)


def _twice(text: str) -> Iterator[Hit]:
    """进行进行, 实现实现: a word struck twice; said twice on purpose (来研究研究) it is none."""
    taken: set[int] = set()
    for pattern in (_REPEATED, _LONG_REPEATED, _PAIR_TWICE):
        for found in pattern.finditer(text):
            word = found[1]
            if found.start() in taken or (len(word) > 2 and len(set(word)) < _FEW) or word[0] in "一两每":
                continue
            if _GOES_ON.match(text, found.end()) or (pattern is _PAIR_TWICE and not _is_slip(text, found)):
                continue
            taken.update(range(*found.span()))
            yield Hit(*found.span(), word)


_FEW = 3


def _is_slip(text: str, found: re.Match[str]) -> bool:
    word = found[1]
    if word[0] == word[1] or word[1] not in word_starts().get(word[0], "") or _SAID_TWICE.fullmatch(word):
        return False
    asked = _ASKED.search(text[max(found.start() - 2, 0) : found.start()])
    ended = not re.match("[一-鿿]", text[found.end() : found.end() + 1])
    return not (asked or ended or set(word) <= _NUMERALS)


_SAID_TWICE = re.compile(
    r"研究|讨论|考虑|学习|夸奖|了解|商量|打听|打扫|收拾|整理|休息|检查|交流|体验|感受|锻炼|比较|琢磨|关心|帮助|教育|照顾|宣传|介绍|总结|熟悉|认识|活动|参观|调查|关照|指导|暖和"
    r"|高兴|热闹|轻松|快乐|非常|特别|永远|谢谢|加油|欢迎|许多|很多|慢慢|纠正|尝试|试验|观察|合计|合作|鼓励|表扬|批评|提醒|监督|督促|反思|对照|梳理|谋划|走访|探讨|沟通|联系|放松"
)


_NUMERALS = frozenset("一二三四五六七八九十百千万零〇两几多少")


def _aabb(text: str, at: int) -> bool:
    """干干净净: the doubled pair stands beside another."""
    before, after = text[max(at - 2, 0) : at], text[at + 2 : at + 4]
    return (len(before) == 2 and before[0] == before[1] and before[0] != "了") or (
        len(after) == 2 and after[0] == after[1]
    )
