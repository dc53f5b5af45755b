"""Pictures on their way into a file: read once, typed, and made small enough. Heavy only when there are any."""

import base64
import io
from dataclasses import dataclass

from issues.document import Picture
from issues.rendering.context import RenderContext

# What e-readers, Word and mail clients all show; anything else (WebP, HEIC) is converted to JPEG.
_PLAIN = {b"\xff\xd8\xff": ("image/jpeg", "jpg"), b"\x89PNG": ("image/png", "png"), b"GIF8": ("image/gif", "gif")}
MAX_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture's bytes in a form that every reader shows; width and height in pixels."""

    data: bytes
    content_type: str
    extension: str
    width: int
    height: int

    @property
    def data_url(self) -> str:
        return f"data:{self.content_type};base64,{base64.b64encode(self.data).decode('ascii')}"


def load_picture(picture: Picture, context: RenderContext, *, max_width: int = 1600) -> PictureFile | None:
    """The picture at most `max_width` pixels wide; None when it is missing or cannot be read.

    A missing picture never stops an edition: its caption is still printed.
    """
    data = context.read_picture(picture.name) if picture.name else None
    if not data:
        return None
    # Pillow is needed only by issues that have pictures.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            known = next((kind for magic, kind in _PLAIN.items() if data.startswith(magic)), None)
            if known and image.width <= max_width:
                return PictureFile(data, *known, image.width, image.height)
            return _converted(image, max_width)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _converted(image, max_width: int) -> PictureFile:  # type: ignore[no-untyped-def]  # Pillow is imported lazily
    transparent = image.mode in ("RGBA", "LA", "P")
    image = image.convert("RGBA" if transparent else "RGB")
    if image.width > max_width:
        image = image.resize((max_width, max(1, round(image.height * max_width / image.width))))
    out = io.BytesIO()
    if transparent:
        image.save(out, "PNG")
        return PictureFile(out.getvalue(), "image/png", "png", image.width, image.height)
    image.save(out, "JPEG", quality=85, optimize=True)
    return PictureFile(out.getvalue(), "image/jpeg", "jpg", image.width, image.height)
