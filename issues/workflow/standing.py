"""Where an issue stands in its reviews: worked out from the decisions and the words, never stored as a verdict.

An agreement holds for the words it was given for: while the issue's digest is the one it names. So a
sign-off lapses by itself when anything a reader would see changes, whoever changed it and however, and
holds again when the words are put back. A return ends the round; nothing agreed before it counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from issues.assembly import document_of
from issues.comparison import Difference, differences
from issues.document import IssueDocument, from_json
from issues.models import Edition, Issue, Review, ReviewStep, Wording

State = Literal["agreed", "corrected", "lapsed", "waiting", "ahead"]


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step: agreed for these words, lapsed (agreed for other words), waiting now, or still ahead.

    corrected  agreed for the words that went out, which an approved correction has changed since
    """

    step: ReviewStep
    state: State
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole standing of an issue's words.

    current   the step that is to decide next; None when all have agreed
    declared  the declaration that stands in for the steps (an issue signed elsewhere), if it names these words
    signed    of a published issue the edition that was signed, where corrections made the one that readers see
    shown     that one
    """

    document: IssueDocument
    digest: str
    steps: tuple[StepStanding, ...]
    declared: Review | None
    signed: Edition | None = None
    shown: Edition | None = None

    @property
    def current(self) -> ReviewStep | None:
        if self.declared:
            return None
        return next((one.step for one in self.steps if one.state not in ("agreed", "corrected")), None)

    @property
    def approved(self) -> bool:
        """Whether these very words are signed, by every step or by declaration."""
        return self.declared is not None or (bool(self.steps) and self.current is None)

    @property
    def lapsed(self) -> tuple[StepStanding, ...]:
        return tuple(one for one in self.steps if one.state == "lapsed")


def standing_of(issue: Issue, document: IssueDocument | None = None) -> Standing:
    """The standing of an issue's present words (read unless given). Two queries beside the reading, one more for a
    published issue, whose words are those of its newest edition."""
    editions = list(issue.editions.order_by("number")) if issue.status == Issue.Status.PUBLISHED else []
    document = document or (from_json(editions[-1].document) if editions else document_of(issue))
    shown = document.digest
    signed = _signed(editions, shown)
    digest = signed.digest if signed else shown
    decisions = list(issue.reviews.filter(round=issue.review_round).order_by("at", "pk"))
    steps = list(ReviewStep.objects.select_related("group").order_by("position"))
    declared = next(
        (r for r in reversed(decisions) if r.decision == Review.Decision.DECLARED and r.digest == digest), None
    )
    each = _each(steps, decisions, digest)
    if signed is None:
        return Standing(document, shown, each, declared)
    each = tuple(replace(one, state="corrected") if one.state == "agreed" else one for one in each)
    return Standing(document, shown, each, declared, signed, editions[-1])


def _signed(editions: Sequence[Edition], shown: str) -> Edition | None:
    """The edition on whose signatures the shown words rest where only corrections came after it, else None."""
    if not editions or editions[-1].digest != shown or editions[-1].correction_id is None:
        return None
    return next((one for one in reversed(editions) if one.correction_id is None), None)


def reviewed_document(issue: Issue, digest: str) -> IssueDocument | None:
    """The document with this digest, as a reviewer was shown it; None when it was not kept."""
    kept = Wording.objects.filter(issue=issue, digest=digest).first()
    return from_json(kept.document) if kept else None


def what_changed(issue: Issue, digest: str, document: IssueDocument) -> list[Difference]:
    """What readers would see differ between the words of `digest` and `document`; [] when those words are unknown."""
    before = reviewed_document(issue, digest)
    return differences(before, document) if before else []


def _each(steps: Sequence[ReviewStep], decisions: Sequence[Review], digest: str) -> tuple[StepStanding, ...]:
    found: list[StepStanding] = []
    reached = False
    for step in steps:
        agreed = [r for r in decisions if r.step_id == step.pk and r.decision == Review.Decision.AGREED]
        now = next((r for r in reversed(agreed) if r.digest == digest), None)
        if now and not reached:
            found.append(StepStanding(step, "agreed", now))
        elif agreed:
            found.append(StepStanding(step, "lapsed", agreed[-1]))
            reached = True
        else:
            found.append(StepStanding(step, "ahead" if reached else "waiting"))
            reached = True
    return tuple(found)
