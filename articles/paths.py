"""Public addresses by the names of the URL map, which alone spells them; templates use {% url %}."""

from functools import lru_cache

from django.urls import reverse

# A page prints dozens of addresses and reverse() costs as much as a row of a list; these take some 3 MB.
_KEPT = 16_384


@lru_cache(maxsize=_KEPT)
def path_to(name: str, *parts: str | int) -> str:
    """The path of a page, e.g. path_to("article", 123) → /articles/123/. NoReverseMatch for a name without a page."""
    return reverse(name, args=parts)
