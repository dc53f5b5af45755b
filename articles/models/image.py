"""Pictures of articles: re-encoded on the way in, with renditions made once."""

from django.db import models

from articles.models.article import Article
from articles.text.photo_credits import signed


class ArticleImage(models.Model):
    """One picture of an article.

    `name` is the path of the re-encoded original below MEDIA_ROOT, made from its digest; the renditions
    stand beside it at the widths in `widths` (`articles.images.rendition_name`).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="images", verbose_name="稿件")
    name = models.CharField(max_length=120, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField("宽", editable=False)
    height = models.PositiveIntegerField("高", editable=False)
    widths = models.JSONField(default=list, editable=False)
    alt = models.CharField("替代文字", max_length=200, help_text="给看不见图片的读者：图里有谁、在做什么。")
    caption = models.CharField("图片说明", max_length=300, blank=True)
    credit = models.CharField("摄影", max_length=60, blank=True)
    after = models.PositiveSmallIntegerField("位置", default=0, help_text="排在第几段之后；0 为正文之前。")
    position = models.PositiveSmallIntegerField("顺序", default=1)

    @property
    def printed_credit(self) -> str:
        """徐原芃 摄, whichever way the credit was typed."""
        return signed(self.credit)

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="image_position_once"),
            models.CheckConstraint(condition=~models.Q(alt=""), name="image_has_alt"),
            models.CheckConstraint(condition=models.Q(width__gte=1, height__gte=1), name="image_has_size"),
        ]

    def __str__(self) -> str:
        return self.alt
