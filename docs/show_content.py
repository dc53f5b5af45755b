"""Content for screenshots: the sample issues, and what they lack (pictures, a table, a long title, a correction,
a withdrawn article, a long issue, earlier years, a week's work on the desk). Fictional throughout; the pictures are
drawn here.

    export VAR_DIR=/tmp/shown SHOW_PASSWORD=…
    .venv/bin/python docs/show_content.py        # migrations, content, an editor and a reviewer of that password; once
    .venv/bin/python manage.py runserver --noreload
"""

import datetime as dt
import io
import math
import os
import sys
from pathlib import Path

import django
from PIL import Image, ImageDraw
from show_statistics import statistics

ROOT = Path(__file__).resolve().parents[1]
Colour = tuple[int, int, int]
Section = tuple[str, list[tuple[str, str, str]]]
SIZE = (1600, 1067)
NEWEST_SAMPLE = 1646

LEAD = "我市新材料产业转移对接活动专题推进会在市会展中心召开，来自三省十二市的六十家企业带着九十八个项目到会洽谈"
TABLE = """\
<p>11月20日，市工信局公布前10个月全市工业经济运行情况。规模以上工业增加值同比增长8.6%，高于全省平均水平1.4个百分点。</p>
<table><thead><tr><th scope="col">产业</th><th scope="col">产值（亿元）</th><th scope="col">同比增长</th></tr></thead>
<tbody><tr><th scope="row">光电</th><td>186.4</td><td>14.2%</td></tr>
<tr><th scope="row">竹加工</th><td>73.9</td><td>9.8%</td></tr>
<tr><th scope="row">精密传动</th><td>58.1</td><td>11.5%</td></tr></tbody></table>
<h3>投资保持增长</h3>
<p>工业投资同比增长12.3%，其中技术改造投资增长17.6%，占工业投资的比重比上年同期提高3.1个百分点。</p>
<ul><li>新开工亿元以上项目21个；</li><li>竣工投产项目17个；</li><li>省级以上绿色工厂新增4家。</li></ul>
<blockquote><p>“设备更新不是把旧的换成新的，是把慢的换成快的。”市工信局局长顾怀瑾说。</p></blockquote>
<p>下一步，市工信局将对运行指标逐月会商，对停产半停产企业逐户走访。</p>"""
TABLE_TITLE = "前10个月全市规模以上工业增加值同比增长8.6%"
PLANT = "湖东新区超薄玻璃二期项目点火投产"
BAMBOO = "临溪县竹纤维餐盒首批订单发往东南亚"
GONE = "关于调整十二月用电负荷的提示"
EDITOR, REVIEWER = "qinghe", "shiyu"


