"""The pictures of a DOCX: their bytes from the package, never from a link outside."""

import hashlib
import posixpath
from collections.abc import Sequence
from io import BytesIO

from bulletin_desk.intake.word.container import Container
from bulletin_desk.intake.word.record import RecordedPicture
from bulletin_desk.intake.word.runs import Drawing
from bulletin_desk.model.richtext import Picture

_EMU_PER_MM = 36_000
# Word rounds sizes to whole pixels.
_SAME_WIDTH = 0.01
_MAX_PIXELS = 40_000_000


class PictureReader:
    """Gives the model's picture for each drawing, and gathers the bytes by digest."""

    def __init__(
        self, container: Container, document: str, recorded: Sequence[RecordedPicture]
    ) -> None:
        self._container = container
        self._targets = _targets(container, document)
        self._recorded = recorded
        self.bytes: dict[str, bytes] = {}
        self.warnings: list[str] = []

    def read(self, drawing: Drawing) -> Picture | None:
        """Return the picture of a drawing, or None, with a warning, when it has no usable bytes."""
        target = self._targets.get(drawing.relation)
        if target is None or target not in self._container:
            self.warnings.append(f"“{drawing.name or '图片'}”不在文档里，没有读入。")
            return None
        content = self._container.read(target)
        digest = hashlib.sha256(content).hexdigest()
        known = self._known(drawing, digest)
        picture = known.picture if known else self._measured(content, digest, drawing)
        if picture is None:
            return None
        self.bytes[digest] = content
        turned = drawing.rotation % 180 != 0
        width = drawing.height if turned else drawing.width
        same = known and abs(width - known.printed_width) <= known.printed_width * _SAME_WIDTH
        return Picture(
            digest,
            picture.media_type,
            picture.pixel_width,
            picture.pixel_height,
            width_mm=picture.width_mm if same else round(width / _EMU_PER_MM, 2),
            rotation=drawing.rotation,
            original=picture.original,
        )

    def _known(self, drawing: Drawing, digest: str) -> RecordedPicture | None:
        """Return what was recorded: the drawings are numbered in the order of the record."""
        number = drawing.name.rpartition(" ")[2]
        index = int(number) - 1 if number.isdecimal() else -1
        if 0 <= index < len(self._recorded):
            candidate = self._recorded[index]
            if candidate.picture.digest == digest:
                return candidate
        return next((known for known in self._recorded if known.picture.digest == digest), None)

    def _measured(self, content: bytes, digest: str, drawing: Drawing) -> Picture | None:
        """Return a picture that was put in with Word; only its header is read."""
        from PIL import Image  # only when there is such a picture

        try:
            with Image.open(BytesIO(content)) as image:
                size, kind = image.size, image.get_format_mimetype()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            size, kind = (0, 0), None
        if not kind or not 0 < size[0] * size[1] <= _MAX_PIXELS:
            self.warnings.append(f"“{drawing.name or '图片'}”的格式不能识别，没有读入。")
            return None
        return Picture(digest, kind, *size)


def _targets(container: Container, document: str) -> dict[str, str]:
    """Return the parts that the document's relations name; links outside are left out."""
    folder, _, name = document.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in container:
        return {}
    targets: dict[str, str] = {}
    for relation in container.xml(relations).iterchildren():
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        path = posixpath.join("/" + folder, relation.get("Target") or "")
        targets[relation.get("Id") or ""] = posixpath.normpath(path).lstrip("/")
    return targets
