"""What any paper must get right, whatever its own register holds: set phrases, territory and peoples, advertising. Pure.

Sources: 《新华社新闻报道用语规定》, 《广告法》第九条, the phrases as the party's documents print them.
"""

import re
from collections.abc import Iterator

from articles.proofing.edits import slips_of, words_exchanged
from articles.proofing.listed_words import listed_at
from articles.proofing.rules import Hit, Scope
from articles.proofing.telling import is_about_faults, is_titled

# Lists whose order is fixed. Fewer items than all may be quoted; another order may not.
LISTS = tuple(
    line.strip()
    for line in """
    不忘初心、牢记使命
    政治意识、大局意识、核心意识、看齐意识
    道路自信、理论自信、制度自信、文化自信
    创新、协调、绿色、开放、共享
    富强、民主、文明、和谐
    自由、平等、公正、法治
    爱国、敬业、诚信、友善
    自信自强、守正创新
    踔厉奋发、勇毅前行
    科学立法、严格执法、公正司法、全民守法
    依法治国、依法执政、依法行政
    法治国家、法治政府、法治社会
    产业兴旺、生态宜居、乡风文明、治理有效、生活富裕
    自我净化、自我完善、自我革新、自我提高
    学史明理、学史增信、学史崇德、学史力行
    长期共存、互相监督、肝胆相照、荣辱与共
    创造性转化、创新性发展
    解放思想、实事求是、与时俱进、求真务实
    民主选举、民主协商、民主决策、民主管理、民主监督
    党要管党、全面从严治党
    信念坚定、为民服务、勤政务实、敢于担当、清正廉洁
    不敢腐、不能腐、不想腐
    两个确立、两个维护
    四个意识、四个自信、两个维护
""".strip().split("\n")
)
_ITEM = r"[“”‘’]?"


