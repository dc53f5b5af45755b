"""Uploaded pictures: what is let in, what is left out, what is made of them."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image, ImageFile

from articles.images import rendition_name, rendition_widths, srcset, store_image
from articles.models import ArticleImage

GPS = 0x8825


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(width=1200, height=800, *, kind="JPEG", mode="RGB", **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.effect_noise((width, height), 40).convert(mode).save(out, kind, **options)
    out.seek(0)
    return out


def photo_with_gps(*, orientation=1) -> io.BytesIO:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "某牌手机"
    exif.get_ifd(GPS)[2] = (34.0, 37.0, 12.0)
    return picture(exif=exif)


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
        return image


def test_camera_data_and_place_are_dropped():
    stored = store_image(photo_with_gps())
    for name in [stored.name, *(rendition_name(stored.fill(ArticleImage()), width) for width in stored.widths)]:
        assert not opened(name).getexif()
        with default_storage.open(name) as file:
            assert "某牌手机".encode() not in file.read()


def test_a_photo_taken_on_its_side_stands_upright():
    stored = store_image(photo_with_gps(orientation=6))
    assert (stored.width, stored.height) == (800, 1200)
    assert opened(stored.name).size == (800, 1200)


def test_renditions_are_webp_and_never_wider_than_the_picture():
    stored = store_image(picture(1200, 800))
    assert stored.widths == (480, 960, 1200)
    row = stored.fill(ArticleImage())
    assert [opened(rendition_name(row, width)).size for width in stored.widths] == [(480, 320), (960, 640), (1200, 800)]
    assert {opened(rendition_name(row, width)).format for width in stored.widths} == {"WEBP"}
    assert srcset(row).count(" 480w") == 1
    with pytest.raises(ValueError, match="no rendition"):
        rendition_name(row, 1600)


@pytest.mark.parametrize(
    ("width", "widths"), [(100, (100,)), (480, (480,)), (1600, (480, 960, 1600)), (5000, (480, 960, 1600))]
)
def test_rendition_widths(width, widths):
    assert rendition_widths(width) == widths


def test_the_same_picture_twice_is_stored_once(media):
    data = photo_with_gps().getvalue()
    first, again = store_image(io.BytesIO(data)), store_image(io.BytesIO(data))
    assert first == again
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1 + len(first.widths)


def test_a_file_cut_short_by_a_crash_is_written_again(media):
    data = picture().getvalue()
    stored = store_image(io.BytesIO(data))
    (media / stored.name).write_bytes(b"half")
    assert store_image(io.BytesIO(data)) == stored
    assert opened(stored.name).size == (1200, 800)


@pytest.mark.parametrize(
    ("kind", "mode", "suffix"),
    [("PNG", "RGBA", "png"), ("PNG", "RGB", "jpg"), ("PNG", "P", "jpg"), ("WEBP", "RGB", "jpg"), ("GIF", "L", "jpg"),
     ("JPEG", "CMYK", "jpg"), ("BMP", "RGB", "jpg"), ("TIFF", "RGB", "jpg"), ("PNG", "1", "jpg"), ("PNG", "LA", "png")],
)  # fmt: skip
def test_every_usual_format_is_taken(kind, mode, suffix):
    stored = store_image(picture(60, 40, kind=kind, mode=mode))
    assert stored.name.endswith(f".{suffix}")
    assert opened(stored.name).size == (60, 40)


def test_a_telephone_s_photograph_is_taken_upright_where_its_format_can_be_read():
    pytest.importorskip("pillow_heif", reason="pillow-heif is not installed")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    stored = store_image(picture(60, 40, kind="HEIF", exif=exif.tobytes()))
    assert opened(stored.name).size == (40, 60)
    assert stored.name.endswith(".jpg")
    assert not opened(stored.name).getexif()


def test_only_the_first_frame_of_an_animation_is_kept():
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    out.seek(0)
    red = opened(store_image(out).name).convert("RGB").getpixel((5, 5))
    assert red[0] > 200
    assert red[2] < 60


def test_too_many_pixels_are_refused_before_decoding(settings):
    settings.IMAGE_MAX_PIXELS = 10_000
    with pytest.raises(ValidationError, match="图片尺寸太大"):
        store_image(picture(101, 100))


def test_a_decompression_bomb_is_refused():
    with pytest.raises(ValidationError, match="图片尺寸太大"):
        store_image(picture(12_000, 8_000, kind="PNG", mode="1"))


def test_a_file_above_the_limit_is_refused_without_reading_it(settings):
    settings.IMAGE_MAX_BYTES = 1000
    with pytest.raises(ValidationError, match="图片文件太大"):
        store_image(picture())
    with pytest.raises(ValidationError, match="图片文件太大"):
        store_image(io.BytesIO(b"x"), size=1001)


def test_a_truncated_photo_is_refused(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as the import of WeasyPrint leaves it
    with pytest.raises(ValidationError, match="损坏或不完整"):
        store_image(io.BytesIO(picture().getvalue()[:5000]))


@pytest.mark.parametrize(
    "data",
    [b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', b"<html><script>1</script></html>",
     b"%PDF-1.4 nothing", b"\x00\x00\x00\x18ftypheic"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_whatever_it_is_called(data):
    with pytest.raises(ValidationError, match="不是能识别的图片"):
        store_image(io.BytesIO(data))


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError, match="空的"):
        store_image(io.BytesIO(b""))


def test_an_animation_is_told_of():
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    out.seek(0)
    assert store_image(out).note == "这是3帧的动图，只留下第一帧，不会动。"
    assert store_image(picture(20, 10)).note == ""


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_grey_of_sixteen_bits_keeps_its_shades(kind):
    grey = Image.new("I;16", (64, 16))
    for x in range(64):
        for y in range(16):
            grey.putpixel((x, y), x * 1024)
    out = io.BytesIO()
    grey.save(out, kind)
    out.seek(0)
    stored = opened(store_image(out).name).convert("L")
    shades = [stored.getpixel((x, 8)) for x in (1, 16, 32, 48, 62)]
    assert shades == pytest.approx([4, 64, 128, 191, 247], abs=6)
