"""Telling an issue from other texts: a report, a novel, a list, a single article. Pure."""

from collections.abc import Sequence

from issues.parsing.recognition import Recognition, UnreadableInput


def refuse_other_texts(recognitions: Sequence[Recognition], text: str) -> None:
    """Raises UnreadableInput, saying what the text seems to be, when nothing in it shows an issue."""
    if not text.strip():
        raise UnreadableInput("文件是空的。")
    if not any(_is_issue(recognition) for recognition in recognitions):
        raise UnreadableInput("这不像一期手机报：没有找到期号、导读，也没有成列的条目。")


def _is_issue(recognition: Recognition) -> bool:
    document = recognition.document
    items = [item for _, item in document.items()]
    if not items:
        return False
    masthead = document.masthead
    if masthead.number is not None or masthead.total_number is not None:
        return True
    titles = {item.title for item in items} | {item.lead_title for item in items}
    named = sum(line.title in titles for line in document.lead)
    return named >= 2 and named * 2 >= len(document.lead)
