"""Between the document and the database: the only place that knows both."""

from issues.assembly.loading import document_of, document_with_articles, masthead_of
from issues.assembly.storing import Importer, IssueDiffers, Outcome, Stored

__all__ = ["Importer", "IssueDiffers", "Outcome", "Stored", "document_of", "document_with_articles", "masthead_of"]
