"""Pictures on their way in: checked, re-encoded, stored under their digest, with WebP renditions made once.

Re-encoding drops whatever a camera wrote beside the picture (EXIF, GPS, thumbnails); its orientation is
applied first. Files are never overwritten or deleted here: frozen editions go on naming them.
"""

import hashlib
import io
import os
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import IO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from articles.models import Article, ArticleImage
from articles.text.room import fitted

# Only what cameras, phones and office programs hand over. SVG and HTML are none of these and stay out.
FORMATS: tuple[str, ...] = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
FORMATS_SHOWN = "JPEG、PNG、WebP、GIF、BMP、TIFF"
if find_spec("pillow_heif"):  # optional: docs/operations.md
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)
    FORMATS, FORMATS_SHOWN = (*FORMATS, "HEIF"), f"{FORMATS_SHOWN}、HEIC"
JPEG_QUALITY = 88
WEBP_QUALITY = 80

# Pillow's own alarm (at this many pixels) goes off before ours could when a file's header lies.
Image.MAX_IMAGE_PIXELS = settings.IMAGE_MAX_PIXELS


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture in storage: the fields of `ArticleImage` that say which file, how large, which renditions.

    note  what of the file was not kept (Chinese), "" for nothing
    """

    name: str
    digest: str
    width: int
    height: int
    widths: tuple[int, ...]
    note: str = field(default="", compare=False)

    @classmethod
    def of(cls, row: ArticleImage) -> "StoredImage":
        """The one that a row shows."""
        return cls(row.name, row.digest, row.width, row.height, tuple(row.widths))

    def fill(self, row: ArticleImage) -> ArticleImage:
        """`row` showing this picture; nothing is saved."""
        row.name, row.digest, row.widths = self.name, self.digest, list(self.widths)
        row.width, row.height = self.width, self.height
        return row


def store_image(file: IO[bytes], *, size: int | None = None) -> StoredImage:
    """Check, re-encode and store an uploaded picture; the same picture twice is stored once.

    size  the file's length in bytes where it is known beforehand

    ValidationError (Chinese) for a file that is too large, has too many pixels, is broken or is no picture.
    """
    return stored(*_read(_bytes(file, size)))


def stored(picture: Image.Image, note: str = "") -> StoredImage:
    """Store a picture of ours (upright, in RGB, RGBA or grey) with its renditions; the same one is stored once."""
    data, suffix = _encoded(picture)
    digest = hashlib.sha256(data).hexdigest()
    name = f"images/{digest[:2]}/{digest}.{suffix}"
    widths = rendition_widths(picture.width)
    for width in widths:
        _keep(_rendition_path(name, width), _webp(picture, width))
    _keep(name, data)
    return StoredImage(name, digest, picture.width, picture.height, widths, note)


def reencoded(file: IO[bytes], *, size: int | None = None, longest: int) -> tuple[bytes, str]:
    """A checked picture's new bytes and their suffix ("png", "jpg"), no side longer than `longest` pixels; not stored.

    ValidationError as `store_image`.
    """
    picture, _note = _read(_bytes(file, size))
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _encoded(picture)


def attach(
    *,
    article: Article,
    image: StoredImage,
    alt: str,
    left_out: list[str],
    caption: str = "",
    credit: str = "",
    after: int = 0,
) -> ArticleImage:
    """Put a stored picture behind those that the article has.

    left_out  gets a sentence for each of its words that there is no room for: the caller tells the editor
    """
    which = f"第{article.images.count() + 1}张图片的"
    row = ArticleImage(
        article=article,
        alt=fitted(alt, 200, f"{which}替代文字", left_out),
        caption=fitted(caption, 300, f"{which}说明", left_out),
        credit=fitted(credit, 60, f"{which}摄影", left_out),
        after=after,
        position=article.images.count() + 1,
    )
    image.fill(row).save()
    return row


def rendition_widths(width: int) -> tuple[int, ...]:
    """The widths in pixels at which a picture of this width is offered: never wider than it is."""
    smaller = tuple(wanted for wanted in settings.IMAGE_WIDTHS if wanted < width)
    return smaller if width > max(settings.IMAGE_WIDTHS) else (*smaller, width)


def rendition_name(image: ArticleImage, width: int) -> str:
    """Where the WebP rendition of that width stands below MEDIA_ROOT; ValueError for a width not in `widths`."""
    if width not in image.widths:
        raise ValueError(f"no rendition {width} pixels wide")
    return _rendition_path(image.name, width)


def srcset(image: ArticleImage) -> str:
    """The renditions as an <img srcset>, e.g. "/media/images/ab/…-480.webp 480w, …"."""
    return ", ".join(f"{default_storage.url(rendition_name(image, width))} {width}w" for width in image.widths)


def _rendition_path(name: str, width: int) -> str:
    return f"{name.rpartition('.')[0]}-{width}.webp"


def _bytes(file: IO[bytes], size: int | None) -> bytes:
    limit = settings.IMAGE_MAX_BYTES
    data = b"" if size is not None and size > limit else file.read(limit + 1)
    if len(data) > limit or (size or 0) > limit:
        raise ValidationError(f"图片文件太大，最多 {limit / 1024 / 1024:.0f} MB，请先缩小。", code="too_large")
    if not data:
        raise ValidationError("图片文件是空的。", code="empty")
    return data


def _read(data: bytes) -> tuple[Image.Image, str]:
    """The picture upright, in RGB, RGBA or grey, and what of the file is not kept."""
    # WeasyPrint, once imported, has Pillow fill what is missing of a cut-off file with grey, in the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_pixels(opened)  # before a single pixel is decoded
            note = _beyond_the_first(opened)
            opened.load()
            return _plain(ImageOps.exif_transpose(opened)), note
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # the warning where warnings are errors
        raise _too_many_pixels() from None
    except ValidationError:
        raise
    except UnidentifiedImageError:
        telephones = "" if "HEIF" in FORMATS else "；iPhone 的 HEIC 照片请先导出为 JPEG"
        raise ValidationError(f"这不是能识别的图片。请用 {FORMATS_SHOWN}{telephones}。", code="not_an_image") from None
    except Exception as error:  # Pillow's decoders raise many kinds on broken files
        raise ValidationError("图片文件已损坏或不完整，请重新导出后再传。", code="broken") from error


def _beyond_the_first(picture: Image.Image) -> str:
    """What is said of a file that holds more than one picture; a phone's JPEG may hold previews of itself."""
    frames = getattr(picture, "n_frames", 1) if picture.format in ("GIF", "PNG", "WEBP", "TIFF") else 1
    if frames == 1:
        return ""
    return (
        f"文件有{frames}页，只留下第一页。"
        if picture.format == "TIFF"
        else f"这是{frames}帧的动图，只留下第一帧，不会动。"
    )


