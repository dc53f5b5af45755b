"""The admin of articles. Importing it registers everything."""

from articles.admin.accounts import AccountAdmin
from articles.admin.article import ArticleAdmin
from articles.admin.indicators import CountyAdmin, IndicatorAdmin, IndicatorFigureAdmin
from articles.admin.names import ContributorAdmin, DepartmentAdmin, SectionAdmin, SourceAdmin, TagAdmin
from articles.admin.outside import (
    AllowedSourceAdmin,
    CapturedPageAdmin,
    FeedItemAdmin,
    ReprintAdmin,
    WatchedFeedAdmin,
)
from articles.admin.register import AuditEntryAdmin, PublicationAdmin
from articles.admin.registers import (
    ExemptionAdmin,
    LeaderAdmin,
    ListedWordAdmin,
    OrganisationAdmin,
    PlaceAdmin,
    WaiverAdmin,
)
from articles.admin.steps import Step, StepsMixin
from articles.admin.synonyms import SynonymsAdmin

__all__ = [
    "AccountAdmin",
    "AllowedSourceAdmin",
    "ArticleAdmin",
    "AuditEntryAdmin",
    "CapturedPageAdmin",
    "ContributorAdmin",
    "CountyAdmin",
    "DepartmentAdmin",
    "ExemptionAdmin",
    "FeedItemAdmin",
    "IndicatorAdmin",
    "IndicatorFigureAdmin",
    "LeaderAdmin",
    "ListedWordAdmin",
    "OrganisationAdmin",
    "PlaceAdmin",
    "PublicationAdmin",
    "ReprintAdmin",
    "SectionAdmin",
    "SourceAdmin",
    "Step",
    "StepsMixin",
    "SynonymsAdmin",
    "TagAdmin",
    "WaiverAdmin",
    "WatchedFeedAdmin",
]
