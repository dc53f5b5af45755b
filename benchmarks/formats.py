"""What each format costs us: CPU time for an issue of 12 articles, beside a minimal document of the same library.

    python benchmarks/formats.py [--rounds 5] [--table benchmarks/formats.md]

Each format is rendered once to load its library, then `rounds` times; the median counts. The minimal document has the
same number of paragraphs and characters, unstyled, so the ratio is what our part (form, styles, links, checks) adds.
"""

import argparse
import io
import json
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from articles.text.blocks import paragraphs  # noqa: E402
from articles.text.byline import Byline  # noqa: E402
from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead  # noqa: E402
from issues.rendering.context import Imprint, RenderContext  # noqa: E402
from issues.rendering.formats import FORMATS  # noqa: E402

SENTENCE = "会议强调，要坚持问题导向，压实各级责任，推动重点项目早开工、早投产、早见效。"
# Seconds of CPU that an issue of 12 articles may take.
TARGETS = {
    "txt": 0.05,
    "html": 0.05,
    "json": 0.05,
    "wechat": 0.05,
    "docx": 1.0,
    "pdf": 5.0,
    "pdf-phone": 5.0,
    "epub": 1.0,
}


def issue() -> IssueDocument:
    """12 articles of three paragraphs, about 5,000 characters."""
    items = tuple(
        Item(
            f"第{number}家企业召开重点项目推进会",
            paragraphs([f"5月{number}日，" + SENTENCE * 4, SENTENCE * 4, SENTENCE * 3]),
            Byline("(规划科 时雨)", "规划科", ("时雨",)),
        )
        for number in range(1, 13)
    )
    sections = (SectionBlock("要闻", items[:4]), SectionBlock("工信动态", items[4:]))
    return IssueDocument(Masthead("云岭工信手机报", 2023, 18, 229), derive_lead(sections), sections)


def lines(document: IssueDocument) -> list[str]:
    """The words that a minimal document holds."""
    return [text for _, item in document.items() for text in (item.title, *item.paragraphs)]


def minimal_docx(texts: list[str]) -> bytes:
    import docx

    word, out = docx.Document(), io.BytesIO()
    for text in texts:
        word.add_paragraph(text)
    word.save(out)
    return out.getvalue()


def minimal_pdf(texts: list[str]) -> bytes:
    import weasyprint

    body = "".join(f"<p>{text}</p>" for text in texts)
    page = f'<html lang="zh-Hans"><style>html {{ font-family: "Noto Serif CJK SC", serif }}</style>{body}</html>'
    data: bytes = weasyprint.HTML(string=page).write_pdf()
    return data


def minimal_zip(texts: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xhtml", "".join(f"<p>{text}</p>" for text in texts))
    return out.getvalue()


def minimal_text(texts: list[str]) -> bytes:
    return "\n".join(texts).encode()


def minimal_json(texts: list[str]) -> bytes:
    return json.dumps(texts, ensure_ascii=False, indent=1).encode()


MINIMAL: dict[str, Callable[[list[str]], bytes]] = {
    "txt": minimal_text,
    "html": minimal_text,
    "json": minimal_json,
    "wechat": minimal_text,
    "docx": minimal_docx,
    "pdf": minimal_pdf,
    "pdf-phone": minimal_pdf,
    "epub": minimal_zip,
}


def cost(work: Callable[[], bytes], rounds: int) -> float:
    """The median CPU seconds of a piece of work, its first run (which loads the library) not counted."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--table", type=Path, help="write the table there as Markdown")
    options = parser.parse_args()
    document, context = issue(), RenderContext(imprint=Imprint("云岭市工信局办公室", "市委办公室", "各县区", 80))
    texts = lines(document)
    rows = ["| format | ours, ms CPU | minimal, ms CPU | ratio | target, ms |", "|---|---|---|---|---|"]
    failed = []
    for key, target in TARGETS.items():
        ours = cost(lambda key=key: FORMATS[key].render(document, context), options.rounds)  # type: ignore[misc]
        least = cost(lambda key=key: MINIMAL[key](texts), options.rounds)  # type: ignore[misc]
        ratio = f"{ours / least:.1f}" if least > 0.001 else "—"
        rows.append(f"| {key} | {ours * 1000:.1f} | {least * 1000:.1f} | {ratio} | {target * 1000:.0f} |")
        if ours > target:
            failed.append(key)
    table = "\n".join(rows)
    print(table)
    if options.table:
        options.table.write_text(
            f"# What each format costs\n\n`python benchmarks/formats.py`\n\n{table}\n", encoding="utf-8"
        )
    if failed:
        sys.exit(f"over the target: {', '.join(failed)}")


if __name__ == "__main__":
    main()
