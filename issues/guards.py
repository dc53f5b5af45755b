"""Which rows of issues nothing changes any more (`articles.record.guards`): what was signed, and for which words."""

from articles.record.guards import GUARDS, Guard

OURS = [
    # A step that is taken out of the reviews leaves the decisions that were made at it.
    Guard(
        "issues_review",
        freed="step_id",
        unique=(
            ("issue_id, round, step_id, digest", "issues_review.decision = 'agreed' AND NEW.decision = 'agreed'"),
            ("issue_id, round, digest, reviewer_id", "issues_review.decision = 'agreed' AND NEW.decision = 'agreed'"
             " AND NOT issues_review.same_person AND NOT NEW.same_person"),
        ),
    ),
    Guard("issues_wording", unique=(("issue_id, digest", ""),)),
    Guard("issues_edition", unique=(("issue_id, number", ""),)),
    # Withdrawn words come back by a new signed edition only.
    Guard("issues_hiding"),
    Guard("issues_correction", fixed="OLD.status <> 'proposed'"),
]  # fmt: skip


def register() -> None:
    """Have them installed. Called once, when the apps are ready."""
    GUARDS.extend(OURS)
