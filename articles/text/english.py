"""English words of an industry desk as the press writes them in Chinese. Pure.

Used only where a query is not found as it stands. One word may be several things: application is 应用 and 申报.
"""

import re
from collections.abc import Iterator
from functools import cache

# Headwords in lower case and without endings, then what they are in Chinese, likeliest first; entries end with a comma.
_TABLE = """
new 新, chain 链, first 首, third 第三,
green 绿色, factory 工厂, plant 工厂, green factory 绿色工厂, workshop 车间/工场, smart 智能, intelligent 智能/智慧,
smart factory 智能工厂, manufacturing 制造, manufacturing industry 制造业, smart manufacturing 智能制造,
intelligent manufacturing 智能制造, advanced manufacturing 先进制造业, manufacturer 制造/厂家/企业, made 制造,
industry 产业/工业/行业, industrial 工业/产业, industrial economy 工业经济, industrial internet 工业互联网,
industrial park 产业园/园区, industrial chain 产业链, industry chain 产业链, value chain 产业链,
supply chain 供应链/产业链, chain leader 链主, cluster 集群, industrial cluster 产业集群, park 园区/公园,
zone 区, development zone 开发区, economy 经济, economic 经济, digital economy 数字经济, low altitude 低空,
circular economy 循环经济, sector 行业/领域, optoelectronic 光电, optoelectronics 光电, photonics 光电,
photoelectric 光电, optical 光学, optics 光学, laser 激光, bearing 轴承, gear 齿轮, reducer 减速器, transmission 传动,
drive 传动/驱动, precision 精密, machine 机器/机床/机械, machine tool 机床, machinery 机械/机器, mechanical 机械,
mold 模具/模塑, mould 模具/模塑, molding 模塑, moulding 模塑, valve 阀, pump 泵, engine 发动机, motor 电机,
component 零部件/部件, part 零部件/部件, auto part 汽车零部件, tool 工具, glass 玻璃, thin 薄, ultra thin 超薄,
ultrathin 超薄, ultra-thin 超薄, ultrathin glass 超薄玻璃, special 特种/特殊/专项, specialty 特种, cover 盖板,
display 显示, display module 显示模组, module 模组, coating 镀膜/涂层, film 膜, silicon 硅, wafer 硅片,
epitaxial wafer 外延片, furnace 窑/炉, kiln 窑, melting 熔制, refractory 耐火材料, refractory material 耐火材料,
fireproof 耐火, ceramic 陶瓷, steel 钢, iron 铁, metal 金属, aluminum 铝, aluminium 铝, copper 铜, titanium 钛,
molybdenum 钼, tungsten 钨, mine 矿山/矿产, mining 矿山/采矿, ore 矿, chemical 化工, petrochemical 石化, ethylene 乙烯,
polymer 高分子, rubber 橡胶, cement 水泥, building material 建材, construction 建设, textile 纺织, cotton 棉,
cotton mill 棉纺厂, mill 厂, spinning 纺纱/纺织, yarn 纱, fabric 织物, clothing 服装, garment 服装, leather 皮革,
paper 纸, furniture 家具, toy 玩具, food 食品, food safety 食品安全, beverage 饮料, medicine 医药,
pharmaceutical 医药, biomedicine 生物医药, biology 生物, vaccine 疫苗, medical 医疗/医药, health 健康/卫生,
hospital 医院, material 材料, new material 新材料, composite 复合材料, new energy 新能源,
new energy vehicle 新能源汽车, energy 能源, energy saving 节能, energy conservation 节能, energy efficiency 节能/能效,
energy consumption 能耗, saving 节能/节约, battery 电池, power battery 动力电池, lithium 锂, sodium 钠,
sodium ion 钠离子, sodium-ion 钠离子, energy storage 储能, storage 储能/贮存, hydrogen 氢, hydrogen energy 氢能,
solar 太阳能/光伏, photovoltaic 光伏, pv 光伏, wind power 风电, wind 风, power 电力, electricity 电力/用电,
electric 电动, electronic 电子, electronics 电子, grid 电网, charging 充电, charge 充电, coal 煤, gas 天然气/燃气,
oil 石油, water 水, waste water 废水, wastewater 废水, waste heat 余热, heat 热, vehicle 汽车/车辆, car 汽车,
auto 汽车, automotive 汽车, automobile 汽车, electric vehicle 新能源汽车/电动汽车, ev 新能源汽车/电动汽车,
electric bike 电动自行车, electric bicycle 电动自行车, e-bike 电动自行车, ebike 电动自行车, bike 自行车,
bicycle 自行车, cycling 自行车/骑行, truck 货车/卡车, bus 公交/客车, tractor 拖拉机, agricultural machinery 农机,
farm machinery 农机, agriculture 农业, farmer 农民/农户, village 村, town 镇, township 乡镇, rural 农村/乡村,
satellite 卫星, satellite application 卫星, aerospace 航空航天, aviation 航空, drone 无人机, uav 无人机,
unmanned 无人, space 航天, robot 机器人, robotics 机器人, automation 自动化, automatic 自动, numerical control 数控,
cnc 数控, chip 芯片, semiconductor 芯片/半导体, integrated circuit 集成电路, sensor 传感器, computer 计算机,
software 软件, hardware 硬件, ai 人工智能, artificial intelligence 人工智能, big data 大数据, data 数据, cloud 云,
platform 平台, network 网络, internet 互联网, information 信息, informatization 信息化, digital 数字/数字化,
digitalization 数字化, digitization 数字化, digitalisation 数字化, digital transformation 数字化转型,
transformation 转型, transform 转型, transfer 转移, industrial transfer 产业转移, relocation 转移/搬迁,
pilot 试点/中试, demonstration 示范, pilot base 中试基地, base 基地, trial 试点, test 检测/测试, testing 检测/测试,
detection 检测, measurement 测量, quality 质量, quality inspection 质检/质量检验, standard 标准,
certification 认证/认定, recognition 认定, accreditation 认定, identification 认定, acceptance 验收, innovation 创新,
science 科技/科学, technology 科技/技术, technical 技术, technical renovation 技术改造,
technological transformation 技术改造, renovation 改造, retrofit 改造, research 研究/研发, development 发展/开发,
high quality 高质量, high-quality 高质量, high quality development 高质量发展, lab 实验室, laboratory 实验室,
university 大学, science park 科技园, incubator 孵化, patent 专利, intellectual property 知识产权, ip 知识产权,
property 产权, achievement 成果, equipment 设备/装备, device 设备/装置, facility 设施, equipment renewal 设备更新,
equipment upgrade 设备更新, equipment update 设备更新, renewal 更新, update 更新, upgrade 升级/更新,
replace 更新/替代, first set 首台, major technical equipment 重大技术装备, subsidy 补贴/奖补/贴息, grant 补贴/奖补,
interest subsidy 贴息, loan interest 贷款贴息, interest 贴息/利息, loan 贷款, credit 信贷/贷款, bank 银行,
financing 融资, finance 金融/融资, fund 资金/基金, financial 金融, money 资金, tax 税, cost 成本, price 价格,
payment 支付, policy 政策, regulation 规定/办法, measure 办法/措施, rule 规定/办法, law 法, plan 方案/计划/规划,
scheme 方案, planning 规划, program 计划/项目, notice 通知/公告, announcement 公告/通知, notification 通知,
publicity 宣传/公示, application 申报/应用/申请, apply 申报/申请, declaration 申报, application deadline 申报,
deadline 截止/日前, list 名单, selected 入选, shortlist 入选, award 奖, winner 获奖, enterprise 企业,
company 公司/企业, firm 企业/公司, business 企业, corporation 公司, group 集团, startup 创业/初创, unicorn 独角兽,
leading enterprise 龙头企业, sme 中小企业, small and medium enterprise 中小企业, small enterprise 小微企业,
small business 小微企业/中小企业, micro enterprise 小微企业, specialized and sophisticated 专精特新,
specialized 专精特新/专业, little giant 小巨人, private 民营, private enterprise 民营企业, private company 民营企业,
private sector 民营, private entrepreneur 民营企业家, state owned 国有, soe 国企, entrepreneur 企业家,
boss 企业家/董事长, director 局长/主任/厂长, factory director 厂长, chairman 董事长, manager 经理, ceo 总经理,
leader 领导, official 干部/领导, expert 专家, engineer 工程师, worker 工人/职工, employee 职工, staff 职工, team 队伍,
talent 人才, labor 用工/劳动, labour 用工/劳动, recruitment 招聘/用工, employment 就业, job 就业/岗位,
skill 技能/技术, training 培训, lecture 讲座/宣讲, study 学习, course 培训, learning 学习, symposium 座谈会,
seminar 座谈会/研讨会, forum 论坛, tea party 茶座, tea 茶, talk 座谈, meeting 会议, conference 会议/大会,
press conference 发布会, executive meeting 常务会议, working meeting 工作会议, summit 峰会, expo 博览会,
fair 博览会/展会, exhibition 展览/展会, showroom 展厅, matchmaking 对接, docking 对接, activity 活动, event 活动,
match 比赛/对接, competition 大赛/比赛, contest 大赛, export 出口, import 进口, trade 贸易, foreign trade 外贸,
overseas 海外/国外, abroad 国外, global 全球, international 国际, market 市场, order 订单, sale 销售, sales 销售,
shipment 发运, customer 客户, brand 品牌, logistics 物流, transport 运输, transportation 运输, port 港口/口岸,
airport 机场, railway 铁路, metro 地铁, highway 高速, road 道路, bridge 桥, investment 投资/招商, invest 投资,
investor 投资/客商, investment promotion 招商引资, attract investment 招商引资, project 项目, key project 重点项目,
contract 签约/合同, signing 签约, sign 签约, cooperation 合作, partnership 合作, alliance 联盟, growth 增长,
grow 增长, increase 增长/提高, rise 增长/上升, decline 下降, decrease 下降, drop 下降, output 产量/产值,
output value 产值, production 生产, productivity 生产力, productive force 生产力,
new quality productive force 新质生产力, product 产品, yield 良率/产量, production line 生产线, line 线,
capacity 产能, added value 增加值, value added 增加值, industrial added value 工业增加值, gdp 生产总值, profit 利润,
revenue 收入, income 收入, turnover 营业收入, statistic 统计, statistics 统计, operation 运行, quarter 季度, month 月,
year 年, annual 年度, above designated size 规模以上, fire 消防/火灾, fire safety 消防安全,
fire drill 消防演练/消防应急疏散演练, fire protection 消防, fire extinguisher 灭火器, extinguisher 灭火器,
evacuation 疏散, emergency 应急, rescue 救援, drill 演练, exercise 演练, safety 安全, security 安全,
work safety 安全生产, production safety 安全生产, workplace safety 安全生产, hazard 隐患, risk 风险, accident 事故,
inspection 检查, inspect 检查, check 检查, special inspection 专项检查, supervision 督导/监督, audit 审计,
rectification 整改, patrol 巡察/巡查, night 夜查, survey 调研/调查, investigation 调研/调查, visit 走访/调研/访问,
visiting 走访/调研, solid waste 固废/固体废物, waste 固废, recycling 回收/循环利用, recycle 回收, utilization 利用,
comprehensive utilization 综合利用, plastic 塑料, plastic pollution 塑料污染, pollution 污染, emission 排放,
environment 环境/生态环境, environmental 环保/环境, environmental protection 环保/环境保护, ecology 生态,
governance 治理, control 治理/控制, carbon 碳, carbon emission 碳排放, carbon footprint 碳足迹, low carbon 低碳,
carbon neutral 碳中和, carbon peak 碳达峰, footprint 足迹, climate 气候, weather 天气, winter 冬季, summer 夏季,
spring 春, autumn 秋, bamboo 竹, bamboo fiber 竹纤维, fiber 纤维, fibre 纤维, bamboo industry 竹产业, pulp 浆,
lunch box 餐盒, meal box 餐盒, box 盒, container 餐盒/集装箱, tableware 餐具/餐盒, radio 无线电, wireless 无线电/无线,
radio management 无线电管理, spectrum 频谱, communication 通信/通讯, telecom 通信, 5g 5g, base station 基站,
campus 校园, school 校园/学校, student 学生, education 教育, school meal 校园餐, children 儿童/孩子, child 儿童/孩子,
public 公共, public testing platform 公共检测平台, inspection platform 检测平台, testing platform 检测平台,
testing center 检测中心, center 中心, centre 中心, service 服务, diagnosis 诊断, diagnostic 诊断, consulting 咨询,
government 政府, city government 市政府, municipal 市, municipal government 市政府, municipal committee 市委,
party 党, party committee 党委/党组, party building 党建, party group 党组, mayor 市长, vice mayor 副市长,
deputy mayor 副市长, secretary 书记, party secretary 书记/市委书记, governor 省长, province 省, provincial 省,
city 市, county 县, district 区, new district 新区, department 科室/部门, bureau 局, ministry 部, office 办公室,
commission 委, business environment 营商环境, state council 国务院, national 全国/国家, national day 国庆,
development and reform 发改, reform 改革, modern 现代, modernization 现代化, modern industrial system 现代化产业体系,
system 体系/系统, old industrial base 老工业基地, revitalization 振兴, northeast 东北, traditional 传统, future 未来,
emerging 新兴, strategic 战略, strategic emerging industry 战略性新兴产业, strategy 战略, target 目标, goal 目标,
task 任务, culture 文化, cultural 文化/文创, creative 创意/文创, cultural creative 文创, creative park 文创园,
animation 动画, design 设计, industrial design 工业设计, tourism 旅游/文旅, travel 旅游, museum 博物馆, art 艺术,
film festival 电影节, story 故事, history 历史, old factory 旧厂房, abandoned 停产, idle 闲置, coral 珊瑚,
sunscreen 防晒, ocean 海洋, sea 海, river 河, tree 树, forest 森林, animal 动物, panda 大熊猫, fossil 化石,
skull 头骨, human 人类, earthquake 地震, flood 洪灾/洪水, epidemic 疫情, covid 疫情/新冠, virus 病毒,
nucleic acid 核酸, delivery 配送/交付, e-commerce 电商, ecommerce 电商, online 在线/线上, retail 零售,
consumption 消费, consumer 消费者, supermarket 商超, hotel 酒店, house 房, housing 住房/公寓, apartment 公寓,
land 用地, real estate 房地产, tide 潮, gate 门, door 门,
"""
_MOST_WORDS = 5  # of an entry
_Entry = tuple[tuple[str, ...], tuple[str, ...]]  # English words, all that they may be in Chinese
_SILENT = frozenset(
    """
the a an of in on at to for from by with and or is are was were be what how when where who which why do does did can i
we my our your its it this that these those about into much many any please news article report latest
""".split()  # noqa: SIM905 - a list of words reads better so
)
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("er", "ing"))


