"""The command that takes the pictures of docs/screenshots keeps none of a page that it did not want."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

DOCS = Path(__file__).resolve().parents[2] / "docs"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def camera(browser: Browser, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(sys, "path", [*sys.path, str(DOCS)])
    module = importlib.import_module("take_screenshots")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    camera = module.Camera(browser, live_server.url, (390, 844), "phone")
    yield camera
    camera.close()


def test_a_picture_is_kept_of_the_page_wanted_and_of_no_other(camera: Any, tmp_path: Path) -> None:
    camera.open("/about/")
    camera.keep("about", "关于本刊")
    assert [file.name for file in tmp_path.iterdir()] == ["about-phone.webp"]
    with pytest.raises(SystemExit, match="应为“往期”"):
        camera.keep("issues", "往期")
    camera.open("/no/such/page/")
    with pytest.raises(SystemExit, match="状态 404，应为 200"):
        camera.keep("missing", "没有找到这个页面")
    assert len(list(tmp_path.iterdir())) == 1
    camera.keep("missing", "没有找到这个页面", status=404)


def test_a_page_that_lacks_one_of_its_files_is_not_kept(camera: Any) -> None:
    camera.page.route("**/*.css", lambda route: route.fulfill(status=404))
    camera.open("/about/")
    with pytest.raises(SystemExit, match="没有取到 404 http"):
        camera.keep("about", "关于本刊")
