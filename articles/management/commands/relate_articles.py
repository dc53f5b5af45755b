"""relate_articles : related articles for those that came in bulk."""

from typing import Any

from django.db import transaction

from articles.management.base import DeskCommand
from articles.models import Article, RelatedArticle
from articles.search import related
from articles.search.index_text import document_of, originals

BATCH = 50


class Command(DeskCommand):
    help = "为成批导入的稿件补上“相关阅读”。可以中断，再次运行接着做。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Newest first, a batch a transaction; articles that have related ones already are left alone."""
        missing = Article.objects.published().exclude(pk__in=RelatedArticle.objects.values("article")).newest_first()
        ids = list(missing.values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            with transaction.atomic():
                for article in originals(ids[start : start + BATCH]):
                    related.store(document_of(article))
            self.stderr.write(f"\r{min(start + BATCH, len(ids))}/{len(ids)}", ending="")
        self.stderr.write("" if ids else "没有要补的。")
