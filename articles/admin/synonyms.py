"""The dictionary of synonyms that search applies."""

from django.contrib import admin

from articles.admin.recorded import RegisterAdmin
from articles.models import Synonyms


@admin.register(Synonyms)
class SynonymsAdmin(RegisterAdmin):
    """Takes effect with the next search; nothing has to be indexed again."""

    list_display = ["words", "note", "active"]
    search_fields = ["words", "note"]
    fields = ["words", "note", "active"]
