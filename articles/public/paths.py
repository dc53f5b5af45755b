"""The addresses of public pages, spelled once for lists that print many of them.

`reverse()` costs ten times as much as the string; tests hold these equal to the URL map.
"""

from urllib.parse import quote


def article_path(pk: int) -> str:
    """/articles/123/"""
    return f"/articles/{pk}/"


def section_path(slug: str) -> str:
    """/sections/yaowen/"""
    return f"/sections/{slug}/"


def department_path(slug: str) -> str:
    """/departments/bangongshi/"""
    return f"/departments/{slug}/"


def source_path(slug: str) -> str:
    """/sources/renmin-ribao/"""
    return f"/sources/{slug}/"


def tag_path(slug: str) -> str:
    """/tags/…/: a tag's slug may be Chinese and is percent-encoded, as reverse() does."""
    return f"/tags/{quote(slug)}/"


def contributor_path(pk: int) -> str:
    """/people/7/"""
    return f"/people/{pk}/"
