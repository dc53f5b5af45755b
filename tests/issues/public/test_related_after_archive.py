"""Related articles of a back catalogue are worked out after the import, not during it."""

from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import RelatedArticle
from tests.issues.assembly.test_import_archive import a_record, written

# Real commits: the index changes with them.
pytestmark = pytest.mark.django_db(transaction=True)


def test_an_archive_is_related_by_its_own_command(tmp_path: Path) -> None:
    records = [a_record(number) for number in range(1, 31)]
    for number, record in enumerate(records):
        topic = "超薄玻璃检测平台" if number < 3 else f"第{number}号竹纤维车间{'甲乙丙丁戊己庚辛壬癸'[number % 10]}"
        record["sections"][0]["articles"][0] |= {"title": f"{topic}通过验收", "tags": []}
    call_command("import_archive", written(tmp_path / "a.jsonl", *records), "--publish")
    assert not RelatedArticle.objects.exists()
    call_command("relate_articles")
    found = RelatedArticle.objects.filter(article__title__startswith="超薄玻璃").values_list(
        "related__title", flat=True
    )
    assert set(found) == {"超薄玻璃检测平台通过验收"}
