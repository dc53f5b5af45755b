"""Pictures turned and cut: the right part of the right side up, the original untouched."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image

from articles.admin.reframing import Frame, reframed
from articles.images import StoredImage, store_image


@pytest.fixture
def quarters() -> StoredImage:
    """80 wide, 40 high: red, green above blue, white."""
    picture = Image.new("RGB", (80, 40))
    for colour, place in (("#f00", (0, 0)), ("#0f0", (40, 0)), ("#00f", (0, 20)), ("#fff", (40, 20))):
        picture.paste(Image.new("RGB", (40, 20), colour), place)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return store_image(io.BytesIO(out.getvalue()))


def colours(image: StoredImage) -> str:
    """The corners' colours, from the upper left clockwise: r, g, b or w."""
    with Image.open(Path(settings.MEDIA_ROOT) / image.name) as picture:
        right, bottom = picture.width - 4, picture.height - 4
        found = [picture.convert("RGB").getpixel(place) for place in ((3, 3), (right, 3), (right, bottom), (3, bottom))]
    names = []
    for red, green, blue in found:  # type: ignore[misc]
        names.append("w" if min(red, green, blue) > 120 else "rgb"[max(range(3), key=(red, green, blue).__getitem__)])
    return "".join(names)


def test_turned_clockwise(quarters: StoredImage) -> None:
    assert colours(quarters) == "rgwb"
    turned = reframed(quarters, Frame.of("90 0,0,1000,1000"))
    assert (turned.width, turned.height, colours(turned)) == (40, 80, "brgw")
    assert colours(reframed(quarters, Frame.of("180 0,0,1000,1000"))) == "wbrg"


def test_the_part_is_one_of_the_turned_picture(quarters: StoredImage) -> None:
    cut = reframed(quarters, Frame.of("90 0,0,1000,500"))
    assert (cut.width, cut.height, colours(cut)) == (40, 40, "brrb")


def test_the_original_stays(quarters: StoredImage) -> None:
    cut = reframed(quarters, Frame.of("0 0,0,500,500"))
    assert cut.digest != quarters.digest
    assert colours(quarters) == "rgwb"


@pytest.mark.parametrize(
    "typed", ["", "45 0,0,1000,1000", "0 0,0,5,5", "0 500,0,400,1000", "0 0,0,1001,9", "x", "0 0,0"]
)
def test_what_makes_no_sense_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="裁剪"):
        Frame.of(typed)


def test_a_picture_whose_file_is_gone_is_asked_for(quarters: StoredImage) -> None:
    gone = StoredImage("images/00/gone.jpg", "0" * 64, 1, 1, (1,))
    with pytest.raises(ValidationError, match="重新上传"):
        reframed(gone, Frame.of("90 0,0,1000,1000"))