def main() -> None:
    """Migrations, the sample issues, then ours; nothing when ours are there."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from django.core.management import call_command

    from issues.models import Issue

    call_command("migrate", verbosity=0)
    call_command("prepare_samples")
    if Issue.objects.filter(year=2026, number=47).exists():
        return
    earlier_years()
    newest_issue()
    long_issue()
    this_week()
    outside_news()
    call_command("relate_articles")
    call_command("proof_archive", processes=1)
    staff(os.environ["SHOW_PASSWORD"])
    statistics(os.environ["SHOW_PASSWORD"])


def staff(password: str) -> None:
    """An editor and a holder of the first review step."""
    from django.contrib.auth.models import Group, User

    for name, shown, role in ((EDITOR, "青禾", "编辑"), (REVIEWER, "时雨", "初审")):
        person = User.objects.create_user(name, password=password, first_name=shown, is_staff=True)
        person.groups.add(Group.objects.get(name=role))


def publish(year: int, number: int, total: int, day: dt.date, *sections: Section, out: bool = True) -> None:
    """Store an issue and, unless `out` is False, publish it."""
    from django.utils import timezone

    from articles.record.audit import OPERATOR
    from articles.text.blocks import from_html, paragraphs
    from articles.text.byline_parsing import parse_byline
    from issues.assembly import Importer
    from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead
    from issues.workflow import publishing

    blocks = tuple(
        SectionBlock(
            name,
            tuple(
                Item(title, from_html(body) if body.startswith("<") else paragraphs([body]), parse_byline(byline))
                for title, body, byline in items
            ),
        )
        for name, items in sections
    )
    document = IssueDocument(Masthead("云汀工信手机报", year, number, total, day), derive_lead(blocks), blocks)
    # The samples are published when they are imported, so the newest issue has to be as well.
    morning = dt.datetime.combine(day, dt.time(9), tzinfo=timezone.get_current_timezone())
    moment = timezone.now() if total > NEWEST_SAMPLE else morning
    importer = Importer(by=OPERATOR)
    tags = [
        ["光电产业链"] if "光电" in title + body else ["设备更新"] for _, rows in sections for title, body, _ in rows
    ]
    issue = importer.store(document, tags=tags).issue
    for title, drawn in (
        (PLANT, (plant, "新点火的玻璃熔窑厂房，三座烟囱前是成品仓库", "二期项目厂区", "陆闻笛")),
        (BAMBOO, (hills, "竹山脚下的加工厂，一辆货车正驶出厂门", "装车启运", "康宁")),
        (LEAD, (hall, "会展中心大厅，各企业展位前站着洽谈的人", "洽谈现场", "祁小棠")),
    ):
        found = issue.entries.filter(article__title=title).first()
        if found:
            add_picture(found.article, *drawn)
    if out:
        publishing.publish_declared(issue=issue, by=OPERATOR, at=moment, statement="示例")


def newest_issue() -> None:
    """2026年第47期: a long title, pictures, a table, a correction, an article that was withdrawn."""
    from articles.models import Article
    from articles.record.audit import OPERATOR
    from articles.workflow import withdraw
    from issues.workflow.correcting import approve, propose

    publish(
        2026, 47, 1647, dt.date(2026, 11, 21),
        ("要闻", [
            (LEAD, "<p>11月19日，我市新材料产业转移对接活动专题推进会在市会展中心召开，市长程望舒出席并致辞。</p>"
             "<p>会上，光电、竹加工、精密传动三条产业链分别发布需求清单，现场签约项目27个，意向投资64.2亿元。"
             "湖东新区、临溪县设专区为外来企业讲解用地、用能和人才政策。</p>"
             "<p>会后，与会企业家分三路走访了超薄玻璃公共检测平台、石坪镇竹片交易平台和恒岳传动的装配车间。</p>",
             "(产业集群科 陆闻笛 祁小棠)"),
            (TABLE_TITLE, TABLE, "(运行监测科 温粲)"),
        ]),
        ("工信动态", [
            (PLANT, "<p>11月18日，湖东新区超薄玻璃二期项目点火投产，日熔量150吨，可年产超薄玻璃1200万平方米。</p>"
             "<p>至此，光电产业链从石英砂到盖板的五道工序全部在新区实现本地配套。</p>", "(产业集群科 陆闻笛)"),
            ("市工信局开展安全生产“敲门行动”", "连日来，市工信局组成6个小组，对120家小微工业企业逐户敲门，"
             "讲解消防通道、危化品储存和有限空间作业要求，发现隐患43处，当场整改31处。", "(安全生产科 崔念)"),
            (GONE, "请各企业按通知调整负荷。", "(节能与综合利用科 崔念)"),
        ]),
        ("县区动态", [
            (BAMBOO, "<p>11月17日，临溪县首批竹纤维餐盒120万只装车启运，发往东南亚三国的连锁餐饮企业。</p>"
             "<p>临溪绿筑负责人介绍，生产线已满负荷运转，后续订单排到明年三月。</p>", "(临溪县经信局 文婧)"),
            ("云泽区举办数字化转型“午间课堂”", "云泽区把课堂开进园区食堂，每周三中午四十分钟，"
             "请企业自己的工程师讲排产、讲质检、讲能耗，已开12期，听课850人次。", "(云泽区工信局 康宁)"),
        ]),
    )  # fmt: skip
    article = Article.objects.get(title=TABLE_TITLE)
    words = {"body": article.body.replace("新开工亿元以上项目21个", "新开工亿元以上项目23个")}
    proposed = propose(
        article=article, based_on=article.version, changes=words, by=OPERATOR,
        what="“新开工亿元以上项目21个”应为“23个”", why="统计口径更新",
    )  # fmt: skip
    approve(correction=proposed, by=OPERATOR)
    withdraw(article=Article.objects.get(title=GONE), by=OPERATOR, reason="有关部门另有安排，以正式通知为准")


def this_week() -> None:
    """2026年第48期, half composed, and what departments have sent for it."""
    from articles.credits import rederive
    from articles.models import Article
    from articles.record.audit import OPERATOR

    publish(
        2026, 48, 1648, dt.date(2026, 11, 28),
        ("要闻", [
            ("全市制造业“智改数转”现场会在湖东新区召开", "11月24日，全市制造业“智改数转”现场会在湖东新区召开，与会人员"
             "观摩了3家企业的数字化产线，8家企业与服务商现场结对。", "(信息化推进科 祁小棠)"),
            ("市工信局部署岁末安全生产", "11月23日，市工信局召开党组会，部署岁末年初工业领域安全生产工作，"
             "明确12项措施和责任科室。", "(安全生产科 崔念)"),
        ]),
        ("工信动态", [
            ("4家企业入选省级绿色工厂", "日前，省级绿色工厂名单公布，我市4家企业入选，总数达到19家。",
             "(节能与综合利用科 崔念)"),
            ("产业链“银企面对面”放款1.8亿元", "11月20日，第三场“银企面对面”活动举行，6家银行与11家链上企业签约，"
             "当天放款1.8亿元。", "(产业集群科 陆闻笛)"),
        ]),
        out=False,
    )  # fmt: skip
    sent = (
        ("临溪县竹材仓储中心投入使用", "(临溪县经信局 文婧)", Article.Status.SUBMITTED),
        ("云泽区“午间课堂”走进装备园", "(云泽区工信局 康宁)", Article.Status.SUBMITTED),
        ("无线电管理科完成重点时段保障", "(无线电管理科 封遥)", Article.Status.ACCEPTED),
        ("市工信局机关党委开展主题党日活动", "(机关党委 温粲)", Article.Status.SUBMITTED),
        ("恒岳传动高精度减速器通过验收", "(科技与质量科 封遥)", Article.Status.HELD),
        ("中小企业服务月活动启动", "(中小企业科 温粲)", Article.Status.DRAFT),
    )  # fmt: skip
    for title, byline, status in sent:
        words = f"<p>本周，{title}。有关情况已由{byline.strip('()').split()[0]}核实。</p>"
        rederive(Article.objects.create(title=title, body=words, byline_text=byline, status=status), by=OPERATOR)


def outside_news() -> None:
    """Two watched sources: one that brought three headlines, one that does not answer."""
    from articles.models import FeedItem, WatchedFeed

    feed = WatchedFeed.objects.create(name="澄江省工信厅·要闻", url="https://gxt.example.com/yaowen.rss")
    WatchedFeed.objects.create(
        name="东湖日报·经济版", kind=WatchedFeed.Kind.LIST, url="https://donghu.example.com/jingji/",
        selector=".list", failures=3, problem="对方服务器没有回答（30 秒）",
    )  # fmt: skip
    for number, title in enumerate((
        "省级中小企业数字化转型试点城市名单公布",
        "全省前10个月规模以上工业增加值同比增长7.2%",
        "首批省级未来工厂培育名单公示",
    )):  # fmt: skip
        FeedItem.objects.create(
            feed=feed, guid=str(number), url=f"https://gxt.example.com/yaowen/{number}.html", title=title
        )


def long_issue() -> None:
    """2026年第43期: sixty articles, as a year's review may have."""
    towns = ("湖东新区", "临溪县", "云泽区", "石坪镇", "北桥街道", "鹤岭县")
    acts = ("企业走访问需", "设备更新培训", "技改项目验收", "安全生产检查", "用工招聘专场", "节能诊断服务",
            "银企对接洽谈", "质量标准宣讲", "绿色工厂评审", "数字化车间观摩")  # fmt: skip
    items = [
        (f"{town}开展{act}", f"{10 + n // 6}月以来，{town}组织{act}，服务企业{n + 12}家，解决问题{n + 5}个。"
         "有关情况已在月度例会上通报。", f"({town}经信办 {('文婧', '康宁', '封遥')[n % 3]})")
        for n, (act, town) in enumerate((act, town) for act in acts for town in towns)
    ]  # fmt: skip
    publish(
        2026, 43, 1643, dt.date(2026, 10, 27), ("要闻", items[:8]), ("工信动态", items[8:30]), ("县区动态", items[30:])
    )


