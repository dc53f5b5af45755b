"""Pictures turned and cut as an editor drew it: the result is another stored picture, the one it was made of stays."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from articles.images import StoredImage, stored

_FRAME = re.compile(r"(0|90|180|270) (\d{1,4}),(\d{1,4}),(\d{1,4}),(\d{1,4})")
WHOLE = (0, 0, 1000, 1000)
_LEAST = 20  # thousandths; less is a slip of the hand


@dataclass(frozen=True, slots=True)
class Frame:
    """By how many degrees to turn clockwise, then which part to keep: left, top, right, bottom in thousandths."""

    turn: int = 0
    part: tuple[int, int, int, int] = WHOLE

    @classmethod
    def of(cls, typed: str) -> "Frame":
        """From "90 0,0,1000,500"; ValidationError for anything else."""
        found = _FRAME.fullmatch(typed.strip())
        if found is None:
            raise ValidationError("看不懂怎样裁剪，请重新选一块。")
        turn, left, top, right, bottom = (int(one) for one in found.groups())
        if right > 1000 or bottom > 1000 or right - left < _LEAST or bottom - top < _LEAST:
            raise ValidationError("裁剪的这一块太小，请重新选。")
        return cls(turn, (left, top, right, bottom))


def reframed(image: StoredImage, frame: Frame) -> StoredImage:
    """The picture turned and cut, stored. ValidationError where its file is gone."""
    try:
        with default_storage.open(image.name) as file, Image.open(file) as opened:
            picture = opened.rotate(-frame.turn, expand=True) if frame.turn else opened.copy()
    except FileNotFoundError:
        raise ValidationError("原来的图片文件不在了，请重新上传。") from None
    across, down = picture.size
    left, top, right, bottom = frame.part
    box = (left * across // 1000, top * down // 1000, -(-right * across // 1000), -(-bottom * down // 1000))
    return stored(picture.crop(box))
