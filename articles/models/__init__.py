"""The tables below an article. Import models from here."""

from articles.models.account import AccountRequest
from articles.models.article import Article
from articles.models.audit import AuditArchive, AuditEntry, AuditLink
from articles.models.byline import Byline
from articles.models.consent import Consent
from articles.models.department import Contributor, Department
from articles.models.heartbeat import Heartbeat
from articles.models.history import Presence, RecoveryBuffer, ReturnReason, Revision
from articles.models.image import ArticleImage
from articles.models.indicators import County, Indicator, IndicatorFigure
from articles.models.intake import (
    AllowedSource,
    CapturedPage,
    FeedItem,
    Fingerprint,
    Reprint,
    SketchState,
    WatchedFeed,
)
from articles.models.job import JobRun
from articles.models.named import name_key
from articles.models.publication import Publication
from articles.models.reading import Reading, TopReading
from articles.models.registers import (
    Exemption,
    Leader,
    ListedWord,
    Organisation,
    Place,
    RegisterRevision,
    RegisterRow,
)
from articles.models.revision import SiteRevision
from articles.models.search import RelatedArticle, SearchDocument, SearchName, SearchPast, SearchPending, Synonyms
from articles.models.section import Section
from articles.models.source import Source
from articles.models.staff_mail import StaffMail
from articles.models.tagging import TaggedArticle
from articles.models.waivers import Waiver

__all__ = [
    "AccountRequest",
    "AllowedSource",
    "Article",
    "ArticleImage",
    "AuditArchive",
    "AuditEntry",
    "AuditLink",
    "Byline",
    "CapturedPage",
    "Consent",
    "Contributor",
    "County",
    "Department",
    "Exemption",
    "FeedItem",
    "Fingerprint",
    "Heartbeat",
    "Indicator",
    "IndicatorFigure",
    "JobRun",
    "Leader",
    "ListedWord",
    "Organisation",
    "Place",
    "Presence",
    "Publication",
    "Reading",
    "RecoveryBuffer",
    "RegisterRevision",
    "RegisterRow",
    "RelatedArticle",
    "Reprint",
    "ReturnReason",
    "Revision",
    "SearchDocument",
    "SearchName",
    "SearchPast",
    "SearchPending",
    "Section",
    "SiteRevision",
    "SketchState",
    "Source",
    "StaffMail",
    "Synonyms",
    "TaggedArticle",
    "TopReading",
    "Waiver",
    "WatchedFeed",
    "name_key",
]