def _check_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        f"图片尺寸太大，最多 {settings.IMAGE_MAX_PIXELS / 1_000_000:.0f} 百万像素，请先缩小。", code="too_many_pixels"
    )


def _plain(picture: Image.Image) -> Image.Image:
    """Colours as screens expect them (sRGB), in a mode that JPEG, PNG and WebP all take."""
    picture = _of_eight_bits(picture)
    profile = picture.info.get("icc_profile")
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "CMYK", "RGBA"):
        picture = _in_srgb(picture, profile)
    mode = "RGBA" if transparent else "L" if picture.mode in ("1", "L") else "RGB"
    plain = picture.convert(mode)
    plain.info = {}
    return plain


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits or more (scans, instruments) brought to 8: cut off at 255 instead, all of it would be white."""
    if picture.mode[0] not in "IF":
        return picture
    wide = picture.convert("F")
    lowest, highest = cast(tuple[float, float], wide.getextrema())
    if picture.mode != "F":
        lowest, highest = 0.0, next((most for most in (255.0, 65_535.0) if highest <= most), highest)
    scale = 255 / ((highest - lowest) or 1)
    offset = 0.5 - lowest * scale
    return wide.point(lambda value: value * scale + offset).convert("L")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile: the colours as they are
    return converted or picture


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    """The re-encoded original: PNG where there is transparency, else JPEG."""
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", optimize=True)
        return out.getvalue(), "png"
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue(), "jpg"


def _webp(picture: Image.Image, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    smaller = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    smaller.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
    return out.getvalue()


def _keep(name: str, data: bytes) -> None:
    """Store a file unless it is there whole; one that a crash cut short is replaced.

    One that is there counts as new, so that it is not cleaned away (`issues.workflow.tidying`) before it is used.
    """
    if default_storage.exists(name):
        with suppress(FileNotFoundError):  # cleaned away in this moment
            if default_storage.size(name) == len(data):
                os.utime(default_storage.path(name))
                return
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))
