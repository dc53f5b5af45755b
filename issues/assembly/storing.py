"""A document into the database: whole or not at all, the same input twice changing nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import workflow
from articles.models import Article, Byline
from articles.models.named import require_room
from articles.record import history
from articles.record.audit import Actor, Change, record
from articles.snapshots import Snapshot, snapshots_of
from articles.snapshots import snapshot_of as article_snapshot
from articles.tagging import TagBook
from articles.workflow import together
from issues import numbering, states
from issues.assembly.filling import Names, new_issue
from issues.assembly.loading import document_of
from issues.assembly.pictures import illustrate, without_pictures
from issues.assembly.snapshots import snapshot_of as issue_snapshot
from issues.comparison import Difference, differences, pair_items
from issues.document import IssueDocument, Item, Masthead, without_tags
from issues.models import Entry, ImportRecord, Issue
from issues.parsing.recognition import ImportWarning


class Outcome(StrEnum):
    """What came of storing a document."""

    CREATED = "created"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"  # the same words are stored already, or the same input came before


@dataclass(frozen=True, slots=True)
class Stored:
    """The issue and what happened.

    digest  of the words that the input vouches for: the stored ones, unless an editor's were left standing
    kept    where an editor's later changes were left standing
    notes   sentences about pictures that could not be stored
    """

    issue: Issue
    outcome: Outcome
    digest: str
    kept: Sequence[Difference] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Input:
    """What was handed in, to be kept with the issue. See `Importer.store`."""

    text: str
    name: str
    remarks: Sequence[ImportWarning]


class IssueDiffers(Exception):
    """The issue is stored with other words. Nothing was changed; ask, then store with overwrite=True."""

    def __init__(self, issue: Issue, found: Sequence[Difference]) -> None:
        super().__init__(f"{issue.label}已经导入过，现有内容与这份有{len(found)}处不同。")
        self.issue = issue
        self.differences = found


class Importer:
    """Stores documents. One importer reads departments, people, sections, sources and tags once for many issues."""

    def __init__(self, *, by: Actor) -> None:
        states.OVERWRITE.require_right(by)
        self.by = by
        self._forget()

    def _forget(self) -> None:
        self.names = Names(by=self.by)
        self.tags = TagBook(by=self.by)

    def store(
        self,
        document: IssueDocument,
        *,
        text: str = "",
        name: str = "",
        remarks: Sequence[ImportWarning] = (),
        overwrite: bool = False,
        tags: Sequence[Sequence[str]] = (),
        pictures: Mapping[str, bytes] | None = None,
    ) -> Stored:
        """Store one issue, whole or not at all.

        text, name  the input as handed in, kept with the issue
        remarks     what its reading warned of, kept with it, to be told again before the issue is sent
        overwrite   take the document's words where the stored issue has others
        tags        the tags of each item in reading order, where the input has them
        pictures    the bytes of pictures that came inside the input, by the name that the document gives them

        ValidationError (Chinese sentences) when the number is missing, taken or implausible, or the issue is
        past changing. IssueDiffers when other words are stored and `overwrite` is False. Storing the same
        input again changes nothing, even where an editor has changed words since.
        """
        document = replace(document, masthead=numbering.checked(document.masthead))
        try:
            with transaction.atomic():
                handed = _Input(text, name, remarks)
                return self._store(document, handed, overwrite=overwrite, tags=tags, pictures=pictures or {})
        except IntegrityError as error:
            self._forget()
            raise ValidationError("同一期正由别人导入，请稍候再试。") from error
        except BaseException:
            self._forget()  # rows that the rollback took away must not be remembered
            raise

    def _store(
        self,
        document: IssueDocument,
        handed: _Input,
        *,
        overwrite: bool,
        tags: Sequence[Sequence[str]],
        pictures: Mapping[str, bytes],
    ) -> Stored:
        existing = self._existing(document.masthead)
        if existing is None:
            issue, notes = self._create(document, handed, tags=tags, pictures=pictures)
            return Stored(issue, Outcome.CREATED, document_of(issue).digest, notes=notes)
        stored = document_of(existing)
        found = differences(without_tags(stored), document)
        if not found or (existing.imported_digest == document.digest and not overwrite):
            return Stored(existing, Outcome.UNCHANGED, document.digest if found else stored.digest, found)
        if not overwrite:
            raise IssueDiffers(existing, found)
        notes = self._overwrite(existing, stored, document, handed, pictures=pictures)
        return Stored(existing, Outcome.REPLACED, document_of(existing).digest, notes=notes)

    def _existing(self, head: Masthead) -> Issue | None:
        wanted = numbering.number_of(head)
        existing = Issue.objects.select_for_update().filter(year=wanted.year, number=wanted.number).first()
        if problems := numbering.objections(wanted, existing):
            raise ValidationError(problems)
        return existing

    def _create(
        self,
        document: IssueDocument,
        handed: _Input,
        *,
        tags: Sequence[Sequence[str]],
        pictures: Mapping[str, bytes],
    ) -> tuple[Issue, Sequence[str]]:
        issue = new_issue(document)
        issue.full_clean(validate_unique=False, validate_constraints=False)
        issue.save()
        self._keep_input(issue, document, handed)
        items = list(document.items())
        articles = [self.names.fill(Article(), section, item, document.masthead) for section, item in items]
        for article in articles:
            article.status = Article.Status.ACCEPTED
            article.created_by = self.by.user
            article.prepare()
        Article.objects.bulk_create(articles)
        Byline.objects.bulk_create(
            row
            for article, (_, item) in zip(articles, items, strict=True)
            for row in self.names.directory.credits(article, item.byline)
        )
        self.tags.attach(dict(zip((article.pk for article in articles), tags, strict=False)))
        self._arrange(issue, articles, document)
        notes = illustrate(without_pictures(articles, [item for _, item in items]), pictures)
        snapshots = snapshots_of(articles)
        record(
            Change(issue, after={"articles": len(articles)}, snapshot=issue_snapshot(issue)),
            *(Change(article, after={"issue": issue.pk}, snapshot=snapshots[article.pk]) for article in articles),
            by=self.by,
            action="import",
            note=handed.name,
        )
        return issue, notes

    def _overwrite(
        self,
        issue: Issue,
        stored: IssueDocument,
        document: IssueDocument,
        handed: _Input,
        *,
        pictures: Mapping[str, bytes],
    ) -> Sequence[str]:
        """Bring a stored issue to the document's words; the old ones stay in the history.

        Articles that the document no longer has stay in the pool; those whose words are the same stay as they are.
        """
        if reason := states.OVERWRITE.sentence(issue):
            raise ValidationError(f"{issue.label}{reason}")
        history.claim(row=issue, based_on=issue.version, snapshot=issue_snapshot)
        before = self._locked_articles(issue)
        old, new = list(stored.items()), list(document.items())
        articles: list[Article] = []
        changed: list[tuple[Article, Snapshot | None]] = []
        for pair in pair_items(stored, document):
            if pair.after is None:
                continue
            article = before[pair.before] if pair.before is not None else Article(status=Article.Status.ACCEPTED)
            if pair.before is None or not _same(old[pair.before], new[pair.after]):
                changed.append((article, self._rewritten(article, *new[pair.after], document.masthead)))
            articles.append(article)
        bare = without_pictures(articles, [item for _, item in new])
        rewritten = {article.pk for article, _ in changed}
        changed += [(article, self._claimed(article)) for article, _ in bare if article.pk not in rewritten]
        notes = illustrate(bare, pictures)
        issue.entries.all().delete()
        self._arrange(issue, articles, document)
        self._keep_history(changed, handed.name)
        self._take_head(issue, document)
        self._keep_input(issue, document, handed)
        change = Change(issue, after={"articles": len(articles)}, snapshot=issue_snapshot(issue))
        record(change, by=self.by, action="import_again", note=handed.name)
        return notes

    def _locked_articles(self, issue: Issue) -> list[Article]:
        """The issue's articles in order, under lock, so that nobody's edit comes between reading and writing."""
        ids = issue.entries.order_by("position").values_list("article_id", flat=True)
        return together.locked(list(ids))

    def _rewritten(self, article: Article, section: str | None, item: Item, head: Masthead) -> Snapshot | None:
        """Store the item's words in the article; what it was before, None for a new one."""
        before = self._claimed(article) if article.pk else None
        self.names.fill(article, section, item, head).save()
        article.bylines.all().delete()
        Byline.objects.bulk_create(self.names.directory.credits(article, item.byline))
        return before

    def _claimed(self, article: Article) -> Snapshot:
        """The article's next version taken; what it was before."""
        history.claim(row=article, based_on=article.version, snapshot=article_snapshot)
        return article_snapshot(article)

    def _keep_history(self, changed: Sequence[tuple[Article, Snapshot | None]], name: str) -> None:
        for article, before in changed:
            if before is None:
                record(Change(article, snapshot=article_snapshot(article)), by=self.by, action="import", note=name)
                continue
            try:
                workflow.finish_edit(article=article, before=before, by=self.by, action="import", note=name)
            except workflow.NotEditable as refused:
                raise ValidationError(f"《{before['title']}》：{''.join(refused.messages)}") from refused

    def _take_head(self, issue: Issue, document: IssueDocument) -> None:
        head = document.masthead
        issue.date, issue.facts = head.date, [list(fact) for fact in head.facts]
        issue.number_end, issue.total_number_end = head.number_end, head.total_number_end
        issue.imported_digest = document.digest
        issue.save()

    def _arrange(self, issue: Issue, articles: Sequence[Article], document: IssueDocument) -> None:
        entries = [
            Entry(
                issue=issue,
                article=article,
                section=self.names.section(section),
                position=position,
                lead_title=item.lead_title,
            )
            for position, (article, (section, item)) in enumerate(zip(articles, document.items(), strict=True), start=1)
        ]
        for entry in entries:
            require_room(entry, "lead_title", "导读标题")
        Entry.objects.bulk_create(entries)

    def _keep_input(self, issue: Issue, document: IssueDocument, handed: _Input) -> None:
        if handed.text:
            ImportRecord.objects.create(
                issue=issue,
                name=handed.name[:200],
                text=handed.text,
                remarks=[asdict(remark) for remark in handed.remarks],
                digest=document.digest,
                by=self.by.user,
            )


def _same(old: tuple[str | None, Item], new: tuple[str | None, Item]) -> bool:
    """Whether an article reads the same in both; its lead title belongs to its place, not to it,
    and its tags, which nothing that is handed in names, stay."""
    (old_section, before), (new_section, after) = old, new
    return old_section == new_section and replace(before, lead_title="", tags=()) == replace(after, lead_title="")