def from_english(text: str) -> list[tuple[str, ...]]:
    """What English words are in Chinese, the longest entries first, each with all that it may be; [] for other words.

    green factories export → (绿色工厂,), (出口,). Takes lower-case words with blanks between; words that it does not
    know are left out, where it knows half of them.
    """
    found, unknown = _read(text)
    known = sum(len(words) for words, _ in found)
    return list(dict.fromkeys(group for _, group in _telling(found))) if known >= len(unknown) else []


def left_of_english(text: str) -> tuple[str, ...]:
    """The words that `from_english` leaves out of this text, those that say nothing (the, of) aside."""
    found, unknown = _read(text)
    told = _telling(found)
    return (*unknown, *(" ".join(words) for words, group in found if (words, group) not in told))


def _telling(found: list[_Entry]) -> list[_Entry]:
    """Without what is one character, which stands in too many words, unless there is nothing else."""
    return [entry for entry in found if len(entry[1][0]) > 1] or found


def _read(text: str) -> tuple[list[_Entry], list[str]]:
    """The entries that the words are, and the words that are in none."""
    turned = " ".join(reversed(text.split(" of ")))  # consumption of energy
    words = [word for word in re.split(r"[ ']+", turned) if word not in _SILENT]
    found: list[_Entry] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in range(min(_MOST_WORDS, len(words) - at), 0, -1) if _chinese(words[at : at + n])), 0)
        taken = words[at : at + (length or 1)]
        if length:
            found.append((tuple(taken), _chinese(taken)))
        else:
            unknown += taken
        at += len(taken)
    return found, unknown


def _chinese(words: list[str]) -> tuple[str, ...]:
    before = "".join(f"{word} " for word in words[:-1])
    return next((_table()[form] for last in _forms(words[-1]) if (form := before + last) in _table()), ())


def _forms(word: str) -> Iterator[str]:
    """The word, also as Americans write it, then without its ending: factories → factory, planned → plan."""
    for form in dict.fromkeys((word, re.sub(r"is(?=e[ds]?$|ing$|ation$)", "iz", word))):  # specialised, digitisation
        yield form
        for ending, instead in _ENDINGS:
            stem = form.removesuffix(ending)
            if stem != form and len(stem) > 2:
                yield stem + instead
                if stem[-1] == stem[-2]:
                    yield stem[:-1]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    entries = (entry.strip().rpartition(" ") for entry in _TABLE.replace("\n", " ").split(",") if entry.strip())
    return {word: tuple(chinese.split("/")) for word, _, chinese in entries}
