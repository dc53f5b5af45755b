"""The addresses of issues' public pages, spelled once for lists that print many of them."""


def issue_path(year: int, number: int) -> str:
    """/issues/2023/18/"""
    return f"/issues/{year}/{number}/"


def year_path(year: int) -> str:
    """/issues/2023/"""
    return f"/issues/{year}/"


def month_path(year: int, month: int) -> str:
    """/issues/2023/#month-5: a month's place on its year's page (/issues/2023/5/ is an issue)."""
    return f"/issues/{year}/#month-{month}"


def file_path(year: int, number: int, extension: str) -> str:
    """/issues/2023/18.txt"""
    return f"/issues/{year}/{number}.{extension}"
