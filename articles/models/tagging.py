"""Tags on articles, through a table with a real foreign key."""

from django.db import models
from taggit.models import ItemBase, Tag


class TaggedArticle(ItemBase):
    """One tag on one article."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="article_tagged_once")]
