"""Two versions of one form: what differs, what is proposed, what comes of the choice."""

from articles.text.conflicts import conflicts, merged

BASE = {"title": "旧题", "body": "<p>一。</p><p>二。</p><p>三。</p>", "summary": ""}
MINE = {"title": "旧题", "body": "<p>一改。</p><p>二。</p><p>三我。</p>", "summary": ""}
THEIRS = {"title": "新题", "body": "<p>一。</p><p>二他。</p><p>三他。</p>", "summary": ""}


def test_only_what_differs_is_asked_about() -> None:
    found = {
        field.name: [(c.key, c.origin, c.proposed) for c in field.choices] for field in conflicts(BASE, MINE, THEIRS)
    }
    assert found == {
        "title": [("title-0", "theirs", "theirs")],
        "body": [("body-0", "mine", "mine"), ("body-1", "theirs", "theirs"), ("body-2", "conflict", "both")],
    }


def test_unless_told_otherwise_each_keeps_their_own_and_a_conflict_keeps_both() -> None:
    result = merged(BASE, MINE, THEIRS, {})
    assert result == {"title": "新题", "body": "<p>一改。</p><p>二他。</p><p>三我。</p><p>三他。</p>", "summary": ""}


def test_every_stretch_may_be_picked_from_either_side() -> None:
    result = merged(BASE, MINE, THEIRS, {"title-0": "mine", "body-0": "theirs", "body-2": "theirs"})
    assert result["title"] == "旧题"
    assert result["body"] == "<p>一。</p><p>二他。</p><p>三他。</p>"


def test_a_picked_side_that_took_a_paragraph_out_takes_it_out() -> None:
    theirs = {"body": "<p>一。</p><p>三。</p>"}
    result = merged(BASE, {"body": "<p>一。</p><p>二我。</p><p>三。</p>"}, theirs, {"body-1": "theirs"})
    assert result["body"] == "<p>一。</p><p>三。</p>"


def test_the_same_words_in_another_dress_are_no_conflict() -> None:
    assert conflicts(BASE, {"body": "<div>一。</div>\r\n<p>二。</p><p>三。</p>", "summary": " "}, BASE) == []


def test_without_the_old_version_every_difference_counts_as_mine() -> None:
    (field,) = conflicts({}, {"title": "我的"}, {"title": "他的"})
    assert [(c.origin, c.proposed) for c in field.choices] == [("mine", "mine")]
