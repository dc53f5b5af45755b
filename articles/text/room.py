"""Words put where there is room for so many characters; what does not fit is named whole. Pure."""


def fitted(words: str, room: int, what: str, left_out: list[str]) -> str:
    """`words` as far as there is room; the rest goes into `left_out` as a sentence with the words themselves.

    For ways in that take what they can (files, pages of others); where somebody types, `articles.refusals.whole`.
    """
    words = words.strip()
    if len(words) <= room:
        return words
    left_out.append(f"{what}有 {len(words)} 字，只放得下 {room} 字，没有放下的是：{words[room:]}")
    return words[:room]