def earlier_years() -> None:
    """One issue a month of 2025, two of 2024, with a thread that runs through them."""
    for year, months in ((2024, (6, 10)), (2025, range(1, 13))):
        for month in months:
            number = month * 4
            steps = ("摸底", "招商", "开工", "封顶", "试产", "投产")
            publish(
                year, number, 1600 - 48 * (2026 - year) + number, dt.date(year, month, 16),
                ("要闻", [(f"光电产业链{month}月{steps[month % 6]}情况通报",
                          f"{month}月，光电产业链{steps[month % 6]}工作有序推进，重点项目完成年度投资的{month * 8}%。",
                          "(产业集群科 陆闻笛)")]),
                ("工信动态", [(f"市工信局召开{month}月工业运行调度会",
                            f"{month}月15日，市工信局召开工业运行调度会，分析运行情况，研究下月工作。",
                            "(运行监测科 温粲)")]),
            )  # fmt: skip


def add_picture(article: object, draw: object, alt: str, caption: str, credit: str) -> None:
    """Draw a picture and put it after the first paragraph."""
    from articles.images import store_image
    from articles.models import ArticleImage

    out = io.BytesIO()
    draw().save(out, "PNG")  # type: ignore[operator]
    out.seek(0)
    row = ArticleImage(article=article, alt=alt, caption=caption, credit=credit, after=1)  # type: ignore[misc]
    store_image(out).fill(row).save()


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    strip = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        part = y / SIZE[1]
        strip.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return strip.resize(SIZE)


