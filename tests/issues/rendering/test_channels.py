"""WeChat, text messages, multimedia messages, mail: each within what its channel takes."""

import email
import email.policy
import io
import zipfile

import lxml.html
import pytest
from PIL import Image

from issues.rendering.email import UNSUBSCRIBE, mail_of
from issues.rendering.formats import FORMATS
from issues.rendering.limits import Limits
from issues.rendering.mms import mms_messages
from issues.rendering.sms import short_message, split_message, units
from issues.rendering.wechat import wechat_article, wechat_content
from tests.issues.rendering import documents

KEPT_BY_WECHAT = {"section", "p", "span", "strong", "em", "br", "h1", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"}
KEPT_BY_WECHAT |= {"table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("name", documents.ALL)
def test_wechat_content_holds_nothing_that_wechat_strips(name: str) -> None:
    content = wechat_content(documents.ALL[name](), documents.context())
    root = lxml.html.fragment_fromstring(content, create_parent="section")
    for element in root.iterdescendants():
        assert element.tag in KEPT_BY_WECHAT
        assert set(element.attrib) <= {"style"}


def test_wechat_warns_before_and_above_a_limit() -> None:
    document = documents.ordinary()
    size = len(wechat_content(document, documents.context()))
    near = wechat_article(document, documents.context(limits=Limits(wechat_characters=size + 10)))
    assert [w for w in near.warnings if "快到上限" in w and "正文（连同标签）" in w]
    over = wechat_article(document, documents.context(limits=Limits(wechat_characters=size - 10)))
    assert [w for w in over.warnings if "超出10字" in w and "分成2篇" in w]
    assert not wechat_article(document, documents.context()).warnings


def test_wechat_names_the_pictures_to_upload() -> None:
    warnings = wechat_article(documents.rich(), documents.context()).warnings
    assert any("2张图片" in warning for warning in warnings)


def test_the_wechat_digest_is_whole_titles_within_the_limit() -> None:
    article = wechat_article(documents.large(), documents.context(limits=Limits(wechat_digest=30)))
    assert article.digest == "三万字长文；四十张图片；第0条工作动态；第1条工作动态"
    assert len(article.digest) <= 30


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("工" * 70, [70]),
        ("工" * 71, [67, 4]),
        ("工" * 134, [67, 67]),
        ("工" * 66 + "𬭎" + "信" * 10, [66, 12]),  # two units: the character is never cut in two
    ],
)
def test_long_messages_are_cut_as_networks_cut_them(text: str, sizes: list[int]) -> None:
    parts = split_message(text, Limits())
    assert [units(part) for part in parts] == sizes
    assert "".join(parts) == text


@pytest.mark.parametrize("before", range(60, 75))
def test_an_address_is_never_cut_between_two_parts(before: int) -> None:
    address = "https://news.example.gov.cn/issues/2023/18/"
    text = "工" * before + "全文 " + address
    parts = split_message(text, Limits())
    assert "".join(parts) == text
    assert [address in part for part in parts] == [False] * (len(parts) - 1) + [True]
    assert all(units(part) <= 67 for part in parts)


def test_an_address_longer_than_a_part_is_still_sent_whole() -> None:
    address = "https://news.example.gov.cn/" + "a" * 100
    parts = split_message("工信" + address, Limits())
    assert "".join(parts) == "工信" + address
    assert all(units(part) <= 67 for part in parts)


def test_a_text_message_lists_the_titles_and_gives_the_address() -> None:
    message = short_message(documents.ordinary(), documents.context())
    assert message.text == (
        "【云岭工信手机报】2023年第18期•总第229期：1.全市装备制造业座谈会召开；2.我市召开产业对接会(云岭)筹备会；"
        "3.市工信局开展消防演练。全文 https://news.example.gov.cn/issues/2023/18/"
    )
    rendered = FORMATS["sms"].render(documents.ordinary(), documents.context()).decode()
    assert rendered.startswith(f"短信共{len(message.parts)}条，{message.characters}字。")


@pytest.mark.parametrize("name", documents.ALL)
@pytest.mark.parametrize("limit", [300 * 1024, 60 * 1024])
def test_multimedia_messages_keep_within_the_limit_and_lose_no_word(name: str, limit: int) -> None:
    document = documents.ALL[name]()
    messages = mms_messages(document, documents.context(limits=Limits(mms_bytes=limit)))
    for message in messages:
        assert sum(frame.size for frame in message) <= limit
    text = "".join(frame.text for message in messages for frame in message)
    for _, item in document.items():
        assert item.title in text
        assert all(paragraph in text for paragraph in item.paragraphs if len(paragraph) < 5_000)


def test_a_noisy_large_picture_is_made_small_enough_for_a_frame() -> None:
    out = io.BytesIO()
    Image.effect_noise((2400, 1600), 90).convert("RGB").save(out, "JPEG", quality=95)
    context = documents.context(read_picture=lambda _: out.getvalue(), limits=Limits(mms_bytes=40 * 1024))
    frames = [frame for message in mms_messages(documents.rich(), context) for frame in message]
    pictures = [frame.picture for frame in frames if frame.picture]
    assert pictures
    assert all(len(picture) <= 20 * 1024 for picture in pictures)


def test_the_mms_archive_says_how_many_messages_there_are() -> None:
    data = FORMATS["mms"].render(documents.large(), documents.context())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "彩信共1条" in archive.read("说明.txt").decode()
        assert "01/01.txt" in archive.namelist()


def test_the_mail_has_text_and_html_with_its_pictures_inside() -> None:
    message = email.message_from_bytes(
        FORMATS["email"].render(documents.rich(), documents.context()), policy=email.policy.default
    )
    assert message["Subject"] == "云岭工信手机报 2024年第1-2期•总第261-262期"
    html = message.get_body(("html",)).get_content()
    names = [part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]]
    assert names
    assert all(f"cid:{name}" in html for name in names)
    assert "<script" not in html
    assert "<style" not in html
    assert 'src="http' not in html


def test_a_mail_to_the_list_ends_in_the_unsubscribe_line() -> None:
    mail = mail_of(documents.ordinary(), documents.context(), unsubscribe=True)
    assert mail.text.endswith(f"不想再收到：{UNSUBSCRIBE}")
    assert UNSUBSCRIBE in mail.html
    assert UNSUBSCRIBE not in mail_of(documents.ordinary(), documents.context()).html


def test_a_part_of_a_message_ends_at_a_word() -> None:
    text = (
        "【云岭工信手机报】2024年第18期•总第229期：1.全市装备制造业座谈会召开；2.我市召开产业对接会筹备会；3.市工信局开展消防演练；"
        * 2
    )
    parts = split_message(text, Limits())
    assert "".join(parts) == text
    assert len(parts) > 2
    for part in parts[:-1]:
        assert 40 < units(part) <= Limits().sms_part
    for word in ("装备", "制造业", "座谈会", "产业", "对接会", "筹备会", "市工信局", "消防", "2024年", "229期"):
        assert sum(part.count(word) for part in parts) == text.count(word), (word, parts)
