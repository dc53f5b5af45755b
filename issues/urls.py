"""Issues, the articles in them, the feed of issues, and search, whose results name both."""

from django.urls import path, register_converter

from issues.public import article, back_issues, cards, corrections, feeds, files, issue, search, subscribe, unsubscribe


class YearConverter:
    """A year in an address: four digits, so that /issues/2023/18.txt is nothing else."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class NumberConverter(YearConverter):
    """An issue's number in an address: no leading zero, so that each issue has one address."""

    regex = "[1-9][0-9]{0,3}"


register_converter(YearConverter, "year")
register_converter(NumberConverter, "number")

urlpatterns = [
    path("issues/", back_issues.newest_first, name="issues"),
    path("issues/schema.json", files.schema, name="issue_schema"),
    path("issues/<year:year>/", back_issues.year, name="issue_year"),
    path("issues/<year:year>/<number:number>/", issue.show, name="issue"),
    path("issues/<year:year>/<number:number>.<str:extension>", files.download, name="issue_file"),
    path("mail/subscribe/", subscribe.ask, name="mail_subscribe"),
    path("mail/confirm/<str:token>/", subscribe.answer, name="mail_confirm"),
    path("mail/unsubscribe/<str:token>/", unsubscribe.show, name="unsubscribe"),
    path("articles/<int:pk>/", article.show, name="article"),
    path("articles/<int:pk>/card.png", cards.article_card, name="article_card"),
    path("search/", search.page, name="search"),
    path("search.json", search.as_json, name="search_json"),
    path("search/suggest.json", search.suggestions, name="search_suggestions"),
    path("search/feed.<str:extension>", search.feed, name="search_feed"),
    path("opensearch.xml", search.description, name="opensearch"),
    path("corrections/", corrections.all_of_them, name="corrections"),
    path("feeds/corrections.<str:extension>", corrections.feed, name="correction_feed"),
    path("feeds/issues.<str:extension>", feeds.newest, name="issue_feed"),
]
