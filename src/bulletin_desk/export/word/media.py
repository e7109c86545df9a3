"""Pictures: each file once in the package, drawn inline as often as it is printed."""

from collections.abc import Callable

from bulletin_desk.export.files import ExportError
from bulletin_desk.export.word.package import Package
from bulletin_desk.export.word.xml import R, emu, escape
from bulletin_desk.model.flow import Image

DOCUMENT = "word/document.xml"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"BM", "bmp", "image/bmp"),
    (b"II*\x00", "tiff", "image/tiff"),
    (b"MM\x00*", "tiff", "image/tiff"),
)
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class Media:
    """Puts the pictures into the package, each digest once."""

    def __init__(self, package: Package, pictures: Callable[[str], bytes]) -> None:
        self._package = package
        self._pictures = pictures
        self._relations: dict[str, str] = {}
        self._drawn = 0

    def drawing(self, image: Image, caption: str) -> str:
        """Return the run that draws a picture in the line."""
        relation = self._relations.get(image.digest)
        if relation is None:
            relation = self._relations[image.digest] = self._store(image.digest)
        self._drawn += 1
        return _drawing_xml(image, relation, self._drawn, escape(caption))

    def _store(self, digest: str) -> str:
        content = self._pictures(digest)
        for magic, extension, kind in _MAGIC:
            if content.startswith(magic):
                name = f"word/media/image{len(self._relations) + 1}.{extension}"
                self._package.add(name, kind, content)
                return self._package.relate(DOCUMENT, f"{R}/image", name)
        raise ExportError(
            "有一张图片的格式 Word 不能显示，文档没有写成。"
            "请把它另存为 PNG 或 JPEG，换掉原图再导出。"
        )


def _drawing_xml(image: Image, relation: str, number: int, alt: str) -> str:
    """Return an inline drawing; its extent is the picture's before it is rotated.

    What the rotated picture needs beyond that goes into effectExtent, or it would overlap lines.
    """
    width, height = image.width, image.height
    turned = image.rotation % 180 != 0
    if turned:
        width, height = height, width
    across = max(emu((image.width - width) / 2), 0)
    down = max(emu((image.height - height) / 2), 0)
    size = f'cx="{emu(width)}" cy="{emu(height)}"'
    rotation = f' rot="{image.rotation * 60000}"' if image.rotation else ""
    return (
        "<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="{across}" t="{down}" r="{across}" b="{down}"/>'
        f'<wp:docPr id="{number}" name="图片 {number}" descr="{alt}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="图片 {number}"/><pic:cNvPicPr>'
        '<a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{R}" r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm{rotation}><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
