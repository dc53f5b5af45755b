"""How a query was taken, in sentences for the page. Pure."""

from articles.search.reading import Reading


def said_of(reading: Reading, typed: str) -> str:
    """What was made of a query that is not found as it stands."""
    parts = [f"没有与“{typed[:40]}”完全一样的"]
    if reading.listed:
        return f"稿件里没有“{typed[:40]}”这几个字，列出的是“{reading.listed}”的稿件。"
    if reading.corrected:
        parts.append(f"按“{reading.corrected}”查")
    if reading.either:
        parts.append("列出讲到其中一样的")
    elif not reading.corrected and not reading.dropped:
        parts.append("按拆开的词查")
    if reading.behind:
        parts.append("讲到一部分的排在后面")
    if reading.dropped:
        parts.append("没有用上" + "、".join(f"“{word}”" for word in reading.dropped))
    return "，".join(parts) + "。"
