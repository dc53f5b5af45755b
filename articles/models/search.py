"""The tables that search keeps beside the articles. Written by `articles.search.indexing` alone."""

from django.core.exceptions import ValidationError
from django.db import models

from articles.models.article import Article
from articles.text.folding import search_form
from articles.text.tags import split_tags


class SearchDocument(models.Model):
    """An article as search sees it: folded text and what it is filtered by. One row an article.

    position        SQLite: the row's number in the token index, above 0 and rising with `dated` where published,
                    below 0 where not; PostgreSQL does without
    dated           when it was published; for the unpublished, when it was made
    title, text, byline   folded paragraphs (`articles.text.folding`), parted by line breaks; `text` is all that a
                    bare word is looked for in
    department_ids, tag_ids   numbers between spaces, " 3 17 "

    A row outlives its article until the index lets go of it, at the end of the same transaction: SQLite's index must be
    told what it held.
    """

    article = models.OneToOneField(
        Article, on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="search_document"
    )
    position = models.BigIntegerField(null=True, unique=True)
    published = models.BooleanField()
    dated = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    month = models.PositiveIntegerField()
    section_id = models.BigIntegerField(null=True)
    source_id = models.BigIntegerField(null=True)
    department_ids = models.TextField(default=" ")
    tag_ids = models.TextField(default=" ")
    title = models.TextField()
    byline = models.TextField(default="")
    text = models.TextField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(models.F("dated").desc(), "article", condition=models.Q(published=True), name="search_newest"),
            # SQLite reads a thousand of these for a page: from here, not from among the texts. Empty on PostgreSQL.
            models.Index(
                fields=["position", "article", "year", "section_id", "source_id", "department_ids", "tag_ids"],
                condition=models.Q(position__isnull=False),
                name="search_facts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SearchPast(models.Model):
    """Words of an article's earlier versions that it has no more; for the desk alone.

    A table of its own, which nothing that answers the public reads.

    text  folded paragraphs parted by line breaks
    """

    article = models.OneToOneField(
        Article, on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="search_past"
    )
    text = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article_id)


class SearchPending(models.Model):
    """An article whose index row is due. Database triggers put it here in the transaction of the change.

    rebuild  put here by `rebuild_search_index`, to be done in its own time, not before the next search
    """

    article_id = models.BigIntegerField(primary_key=True)
    rebuild = models.BooleanField(default=False, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article_id)


class SearchName(models.Model):
    """A name that published articles carry, to be suggested while typing: a tag, a department, a person, …

    folded, pinyin, initials   what is typed to get it: 光电产业 → guangdianchanye, gdcy
    """

    class Kind(models.TextChoices):
        TAG = "tag", "标签"
        DEPARTMENT = "department", "科室"
        PERSON = "person", "作者"
        SECTION = "section", "栏目"
        SOURCE = "source", "来源"

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    pinyin = models.CharField(max_length=800, db_index=True)
    initials = models.CharField(max_length=200, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="search_name_once")]

    def __str__(self) -> str:
        return self.name


class Synonyms(models.Model):
    """Words that mean the same: a search for one finds all, and says so (省工信厅 = 省工业和信息化厅)."""

    words = models.CharField("同义词", max_length=300, help_text="用、隔开，如：省工信厅、省工业和信息化厅。")
    note = models.CharField("说明", max_length=100, blank=True)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "同义词"
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as search compares them, each once."""
        return tuple(dict.fromkeys(filter(None, map(search_form, split_tags(self.words.replace("=", "、"))))))

    def clean(self) -> None:
        """Refuses fewer than two words, and words of one character, which would turn every query into another."""
        super().clean()
        if len(self.folded) < 2:
            raise ValidationError({"words": "至少写两个词，用、隔开。"})
        if short := [word for word in self.folded if len(word) < 2]:
            raise ValidationError({"words": f"“{short[0]}”太短，每个词至少两个字。"})


class RelatedArticle(models.Model):
    """An article that has rare words or tags in common with another, found when that one was published.

    No constraint of the database: it would refuse a save because some related article is being deleted elsewhere.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["article", "related"], name="related_article_once")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"
