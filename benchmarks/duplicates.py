"""Near-duplicate search over many articles: time a search, precision and recall on a made set of rewrites.

    python benchmarks/duplicates.py [--articles 100000] [--table benchmarks/duplicates.md]

A database of its own below --var; DATABASE_URL is not looked at. Articles are made of sentences whose words are
drawn from a vocabulary, with set phrases that many share, as official prose has. Rewrites: figures changed,
sentences cut, order changed, headline replaced, a few words changed, framed by another outlet's words.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def words_of_a_line(line: str) -> list[str]:
    return line.split()


NOUNS = words_of_a_line(
    "企业 项目 产业 园区 设备 技术 工人 车间 订单 产品 市场 能耗 数据 平台 专班 "
    "县区 部门 银行 学校 医院 社区 道路 桥梁 水库 农户 合作社 基地 景区 港口 班列"
)
VERBS = words_of_a_line(
    "建成 推进 完成 启动 召开 举办 发布 签约 投产 扩建 改造 检查 "
    "调研 服务 培育 引进 升级 开展 落实 解决 协调 对接 验收 评选"
)
ADJECTIVES = words_of_a_line(
    "重点 全市 首批 新型 绿色 智能 传统 大型 省级 优质 老旧 高端 县域 跨境 数字 冬季 民生 基层 骨干 专业"
)
PHRASES = [
    "会议强调，要提高思想认识，压实工作责任，抓好任务落实，确保各项工作取得实效。",
    "下一步，将继续加大工作力度，为全市经济社会高质量发展作出新的更大贡献。",
    "有关部门负责同志参加活动。",
]


def sentence(dice: random.Random) -> str:
    parts = [
        dice.choice(ADJECTIVES) + dice.choice(NOUNS) + dice.choice(VERBS) + dice.choice(ADJECTIVES) + dice.choice(NOUNS)
        for _ in range(dice.randint(2, 4))
    ]
    return f"{'，'.join(parts)}，共{dice.randint(2, 9000)}个。"


def story(dice: random.Random) -> list[str]:
    lines = [sentence(dice) for _ in range(dice.randint(6, 12))]
    return lines + [phrase for phrase in PHRASES if dice.random() < 0.5]


def figures(lines: list[str], dice: random.Random) -> list[str]:
    return ["".join(str(dice.randint(0, 9)) if char.isdigit() else char for char in line) for line in lines]


def cut(lines: list[str], dice: random.Random) -> list[str]:
    return [line for line in lines if dice.random() < 0.5] or lines[:2]


def order(lines: list[str], dice: random.Random) -> list[str]:
    return dice.sample(lines, len(lines))


def headline(lines: list[str], dice: random.Random) -> list[str]:
    return [sentence(dice), *lines]


def words(lines: list[str], dice: random.Random) -> list[str]:
    return [line.replace(dice.choice(NOUNS), dice.choice(NOUNS)) for line in lines]


def framed(lines: list[str], dice: random.Random) -> list[str]:
    return ["日前，记者从有关方面获悉：", *figures(lines, dice), sentence(dice), sentence(dice)]


def everything(lines: list[str], dice: random.Random) -> list[str]:
    return order(figures(cut(headline(lines, dice), dice), dice), dice)


REWRITES: list[Callable[[list[str], random.Random], list[str]]] = [
    figures, cut, order, headline, words, framed, everything,
]  # fmt: skip


def fill(count: int, dice: random.Random) -> None:
    """Makes the articles in batches."""
    from articles.models import Article

    made = 0
    while made < count:
        size = min(2000, count - made)
        Article.objects.bulk_create(
            Article(title=f"第{made + n}篇", body="".join(f"<p>{line}</p>" for line in story(dice)))
            for n in range(size)
        )
        made += size


def measure(searches: int, dice: random.Random) -> str:
    from articles.intake.duplicates import body_text
    from articles.models import Article

    numbers = dice.sample(list(Article.objects.values_list("pk", flat=True)), searches)
    rows: list[str] = []
    times: list[tuple[float, float]] = []
    for rewrite in REWRITES:
        hits = named = 0
        for article in Article.objects.filter(pk__in=numbers):
            text = "\n".join(rewrite(body_text(article).split("\n"), dice))
            found = timed(times, text)
            hits += any(one.article.pk == article.pk for one in found)
            named += len(found)
        rows.append(f"| {rewrite.__name__} | {hits / max(named, 1):.3f} | {hits / searches:.3f} |")
    wrong = 0
    for _ in range(searches):
        wrong += bool(timed(times, "\n".join(story(dice))))
    rows.append(f"| new stories wrongly named | {wrong / searches:.3f} | |")
    spent = "; ".join(
        f"{name} median {statistics.median(values):.1f}, 95 % {sorted(values)[len(values) * 95 // 100]:.1f}"
        for name, values in (("clock", [clock for clock, _ in times]), ("CPU", [cpu for _, cpu in times]))
    )
    table = ["| rewrite | precision | recall |", "|---|---|---|", *rows, "", f"Milliseconds a search: {spent}."]
    return "\n".join(table)


def timed(times: list[tuple[float, float]], text: str) -> list[Any]:
    """The duplicates of a text; adds the (clock, CPU) milliseconds that finding them took."""
    from articles.intake.duplicates import duplicates_of

    clock, cpu = time.perf_counter(), time.process_time()
    found = duplicates_of(text)
    times.append(((time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=100)
    parser.add_argument("--var", type=Path, default=Path("/tmp/duplicates-bench"))
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings.development", "VAR_DIR": str(options.var)}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from articles.intake.duplicates import catch_up
    from articles.models import Article

    dice = random.Random(11)
    if Article.objects.count() < options.articles:
        fill(options.articles - Article.objects.count(), dice)
    start = time.process_time()
    done = catch_up()
    print(f"sketches of {done} articles: {time.process_time() - start:.0f} s CPU", file=sys.stderr)
    text = (
        f"# Near-duplicates among {Article.objects.count()} articles\n\nMade by `benchmarks/duplicates.py`, SQLite.\n\n"
    )
    text += measure(options.searches, random.Random(12)) + "\n"
    print(text)
    if options.table:
        options.table.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
