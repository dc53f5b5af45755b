"""Proof of adoptions, words of 批示, what is sent up: who may see what."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from articles.models import AuditEntry, Department
from issues.models import Adoption, AdoptionScan, Forwarding, Instruction, Outlet
from tests import factories

pytestmark = pytest.mark.django_db
GPS = 0x8825
CREDITS = {"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"}


def photograph(size: tuple[int, int] = (3000, 2000)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "机密的拍摄说明"
    Image.new("RGB", size, "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def entered(client: Client, data: bytes, **more: Any) -> Any:
    outlet = Outlet.objects.get_or_create(name="省厅简报")[0]
    file = SimpleUploadedFile("采用页.jpg", data)
    fields = {"title": "一篇稿件", "outlet": outlet.pk, "day": "2026-03-02", "evidence": "第5期", "new_scan": file}
    return client.post("/admin/issues/adoption/add/", {**CREDITS, **fields, **more})


def test_a_scan_is_re_encoded_and_seen_by_the_desk_alone(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    assert entered(client, photograph()).status_code == 302
    scan = AdoptionScan.objects.get()
    assert "机密".encode() not in bytes(scan.data)
    assert max(Image.open(io.BytesIO(bytes(scan.data))).size) == 2400
    page = f"/admin/desk/adoptions/{scan.adoption_id}/scan/"
    assert client.get(page).headers["Content-Type"] == "image/jpeg"
    assert "打开扫描件" in client.get(f"/admin/issues/adoption/{scan.adoption_id}/change/").content.decode()
    client.force_login(factories.person("闻笛", "通讯员", department=factories.department()))
    assert client.get(page).status_code == 403
    client.logout()
    assert client.get(page).status_code == 302


def test_what_is_no_picture_is_told_at_its_field_and_nothing_is_stored(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    answer = entered(client, b"<script>alert(1)</script>")
    assert "这不是能识别的图片" in answer.content.decode()
    assert not Adoption.objects.exists()


def test_a_scan_is_replaced_and_taken_away(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    entered(client, photograph())
    row = Adoption.objects.get()
    fields = {**CREDITS, "title": row.title, "outlet": row.outlet_id, "day": "2026-03-02"}
    file = SimpleUploadedFile("新的.jpg", photograph((30, 20)))
    client.post(f"/admin/issues/adoption/{row.pk}/change/", {**fields, "new_scan": file})
    assert Image.open(io.BytesIO(bytes(AdoptionScan.objects.get().data))).size == (30, 20)
    client.post(f"/admin/issues/adoption/{row.pk}/change/", {**fields, "drop_scan": "on"})
    assert not AdoptionScan.objects.exists()
    assert set(AuditEntry.objects.filter(kind="adoption").values_list("action", flat=True)) >= {
        "keep_scan",
        "drop_scan",
    }


def test_an_editor_credits_an_entered_adoption(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    entered(client, photograph(), **credited(factories.department("产业科")))
    row = Adoption.objects.get()
    assert [str(one) for one in row.credits.all()] == ["产业科"]
    client.force_login(factories.person("初审人", "初审"))
    page = client.get(f"/admin/issues/adoption/{row.pk}/change/").content.decode()
    assert "产业科" in page
    assert 'name="credits-0-department"' not in page


def test_whose_points_an_adoption_brings_is_on_record(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    entered(client, photograph(), **credited(factories.department("产业科")))
    row = Adoption.objects.get()
    fields = {"title": row.title, "outlet": row.outlet_id, "day": "2026-03-02", "evidence": "第5期"}
    again = credited(factories.department("规划科"))
    again |= {"credits-INITIAL_FORMS": "1", "credits-0-id": row.credits.get().pk, "credits-0-adoption": row.pk}
    for _ in range(2):  # the second changes nothing
        assert client.post(f"/admin/issues/adoption/{row.pk}/change/", {**fields, **again}).status_code == 302
    entries = AuditEntry.objects.filter(kind="adoption", object_id=row.pk).order_by("pk")
    told = [(one.before.get("credits"), one.after["credits"]) for one in entries if "credits" in one.after]
    assert told == [([], ["产业科"]), (["产业科"], ["规划科"])]


def credited(unit: Department) -> dict[str, Any]:
    return {"credits-TOTAL_FORMS": "1", "credits-0-department": unit.pk, "credits-0-position": "1"}


def test_the_words_of_an_instruction_are_for_few_and_not_in_the_log(client: Client) -> None:
    article = factories.article("上报的稿")
    client.force_login(factories.person("青禾", "编辑"))
    fields = {"article": article.pk, "level": "市级", "leader": "某市长", "day": "2026-03-02"}
    client.post("/admin/issues/instruction/add/", {**fields, "words": "请产业科限期办理"})
    row = Instruction.objects.get()
    assert row.words == "请产业科限期办理"
    page = f"/admin/issues/instruction/{row.pk}/change/"
    assert "限期办理" not in client.get(page).content.decode()
    client.post(page, {**fields, "leader": "某副市长", "words": "改掉"})
    row.refresh_from_db()
    assert (row.leader, row.words) == ("某副市长", "请产业科限期办理")
    assert not [one for one in AuditEntry.objects.all() if "限期办理" in f"{one.before}{one.after}"]
    for person, sees in (("审计", False), ("初审", False), ("签发", True), ("管理员", True)):
        client.force_login(factories.person(f"一位{person}", "审计员" if person == "审计" else person))
        assert ("限期办理" in client.get(page).content.decode()) is sees
        assert ("限期办理" in client.get(f"/admin/issues/instruction/{row.pk}/history/").content.decode()) is False


def test_an_article_is_sent_up_with_its_form(client: Client) -> None:
    article = factories.article("竹纤维餐盒首单发运", body="<p>首单发运。</p>")
    outlet = Outlet.objects.create(name="省厅简报")
    client.force_login(factories.person("青禾", "编辑"))
    address = f"/admin/desk/articles/{article.pk}/forward/"
    for _ in range(2):
        answer = client.post(address, {"outlet": outlet.pk, "day": "2026-03-02", "note": "专网"}, follow=True)
    assert "当天已登记过报省厅简报" in answer.content.decode()
    assert "还没有到" in client.post(address, {"outlet": outlet.pk, "day": "2999-01-01"}, follow=True).content.decode()
    row = Forwarding.objects.get()
    words = [
        one.text
        for one in Document(io.BytesIO(client.get(f"/admin/desk/forwardings/{row.pk}.docx").content)).paragraphs
    ]
    assert words[:3] == ["竹纤维餐盒首单发运", "报：省厅简报", "首单发运。"]
    assert words[-1] == "2026年3月2日"