def _any_order(items: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(map(re.escape, items))
    return re.compile(rf"(?:{one})(?:{_ITEM}[、，]{_ITEM}(?:{one})){{{len(items) - 1}}}")


_LISTED = tuple((tuple(line.split("、")), _any_order(tuple(line.split("、")))) for line in LISTS)
# Phrases of one piece: what is often written → what it is.
_WRONG = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"习近平新时代(?:有)?中国特色的社会主义思想|习近平中国特色社会主义思想|习近平新时代中国社会主义思想", "习近平新时代中国特色社会主义思想"),
        (r"增强[“‘]?四个自信[”’]?|坚定[“‘]?四个意识[”’]?|坚定[“‘]?两个维护[”’]?", None),
        (r"坚决拥护[“‘]?两个确立[”’]?(?!的)", "坚定拥护“两个确立”"), (r"坚定(?:做到|践行)[“‘]?两个维护[”’]?", "坚决做到“两个维护”"),
        (r"做到[“‘]?四个维护[”’]?|增强[“‘]?四个维护|[“‘]两个意识[”’]|[“‘]三个确立[”’]|[“‘]四个确立[”’]|[“‘]五个自信[”’]|[“‘]三个维护[”’]|[“‘]五个意识[”’]", None),
        (r"以人民为中心的发展(?:理念|思路|观念|理论|观点|思维)", "以人民为中心的发展思想"), (r"铸牢中华民族命运共同体意识", "铸牢中华民族共同体意识"), (r"习近平经济理论", "习近平经济思想"), (r"中央经济工作大会", "中央经济工作会议"),
        (r"新发展(?:阶断|里念|格据|各局)|高质量发展展|人民至尚|共同富欲|共同付裕|中国式现代华", None), (r"习近平(?:法制|经济建设|生态文化|强军强国)思想", None), (r"社会主义的核心价值观", "社会主义核心价值观"),
        (r"五位一体的?战略布局|四个全面的?总体布局", None),
        (r"[“]五位一体[”]战略布局|[“]四个全面[”]总体布局", None),
        (r"以人民中心的发展思想", "以人民为中心的发展思想"),
        (r"铸牢中华民族(?:命运)?共同体的意识|筑牢中华民族共同体意识", "铸牢中华民族共同体意识"),
        (r"党的二十届[一二三四五]中(?=[，。精召会])", None),
        (r"绿水青山就是金山银水|青山绿水就是金山银山|金山银山就是绿水青山", "绿水青山就是金山银山"),
        (r"中华民族的?伟大的复兴|实现中华民族复兴的伟大", "中华民族伟大复兴"),
        (r"中国式的现代化(?=建设|道路|新)", "中国式现代化"),
        (r"人类命运的共同体", "人类命运共同体"),
        (r"稳中求进的?工作总基调|稳中求进的工作(?!总)基调", None),
        (r"高举中国特色社会主义的?伟大的旗帜|高举中国特色伟大旗帜", "高举中国特色社会主义伟大旗帜"),
        (r"党中央(?:的)?集中统一的领导|党中央集中和统一领导", "党中央集中统一领导"),
        (r"全面从严(?:制|致)党|从严制党", "全面从严治党"),
        (r"贯彻新发展观念|新发展理论(?=[，。、引])", "新发展理念"), (r"“两个确立”的(?:重大|重要|历史性?|深远|现实|绝对)意义", "“两个确立”的决定性意义"),
        (r"攻府工作|政俯工作|府政工作", "政府工作"), (r"扫黑险恶|扫黑初恶|扫黑出恶|扫黑除厄", "扫黑除恶"), (r"人民群从|人名群众|人民群中", "人民群众"), (r"二十打(?=精神|报告|[，。])", "二十大"),
        (r"依法制国|依法治过", "依法治国"), (r"中央证治局|中央政制局", "中央政治局"), (r"国务员(?=[一-鿿]{0,4}(?:会议|总理|文件|办公厅|令))", "国务院"), (r"社会注义|社会主意(?=核心|现代|建设|道路|制度)", "社会主义"),
        (r"新时代中国特色社会主义理论(?=[，。、指])|中国特色社会主义新时代思想", "习近平新时代中国特色社会主义思想"), (r"绿水青山就是银山金山|绿水金山就是", "绿水青山就是金山银山"),
        (r"改革开方|改格开放", "改革开放"), (r"共合国", "共和国"), (r"中国共厂党|中国共产挡", "中国共产党"), (r"党风廉正建设|党风廉证建设", "党风廉政建设"),
        (r"三严三事|三严三时", "三严三实"), (r"中央八项规定的精神", "中央八项规定精神"), (r"乡村(?:振新|震兴|振型)", "乡村振兴"),
        (r"一带一路[”]?倡仪|一带一路[”]?战略", "一带一路”倡议"),
    )
)  # fmt: skip
# Names and phrases that every paper prints: one slip in them is never another word.
PHRASES = (
    "习近平新时代中国特色社会主义思想", "中国共产党中央委员会",
    "中华人民共和国", "全国人民代表大会",
    "中国人民政治协商会议", "国务院常务会议",
    "以习近平同志为核心的党中央", "以人民为中心的发展思想",
    "铸牢中华民族共同体意识", "中华民族伟大复兴",
    "绿水青山就是金山银山",
    "人类命运共同体", "党中央集中统一领导",
    "稳中求进工作总基调", "社会主义核心价值观",
    "党风廉政建设", "中央八项规定精神",
    "全面从严治党", "全面依法治国",
    "国家治理体系和治理能力现代化", "供给侧结构性改革",
    "中央经济工作会议", "扫黑除恶专项斗争",
    "意识形态工作责任制", "高举中国特色社会主义伟大旗帜",
    "乡村振兴战略", "统筹推进“五位一体”总体布局",
    "协调推进“四个全面”战略布局", "学思想、强党性、重实践、建新功",
)  # fmt: skip
_LONG_PHRASE = 6
_LAST_OPEN = 7  # characters: of so long a phrase the beginning alone leaves no other end


def phrases(text: str, scope: Scope) -> Iterator[Hit]:
    """A phrase that every paper prints with one slip of the hand, or with two of its words exchanged."""
    told = [found.span() for pattern, _ in _WRONG for found in pattern.finditer(text)]
    listed = listed_at(scope.registers)
    for phrase in PHRASES:
        if len(phrase) < _LONG_PHRASE or phrase in listed.phrases or not (phrase[:3] in text or phrase[-3:] in text):
            continue
        for start, end in (*slips_of(phrase, text), *words_exchanged(phrase, text), *_other_end(phrase, text)):
            words = text[start:end]
            right = words.replace("的", "") == phrase.replace("的", "") or any(
                words in other or other in words for other in (*PHRASES, *_ALSO_RIGHT)
            )
            inside = phrase in text[max(start - 1, 0) : end + 1] or any(a < end and start < b for a, b in told)
            if right or inside or _is_listed(words, scope) or is_about_faults(text, start, end):
                continue
            told.append((start, end))
            yield Hit(start, end, phrase)


