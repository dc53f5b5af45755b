"""What somebody may not do, said to them: one exception for every function and page of ours."""

from contextvars import ContextVar

from django.core.exceptions import PermissionDenied, ValidationError

# What was refused last, for the audit log: a page may catch it and tell the person in its own way.
latest_refusal: ContextVar[str | None] = ContextVar("latest_refusal", default=None)


class Refused(PermissionDenied):
    """This person may not do this (now). The message is Chinese, for them: pages answer 403 and show it.

    Django's own PermissionDenied stays what its pages raise without a word.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        latest_refusal.set(why)


def whole(words: str, *, longest: int, what: str) -> str:
    """`words` without the space around them; ValidationError where they are more than is kept.

    A line end counts once, as browsers count it, though forms send two signs.

    Nothing that somebody wrote is cut short behind their back. `what` names it: 原因, 意见.
    """
    words = words.replace("\r\n", "\n").strip()
    if len(words) > longest:
        raise ValidationError(f"{what}共 {len(words)} 字，请缩短到 {longest} 字以内。")
    return words
