"""The pictures of a document, as they are shown there: cut, and in a format that can be printed."""

import hashlib
from io import BytesIO
from typing import Any

from bulletin_desk.intake.word.foreign.drawings import PictureShown
from bulletin_desk.intake.word.foreign.package import Package
from bulletin_desk.model.richtext import Picture

_MAX_PIXELS = 40_000_000
# Decoding takes a second for some ten million; past this the rest is told and left out.
_MAX_DECODED = 150_000_000
# Of a picture that becomes PNG: enough for a page at 300 dpi, and written within a second.
_LARGEST = 3_000
_MAX_PICTURES = 2_000
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg"}
_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x01\x00\x00\x00")  # WMF, WMF, EMF
_LEAST_CUT = 0.004
_THINNEST_MM = 1.0

_Shown = tuple[str, tuple[float, float, float, float], bool]


class Images:
    """Gives the model's picture for each one shown, and gathers files and warnings."""

    def __init__(self, package: Package, part: str = "") -> None:
        self._package = package
        self._seen: dict[_Shown, Picture | str] = {}
        self._decoded = 0
        self._count = 0
        self.files: dict[str, bytes] = {}
        self.warnings: list[str] = []

    def read(self, shown: PictureShown) -> Picture | None:
        """Return the picture, or None, with a warning, when it cannot be used."""
        self._count += 1
        if self._count > _MAX_PICTURES:
            return self._refused("图片", "太多")
        name = shown.name or "图片"
        if shown.attribute in ("link", "href"):
            return self._refused(name, "只是一个链接")
        target = self._package.target(shown.element, shown.attribute)
        if not target:
            return self._refused(name, "不在文档里")
        key = (target, shown.crop, shown.flipped)
        if key not in self._seen:
            self._seen[key] = self._made(target, shown)
        found = self._seen[key]
        if isinstance(found, str):
            return self._refused(name, found)
        return _placed(found, shown)

    def _refused(self, name: str, reason: str) -> None:
        sentence = f"“{name[:40]}”{reason}，没有读入，请另行插入。"
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def _made(self, target: str, shown: PictureShown) -> Picture | str:
        """Return a picture of full measure, or what is wrong with it."""
        content = self._package.read(target)
        if content is None:
            return "已经损坏"
        if content.startswith(_DRAWINGS) or b" EMF" in content[:64]:
            return "是 EMF 或 WMF 图形，不能印出"
        return self._opened(content, shown)

    def _opened(self, content: bytes, shown: PictureShown) -> Picture | str:
        from PIL import Image  # only when there is a picture

        try:
            with Image.open(BytesIO(content)) as image:
                pixels = image.size[0] * image.size[1]
                if not 0 < pixels <= _MAX_PIXELS or self._decoded + pixels > _MAX_DECODED:
                    return "太大"
                self._decoded += pixels
                kind = _KEPT.get(image.format or "")
                if kind and not _changed(shown):
                    size = image.size
                    image.draft("RGB", (size[0] // 8, size[1] // 8))
                    image.load()  # a file cut short shows only here
                    return self._kept(content, kind, size)
                original = _reduced_from(image, len(content))
                return self._kept(*_converted(image, shown), original)
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
            return "的格式不能识别，或已经损坏"
        except Exception as error:  # Pillow's readers raise whatever their formats bring
            return f"打不开（{type(error).__name__}）"

    def _kept(
        self, content: bytes, kind: str, size: tuple[int, int], original: str = ""
    ) -> Picture:
        digest = hashlib.sha256(content).hexdigest()
        self.files[digest] = content
        return Picture(digest, kind, *size, original=original)


def _reduced_from(image: Any, length: int) -> str:
    """Return what a picture was, where it is made smaller; empty where it is not."""
    if image.format == "JPEG" or max(image.size) <= _LARGEST:
        return ""
    return f"{image.size[0]}×{image.size[1]}（{length / 1_000_000:.1f} MB）"


def _changed(shown: PictureShown) -> bool:
    return shown.flipped or max(shown.crop) > _LEAST_CUT


def _converted(image: Any, shown: PictureShown) -> tuple[bytes, str, tuple[int, int]]:
    """Return a picture as it is shown: cut and mirrored, as PNG where it was no photograph."""
    from PIL import ImageOps

    photograph = image.format == "JPEG"
    if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA") or photograph:
        image = image.convert("RGB")
    width, height = image.size
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in shown.crop)
    box = (
        round(left * width), round(top * height),
        width - round(right * width), height - round(bottom * height),
    )  # fmt: skip
    if box[0] < box[2] and box[1] < box[3]:
        image = image.crop(box)
    if shown.flipped:
        image = ImageOps.mirror(image)
    file = BytesIO()
    if not photograph and max(image.size) > _LARGEST:
        image.thumbnail((_LARGEST, _LARGEST))
    if photograph:
        image.save(file, "JPEG", quality=92)
    else:
        image.save(file, "PNG")
    return file.getvalue(), "image/jpeg" if photograph else "image/png", image.size


def _placed(picture: Picture, shown: PictureShown) -> Picture | None:
    """Return a picture in its printed size; None for one that is no more than a line."""
    rotation = round(shown.rotation / 90) * 90 % 360
    width = shown.width_mm
    if rotation % 180:  # what is measured is the picture before it is turned
        width = width * picture.pixel_height / picture.pixel_width
    if 0 < width < _THINNEST_MM:
        return None
    return Picture(
        picture.digest,
        picture.media_type,
        picture.pixel_width,
        picture.pixel_height,
        width_mm=round(width, 2) if width > 0 else None,
        rotation=rotation,
        original=picture.original,
    )