def _other_end(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """人类命运共同提: the last character alone is another."""
    if len(phrase) >= _LAST_OPEN:
        for found in re.finditer(rf"{re.escape(phrase[:-1])}(?!{phrase[-1]})[一-鿿]", text):
            yield found.span()


# One character from a phrase and right all the same.
_ALSO_RIGHT = (
    "全国人民代表大会", "党的二十届一中全会", "党的二十届二中全会", "党的二十届四中全会", "党的二十届五中全会", "党的十九大精神", "党的十八大精神", "中央农村工作会议",
    "社会主义现代化强国", "全面从严管党", "供给侧结构改革", "党风廉洁建设", "政府工作的报告",
)  # fmt: skip
_RIGHT = re.compile("稳中求进工作总基调|稳中求进的工作总基调")


def _is_listed(words: str, scope: Scope) -> bool:
    """Whether the register has a row of its own for these words, which then speaks."""
    listed = listed_at(scope.registers)
    return words in listed.wrong or any(one in words for one in listed.wrong)


def set_phrases(text: str, scope: Scope) -> Iterator[Hit]:
    """不忘初心、牢记使命 in another order, a set phrase of one piece with a slip."""
    for items, pattern in _LISTED:
        if items[0] not in text:
            continue
        for found in pattern.finditer(text):
            at = [found[0].find(item) for item in items]
            if "、".join(items) in listed_at(scope.registers).phrases:
                continue
            if -1 not in at and at != sorted(at) and not is_about_faults(text, *found.span()):
                yield Hit(*found.span(), "、".join(items))
        yield from _other_item(items, text, scope)
    for pattern, right in _WRONG:
        for found in pattern.finditer(text):
            known = _RIGHT.fullmatch(found[0]) or _is_listed(found[0], scope)
            if not (known or is_about_faults(text, *found.span())):
                yield Hit(*found.span(), right, "" if right else f"“{found[0]}”不是规范表述，请核对。")


_CHECKED_ITEMS = 4  # characters of an item that may be slipped in


def _other_item(items: tuple[str, ...], text: str, scope: Scope) -> Iterator[Hit]:
    """不忘初心、继续使命: all items but one, and in its place words that share half of it."""
    if sum(item in text for item in items) != len(items) - 1 or "、".join(items) in listed_at(scope.registers).phrases:
        return
    missing = next(item for item in items if item not in text)
    if len(missing) < _CHECKED_ITEMS:
        return
    before = "、".join(items[: items.index(missing)])
    slots = (
        rf"{re.escape(before)}、(?P<one>[一-鿿]{{{len(missing)}}})(?![一-鿿])"
        if before
        else rf"(?<![一-鿿])(?P<one>[一-鿿]{{{len(missing)}}})、{re.escape(items[1])}"
    )
    for found in re.finditer(slots, text):
        shared = sum(one == other for one, other in zip(found["one"], missing, strict=True))
        if shared * 2 >= len(missing) and not is_about_faults(text, *found.span()):
            yield Hit(*found.span("one"), missing)


_OURS = r"(?:中国)?(?:香港|澳门|台湾|台北|港澳台|港澳|港台)(?:特别行政区|特区|地区)?"
_STATES = r"(?:国家(?!重大|战略|重点|和地区|及地区|与地区|或地区|、地区|（地区|(?:和|及|与)(?:有关)?地区|级|队|标|有|安)|[两三四五六七八九十多各\d]国(?!内|际|标|有|企|语|防|家))"
_PEOPLES = (
    "汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|"
    "乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|少数民|民|各|家|宗|种|氏|贵|异|本|该|多|两|三|等|同|外|全|此"
)
_TERRITORY = tuple(
    (re.compile(wrong), right, said)
    for wrong, right, said in (
        (rf"(?P<at>{_OURS})[^，。；：！？]{{0,30}}?等(?:\d+|[一二两三四五六七八九十几多数]+)?(?:余|多)?个?(?P<state>{_STATES})", None, "香港、澳门、台湾不是国家，应写“国家和地区”。"),
        (rf"(?:美国|日本|韩国|德国|法国|英国|新加坡|泰国|越南|马来西亚|俄罗斯|澳大利亚|印度)[^，。；：]{{0,12}}(?P<at>{_OURS})等(?:\d+|[一二两三四五六七八九十几多数]+)?(?:余|多)?个?(?P<state>{_STATES})", None, "香港、澳门、台湾不是国家，应写“国家和地区”。"),
        (r"(?P<at>中[港台](?=两地|关系|贸易|合作|边界|直航|双方|联合|合资))", None, "香港、澳门、台湾是中国的一部分，应写“内地与香港”“大陆与台湾”。"),
        (r"(?P<at>台湾(?:国(?!民|语)|总统|政府|外交部|国防部|行政院|立法院|国务院))", None, "涉台用语不规范。"),
        (r"(?P<at>(?:大陆|国内)(?:与|和|同|及)(?:香港|澳门|港澳)|内地(?:与|和|同|及)台湾)", None, "香港、澳门对“内地”，台湾对“大陆”。"),
        (r"(?P<at>(?:港澳台|香港|澳门|台湾)(?:等)?(?:外商|外资企业|外国|外籍|外宾)|出国(?:到|赴|去|至)(?:香港|澳门|台湾|港澳))", None, "香港、澳门、台湾不称“国外”。"),
        (r"(?P<at>(?:国内外及港澳台|国内及港澳台|国内和港澳台|国内和台湾|中国(?:和|与|及|、)(?:台湾|香港|澳门)(?![在的])|一国两治|两岸三地|(?:外蒙(?!古包))|解放台湾|涉外港澳台|港澳台同胞和国内|(?:进口|海外|境外国家|国外)(?:的)?(?:香港|澳门|台湾)))", None, "涉港澳台用语不规范。"),
        (r"(?P<at>藏民|蒙古大夫|满清(?=政府|皇|王朝)|回回(?=民|族|人|教)|穆斯林(?:食品|餐厅|饮食))", None, "民族、宗教用语不规范。"),
        (rf"(?:美国|日本|韩国|德国|法国|英国|新加坡|泰国|越南|马来西亚|俄罗斯|澳大利亚|印度|加拿大)(?:[、，和](?:[一-鿿]{{2,5}})){{0,4}}[、和](?P<at>{_OURS})(?:[、和][一-鿿]{{2,5}}){{0,4}}(?:[两三四五六七八九十]|\d)国", None, "香港、澳门、台湾不是国家。"),
        (r"(?P<at>(?:广西|宁夏|新疆|西藏|内蒙古?)省)", None, "是自治区，不是省。"),
        (r"(?P<at>新疆自治区)", "新疆维吾尔自治区", ""), (r"(?P<at>广西自治区)", "广西壮族自治区", ""), (r"(?P<at>宁夏自治区)", "宁夏回族自治区", ""), (r"(?P<at>内蒙自治区)", "内蒙古自治区", ""),
        (r"(?P<at>维族|回教|蒙族|(?<!朝)鲜族(?=人|群众|同胞|自治)|北朝鲜|南朝鲜|北韩|南韩|福摩萨|尖阁列岛|尖阁群岛|斯普拉特利群岛)", None, "民族、国家、地名的称呼不规范。"),
        (r"(?P<at>(?:摩梭|撒尼|夏尔巴|穿青|僜|苦聪|白马|疍|客家|莽|克木|空格|革家|阿细|鲁凯|昆格|图瓦|达曼)族)", None, "这不是五十六个民族之一，应称“…人”。"),
        (rf"(?<![一-鿿])(?P<at>(?![一-鿿]{{0,2}}(?:{_PEOPLES})族)[一-鿿]{{1,3}}族)(?=群众|同胞|村寨|聚居|姑娘|小伙|刺绣|服饰|歌舞|民俗|自治[县州]|山歌|火把节|妇女)(?!.{{0,2}}上班)", None, "五十六个民族里没有这一族，请核对。"),
        (r"(?P<at>(?:APEC|亚太经合组织|WTO|世贸组织|世界贸易组织)(?:各)?成员国)", None, "这一组织的成员有地区，应称“成员”“成员经济体”。"),
    )
)  # fmt: skip


def territory(text: str, scope: Scope) -> Iterator[Hit]:
    """中国香港等20多个国家, 中港关系, 广西省, 摩梭族."""
    taken: set[int] = set()
    for pattern, right, said in _TERRITORY:
        for found in pattern.finditer(text):
            group = "state" if "state" in pattern.groupindex else "at"
            start, end = found.span(group)
            if (
                start in taken
                or is_titled(text, start)
                or _is_listed(found[group], scope)
                or is_about_faults(text, start, end)
            ):
                continue
            taken.add(start)
            yield Hit(
                start, end, right or ("国家和地区" if found[group] == "国家" else None), said or f"应为“{right}”。"
            )


_GOODS = r"(?:产品|品牌|质量|品质|口感|口味|性能|功效|疗效|面粉|轴承|家具|瓷器|陶瓷|白酒|酒|茶|面|油|机床|电池|轮胎|服装|食品|饮料|药品|设备|汽车|手机|材料|工艺|技术|服务|生产线|装备|机器)"
_ADVERTS = re.compile(
    r"(?P<a>(?:全国|全球|世界|国内|国际|行业|中国|业内|业界|同行业)?(?:第一|首选|顶级|领导|头号|王牌)(?:品牌|名牌|大牌|产品))"
    r"|(?P<b>(?:质量|品质|性能|口感|口味|价格|服务|技术|工艺|效果|疗效|性价比|信誉|售后)(?:全国|全球|世界|国内|行业|同类)?最(?:好|优|佳|高|强|低|先进|便宜|过硬|完善))"
    rf"|(?P<c>最(?:好|佳|优|优质|先进|顶级|高端|畅销|受欢迎|便宜|实惠|安全|正宗|地道|健康)的?(?=[^，。；]{{0,4}}{_GOODS}))"
    rf"|(?P<d>(?:顶级|极品|至尊|终极|绝版|极致|完美无缺|无与伦比|独一无二|绝无仅有|史无前例|万能|百分之百有效|100[%％]有效|永不褪色|永久有效|包治百病|根治|零风险|遥遥领先)的?(?=[^，。；]{{0,6}}{_GOODS}|[，。；]))"
    rf"|(?P<e>{_GOODS}[^，。；]{{0,10}}(?:独一无二|无与伦比|绝无仅有|天下第一|世界第一|全国第一(?!品|名)|行业第一(?!品|名)|遥遥领先|无人能及|驰名商标))"
    r"|(?P<g>(?:是|为|成为|堪称|号称|被誉为|誉为)?(?:全球|全国|世界|国内|国际|行业|业内)(?:第一|首创|最好|最强|最大|最先进|唯一|领先)的?(?:顶级|顶尖|一流|极致)[一-鿿]{0,6})"
    rf"|(?P<h>(?:行业|业内|消费者|用户|市场|送礼|家庭|客户)(?:首选|最佳选择|不二之选|第一选择)(?!地)|(?:性价比|口碑|好评率|知名度|美誉度|信誉|质量|品质)(?:全国|全球|世界|行业|同类)?第一|(?:全国|全球|世界|国内|行业|市面上)最(?:好用|好吃|好喝|耐用|实用|省电|安全|划算|便宜|受欢迎)|(?:全网|全国|全市|同行|市场)最低(?:价|价格)?(?=[，。；！]|起|销)|史无前例的?(?:优惠|价格|{_GOODS})|国家级(?:品质|质量|享受|口感|体验)|世界第一的?{_GOODS}|唯一指定(?:产品|品牌|用品)?)"
    rf"|(?P<i>(?:顶级|极品|至尊|万能|绝版|极致|皇家|御用|特供|专供)(?:的)?(?:材料|原料|工艺|配置|品质|享受|体验|茶|酒|{_GOODS}))"
    r"|(?P<f>(?<!产)销量(?:连续[^，。；]{1,6}年?)?(?:位居|居|稳居|排名)?(?:全国|全球|世界|行业|同类产品)?(?:第一|冠军|遥遥领先)(?!季|期|批|次|轮|方阵|梯队))"
)
_NO_ADVERT = re.compile(
    r"最佳实践|最佳案例|最佳(?:组织|选手|人气|创意|表演|辩手|奖)|争创|力争|目标|打造|努力|如果|更|不是|没有最|公认的?标准|国家级|省级|要求|追求|提供最|以最|用最"
)

_AIMS = re.compile("争创|力争|目标|努力|如果|不是|要求|追求|《")


def advert(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """全国第一品牌, 质量最好 said of goods. Titles that the state gives (国家级…) and aims are none."""
    if not re.search("最|第一|首|特供|专供|御用|唯一|级|品|领先|无与|绝无|独一|万能|100|百分|史无|根治|零风险", text):
        return
    for found in _ADVERTS.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in "，。；：、") + 1
        around = text[start : found.end() + 4]
        aims = _AIMS if found.lastgroup in ("g", "h", "i") else _NO_ADVERT
        if not (aims.search(around) or is_titled(text, found.start()) or is_about_faults(text, *found.span())):
            yield Hit(*found.span(), None)
