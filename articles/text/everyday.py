"""Everyday and English words for what the press of an office writes: 电瓶车 for 电动自行车, export for 出口. Pure.

Used only where a query is not found as it stands. General words of an industry desk; what is the desk's own stands in
its dictionary of synonyms.
"""

from functools import cache

# Each line: what the press writes, then what people say. A word may stand in several lines.
GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split("|"))
    for line in """
电动自行车|电动车|电瓶车|小电驴
新能源汽车|电动汽车|新能源车
校园|学校|学堂
出口|卖到国外|卖到外国|销往国外|销往海外|外销
质检|检验质量|质量检验|检验|检测
演练|演习|练习
培训|上课|学习班
座谈|座谈会|开座谈
调研|考察|走访|视察|察看|调查研究
检查|督查|督导|抽查
补贴|补助|奖补|奖励|贴息
贷款|借钱|融资
申报|申请|报名|怎么报
截止|最后期限|期限
通知|公告|公示
办法|规定|政策|文件|细则
垃圾|废物|固废|固体废物|固体废弃物
塑料污染|白色污染
火灾|着火|起火|失火|火情
消防|防火|灭火
安全生产|生产安全
企业|公司|厂家|工厂|厂子
中小企业|小微企业|小公司|小厂
民营企业|私营企业|私企|民企
企业家|老板|厂长
用工|招工|招人|缺工|就业
签约|签合同|签协议
投资|砸钱
开工|动工|开建
投产|投入生产|开始生产
竣工|完工|建成
增长|上涨|涨了|涨|提高
下降|下跌|降低|跌了|减少
规模以上工业|规上工业|规上
营业收入|营收|收入
利润|赚钱|盈利
碳排放|排碳
节能|省电|节电|省能源
绿色工厂|绿厂
智能工厂|无人工厂
智能制造|智造
数字化转型|数字转型|数字化改造
机器人|机械手
芯片|半导体
光电|光电子
耐火材料|耐材
电池|电瓶
氢能|氢气
农机|拖拉机
竹|竹子
餐盒|饭盒|快餐盒
园区|工业园|产业园|开发区
产业链|链条
产业集群|集群
招商引资|招商|拉项目
设备更新|换设备|新设备
技术改造|技改
技术创新|科技创新|创新
人才|高端人才
无线电|电台
党建|党组织
集体学习|理论学习|中心组学习
干部|领导|官员
离休|退休
乡镇|镇上|乡下|下乡|村里
县区|区县|各县
市政府|政府
会议|开会|大会
验收|通过验收|验收了
入选|上榜|选上|评上
名单|榜单
食堂|饭堂|校园餐
医院|看病
自行车|单车|骑行
比赛|赛事|公开赛
""".strip().splitlines()
)
# Each line: what the press writes, then what it is in English, in lower case and without a plural's s.
ENGLISH = """
绿色|green
工厂|factory|plant
绿色工厂|green factory
智能|smart|intelligent
智能工厂|smart factory
制造|manufacturing
智能制造|smart manufacturing|intelligent manufacturing
先进制造业|advanced manufacturing
产业|industry|industrial
工业经济|industrial economy
工业互联网|industrial internet
产业园|industrial park
产业链|industrial chain|supply chain
产业集群|cluster|industrial cluster
光电|optoelectronic|optoelectronics|photonics|photoelectric
轴承|bearing
齿轮|gear
玻璃|glass
耐火材料|refractory|refractory material
材料|material
新材料|new material
新能源|new energy
能源|energy
节能|energy saving|energy conservation
电池|battery
动力电池|power battery
钠离子|sodium|sodium-ion
储能|energy storage
氢能|hydrogen|hydrogen energy
卫星|satellite
机器人|robot
芯片|chip|semiconductor
人工智能|artificial intelligence
数字|digital
数字化转型|digital transformation|digitalization|digitization
试点|pilot
创新|innovation
科技|technology
研发|research
设备|equipment
设备更新|equipment renewal|equipment upgrade|equipment update
升级|upgrade|upgrading
补贴|subsidy|grant
贴息|interest subsidy
贷款|loan
融资|financing
政策|policy
通知|notice|announcement
申报|application|apply
截止|deadline
企业|enterprise|company|firm|business
中小企业|sme|small business
民营企业|private enterprise|private company
企业家|entrepreneur
座谈会|symposium
会议|meeting|conference
出口|export
进口|import
投资|investment
招商引资|investment promotion
项目|project
签约|contract|signing
增长|growth
产值|output value|output
增加值|added value|value added
利润|profit
消防|fire|fire safety
演练|drill
安全|safety
安全生产|work safety|production safety
检查|inspection
检测|testing|test
培训|training
调研|survey|investigation
固废|solid waste
废|waste
塑料|plastic
塑料污染|plastic pollution
污染|pollution
环保|environmental protection
碳|carbon
碳排放|carbon emission
碳足迹|carbon footprint
竹|bamboo
纤维|fiber|fibre
餐盒|lunch box|meal box
农机|agricultural machinery
拖拉机|tractor
电动自行车|electric bike|electric bicycle|e-bike|ebike
新能源汽车|electric vehicle|ev
自行车|bicycle|cycling
无线电|radio
校园|campus|school
校园餐|school meal
医院|hospital
市长|mayor
书记|secretary|party secretary
政府|government
县|county
市|city
区|district
人才|talent
营商环境|business environment
文创|creative|cultural creative
珊瑚|coral
"""
_MOST_WORDS = 3
# What says nothing about the matter, however it is asked.
STOP: frozenset[str] = frozenset(
    """
那个 这个 那些 这些 那天 那次 那边 这边 什么 怎么 多少 哪个 哪些 哪里 没有 有没 一个 一下 我们 他们 你们 咱们 可以
不能 不让 能不 是不 时候 东西 事情 的事 故事 事儿 情况 问题 有关 关于 相关 一些 有点 知道 现在 已经 还是 就是 不是
以及 进行 开展 方面 里面 里头 上面 下面 后来 之前 之后 以前 以后 今天 昨天 明天 听说 好像 记得 上次 最近 本地 我市
全市 咱市 关心 说的 讲的 the of in and what how is for to
""".split()  # noqa: SIM905 - a list of words reads better so
)


def from_english(text: str) -> list[str]:
    """English words as the press writes them in Chinese, phrases first; [] where less than half of them are known.

    green factories export → 绿色工厂, 出口. Takes lower-case words with blanks between.
    """
    words = [word for word in text.split() if word not in STOP]
    found: list[str] = []
    at, known = 0, 0
    while at < len(words):
        length = next((n for n in range(_MOST_WORDS, 0, -1) if _chinese(words[at : at + n])), 0)
        found += [_chinese(words[at : at + length])] if length else []
        known += length
        at += length or 1
    return list(dict.fromkeys(found)) if 2 * known >= len(words) else []


def _chinese(words: list[str]) -> str:
    last = words[-1] if words else ""
    singular = (last, last.removesuffix("s"), last.removesuffix("es"), f"{last.removesuffix('ies')}y")
    forms = (" ".join([*words[:-1], form]) for form in singular)
    return next((_english()[form] for form in forms if form in _english()), "")


@cache
def _english() -> dict[str, str]:
    lines = (line.split("|") for line in ENGLISH.strip().splitlines())
    return {word: chinese for chinese, *words in lines for word in words}