def _ridge(pen: ImageDraw.ImageDraw, base: int, height: int, length: float, colour: str) -> None:
    points = [
        (x, base - height * (1 + math.sin(x / length) * math.cos(x / length / 1.7)) / 2) for x in range(0, 1601, 8)
    ]
    pen.polygon([(0, 1067), *points, (1600, 1067)], fill=colour)


def plant() -> Image.Image:
    """A glassworks at dawn."""
    picture = _sky((94, 128, 168), (238, 206, 176))
    pen = ImageDraw.Draw(picture)
    _ridge(pen, 760, 160, 210, "#7f93a8")
    for x, top in ((300, 250), (420, 300), (540, 270)):
        pen.polygon([(x, 860), (x + 12, top), (x + 48, top), (x + 60, 860)], fill="#4c5a68")
        pen.rectangle((x + 12, top, x + 48, top + 26), fill="#b5523f")
    pen.rectangle((180, 640, 980, 900), fill="#5f6f7e")
    for x in range(200, 980, 100):
        pen.polygon([(x, 640), (x + 80, 580), (x + 80, 640)], fill="#74879a")
        pen.rectangle((x + 10, 700, x + 70, 760), fill="#f3d9a4")
    pen.rectangle((1020, 720, 1480, 900), fill="#8796a5")
    for x in range(1050, 1470, 110):
        pen.rectangle((x, 790, x + 70, 900), fill="#42505d")
    pen.rectangle((0, 895, 1600, 1067), fill="#4a4f52")
    pen.line((0, 980, 1600, 980), fill="#d9d4c6", width=6)
    return picture


def hills() -> Image.Image:
    """Bamboo hills and a lorry."""
    picture = _sky((168, 196, 206), (233, 233, 214))
    pen = ImageDraw.Draw(picture)
    for base, height, length, colour in (
        (640, 240, 260, "#8fae9b"),
        (740, 220, 170, "#5f8a6b"),
        (860, 180, 120, "#3f6b4c"),
    ):
        _ridge(pen, base, height, length, colour)
    pen.rectangle((0, 860, 1600, 1067), fill="#b8ac90")
    pen.rectangle((180, 700, 620, 870), fill="#e8e2d2")
    pen.polygon([(150, 705), (400, 610), (650, 705)], fill="#8c4a3a")
    pen.rectangle((840, 740, 1220, 920), fill="#f4f2ea")
    pen.polygon([(1220, 920), (1220, 790), (1300, 790), (1350, 860), (1350, 920)], fill="#1d4473")
    for x in (900, 1010, 1260):
        pen.ellipse((x, 885, x + 76, 961), fill="#2b2d2f")
        pen.ellipse((x + 24, 909, x + 52, 937), fill="#9aa0a5")
    return picture


def hall() -> Image.Image:
    """An exhibition hall."""
    picture = _sky((210, 216, 222), (170, 178, 186))
    pen = ImageDraw.Draw(picture)
    for x in range(0, 1700, 160):
        pen.line((x, 0, 800 + (x - 800) * 0.45, 420), fill="#aab3bb", width=7)
    pen.rectangle((0, 420, 1600, 760), fill="#8d98a3")
    pen.polygon([(0, 1067), (0, 760), (1600, 760), (1600, 1067)], fill="#6d7780")
    for x, colour in ((90, "#1d4473"), (480, "#a3221c"), (870, "#1f5c3a"), (1230, "#7a4b00")):
        pen.rectangle((x, 470, x + 290, 560), fill=colour)
        pen.rectangle((x, 560, x + 290, 800), fill="#e6e3da")
    for n in range(26):
        x, size = 40 + n * 61, 34 + n % 3 * 10
        y = 820 + n * 37 % 150
        pen.ellipse((x, y - size, x + size, y), fill="#d9b99a")
        pen.rounded_rectangle(
            (x - 10, y, x + size + 10, y + size * 3), 18, fill=("#2c3a4b", "#4d3b35", "#33463a")[n % 3]
        )
    return picture


if __name__ == "__main__":
    main()
