"""Large type (长者版) and 听新闻, as an older reader with a phone uses them.

What the page 无障碍与适老化 says is measured here.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from issues.document import SectionBlock
from tests.browser.conftest import Open
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "第一句说开工。第二句说进度！\n第三句说投产。"

# A device with a Chinese voice of its own and one from the network; it says each sentence at once and notes it.
DEVICE = """() => {
  const voices = [
    { lang: 'zh-CN', name: '云端', localService: false, voiceURI: 'net' },
    { lang: 'zh-CN', name: '本机', localService: true, voiceURI: 'own' },
  ].slice(0, window.voicesThere ?? 2);
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const device = {
    getVoices: () => voices,
    cancel() {}, addEventListener() {},
    speak(words) {
      const marked = [...(CSS.highlights.get('said') ?? [])].map(range => range.toString()).join('');
      window.said.push([words.text, words.voice && words.voice.name, marked]);
      window.finish = () => words.onend();
    },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: device, configurable: true });
}"""


@pytest.fixture
def article() -> Article:
    first = an_item("竹纤维餐盒厂开工", body=BODY)
    publish(a_document(1, SectionBlock("要闻", (first, an_item("第二条稿件", body="另一条说的事。")))))
    return Article.objects.get(title="竹纤维餐盒厂开工")


def test_the_text_begins_at_the_top_and_is_large(open_page: Open, article: Article) -> None:
    page = open_page(f"/elder{article.get_absolute_url()}")
    top = "e => e.getBoundingClientRect().top"
    assert page.locator("main").evaluate(top) <= 64
    assert page.locator(".text p").first.evaluate(top) <= 300
    size, spacing = page.locator(".text p").first.evaluate(
        "e => [getComputedStyle(e).fontSize, getComputedStyle(e).lineHeight].map(parseFloat)"
    )
    assert size >= 25
    assert spacing / size >= 1.75
    least = """() => Math.min(...[...document.querySelectorAll('body *')]
        .filter(e => e.childNodes.length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => e.getBoundingClientRect().height > 2).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    assert page.evaluate(least) >= 18
    low = """() => [...document.querySelectorAll('header a, header summary, .tools > button, .tools summary')]
        .map(e => e.getBoundingClientRect()).filter(r => r.height && r.height < 48).length"""
    assert page.evaluate(low) == 0


def test_every_place_is_reached_by_the_keyboard_alone(open_page: Open, article: Article) -> None:
    page = open_page(f"/elder{article.get_absolute_url()}")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 10)"))
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Enter")
    assert {"更多", "标准版", "往期", "分享"} <= reached


def listening(open_page: Open, address: str, voices: int = 2) -> Page:
    page = open_page("/healthz")
    page.add_init_script(f"window.voicesThere = {voices}; ({DEVICE})()")
    page.goto(page.url.replace("/healthz", address))
    return page


@pytest.mark.parametrize("prefix", ["", "/elder", "/zh-hant"])
def test_an_article_is_read_sentence_by_sentence_by_the_devices_own_voice(
    open_page: Open, article: Article, prefix: str
) -> None:
    page = listening(open_page, prefix + article.get_absolute_url())
    page.locator("[data-listen]").click()
    bar = page.locator("[data-listen-bar]")
    expect(bar).to_be_visible()
    for _ in range(4):
        page.evaluate("finish()")
    expect(bar).to_be_hidden()
    said: list[list[Any]] = page.evaluate("said")
    assert len(said) == 4
    assert said[1][0].startswith("第一句")
    assert {voice for _, voice, _ in said} == {"本机"}
    assert all(marked.strip() == words for words, _, marked in said)


def test_an_issue_is_read_article_by_article_and_can_be_skipped_and_stopped(open_page: Open, article: Article) -> None:
    page = listening(open_page, "/issues/2024/1/")
    page.locator("[data-listen]").click()
    expect(page.locator("[data-listen-bar] p")).to_contain_text("1/2")
    page.get_by_role("button", name="暂停").click()
    page.get_by_role("button", name="继续").click()
    page.get_by_role("button", name="下一条").click()
    assert "第二条稿件" in page.locator("[data-listen-bar] p").inner_text()
    page.get_by_role("button", name="停止").click()
    expect(page.locator("[data-listen-bar]")).to_be_hidden()
    assert [words for words, _, _ in page.evaluate("said")] == ["竹纤维餐盒厂开工", "竹纤维餐盒厂开工", "第二条稿件"]


def test_a_device_with_voices_from_the_network_alone_is_offered_nothing(open_page: Open, article: Article) -> None:
    page = listening(open_page, article.get_absolute_url(), voices=1)
    expect(page.locator("[data-listen]")).to_be_hidden()


def test_the_size_of_type_is_kept_in_the_browser_and_works_without_script(open_page: Open, article: Article) -> None:
    page = open_page(article.get_absolute_url())
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    text = page.locator(".text p").first
    usual = text.evaluate(size)
    page.locator(".sizes [value=large]").check()
    assert text.evaluate(size) > usual * 1.2
    page.reload()
    assert page.locator(".text p").first.evaluate(size) > usual * 1.2
    assert page.context.cookies() == []
    plain = open_page(article.get_absolute_url(), java_script_enabled=False)
    plain.locator(".sizes [value=large]").check()
    assert plain.locator(".text p").first.evaluate(size) > usual * 1.2
