"""What Word hides from browsers in comments and conditions. Pure, in linear time."""

_ASIDES = (("<!--", "-->"), ("<![", ">"), ("<?", ">"))
_EQUATION, _END_IF, _NO_EQUATION = "<!--[if gte msEquation", "<![endif]", "<![if !msEquation]>"


def with_equations(markup: str) -> str:
    """Word's formulas out of the comments that it hides them in, instead of the pictures that it shows for them."""
    parts, start = [], 0
    while (begin := markup.find(_EQUATION, start)) >= 0:
        inner = markup.find("]>", begin) + 2
        end = markup.find(f"{_END_IF}-->", inner)
        if inner < 2 or end < 0:
            break
        parts += [markup[start:begin], markup[inner:end]]
        start = end + len(_END_IF) + 3
        drawn = markup.find(_NO_EQUATION, start)
        if drawn >= 0 and not markup[start:drawn].strip() and (after := markup.find(f"{_END_IF}>", drawn)) >= 0:
            start = after + len(_END_IF) + 1
    return "".join((*parts, markup[start:]))


def without_asides(markup: str) -> str:
    """The mark-up without comments and instructions; in linear time, which a pattern would not keep."""
    for opening, closing in _ASIDES:
        parts, start = [], 0
        while (begin := markup.find(opening, start)) >= 0:
            end = markup.find(closing, begin + len(opening))
            if end < 0:
                break
            parts.append(markup[start:begin])
            start = end + len(closing)
        markup = "".join((*parts, markup[start:])) if start else markup
    return markup
