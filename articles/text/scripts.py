"""Superscript and subscript as plain characters: 10⁸, km², CO₂. Pure.

A character stands for a character, so that places found in the plain text hold in the mark-up. One without such a form
(a Chinese character, a comma) stays as it is.
"""

_SIGNS = "0123456789+-=()"
RAISED = {
    **dict(zip(_SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    "−": "⁻",
    "–": "⁻",
}
LOWERED = {
    **dict(zip(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    "−": "₋",
    "–": "₋",
}
_TABLES = {"sup": str.maketrans(RAISED), "sub": str.maketrans(LOWERED)}


def scripted(text: str, tag: str) -> str:
    """`text` as it shows within <sup> or <sub>; any other tag changes nothing."""
    table = _TABLES.get(tag)
    return text.translate(table) if table else text
