"""What a correction says of itself where the editor has not said it."""

import pytest

from issues.workflow.in_words import LONGEST, in_words


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<p>5月16日，车间投产。</p>", "<p>5月17日，车间投产。</p>", "正文“16”改为“17”。"),
        ("<p>车间投产。</p>", "<p>车间投产。首批四户进场。</p>", "正文补上“首批四户进场。”"),
        (
            "<p>车间昨日投产。</p><p>首批四户。</p>",
            "<p>车间投产。</p><p>首批五户。</p>",
            "正文删去“昨日”；正文“四”改为“五”。",
        ),
    ],
)
def test_a_few_words_say_themselves(before: str, after: str, said: str) -> None:
    assert in_words({"body": after}, {"body": before}) == said


@pytest.mark.parametrize("changed", [{}, {"images": []}, {"body": f"<p>{'字' * (LONGEST + 1)}</p>"}])
def test_what_only_an_editor_can_say_is_left_to_them(changed: dict[str, object]) -> None:
    assert in_words(changed, {"images": [], "body": "<p>车间投产。</p>"}) == ""
