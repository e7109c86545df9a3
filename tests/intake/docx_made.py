"""Documents as Word and WPS write them, put together from XML for one test."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

from bulletin_desk.intake.source import Source, SourceLine
from bulletin_desk.intake.word import read_docx_source

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SENTENCE = "青石县各部门按照统一部署，认真开展文明创建工作，取得了明显的成效。"


def part(name: str, inside: str, attributes: str = "") -> str:
    """Return a part of WordprocessingML: styles, numbering, comments …"""
    return f"<w:{name} {DECLARED} {attributes}>{inside}</w:{name}>"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(entries: Mapping[str, str], mode: str = "") -> str:
    """Return relations r0, r1 … of targets, each with its kind; `mode` makes them External."""
    outside = f'TargetMode="{mode}"' if mode else ""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}{kind}" Target="{target}" {outside}/>'
        for number, (target, kind) in enumerate(entries.items())
    )
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}">{inside}</Relationships>'


def document(body: str, parts: Mapping[str, str | bytes] | None = None, /, **inside: str) -> bytes:
    """Return a DOCX; `inside` has the contents of styles, numbering, comments, footnotes …

    `parts` are further parts below word/; media among them are related as r0, r1 ….
    """
    others = {f"word/{name}": content for name, content in (parts or {}).items()}
    media = {name: "image" for name in parts or {} if name.startswith("media/")}
    kinds = {f"{name}.xml": name.rstrip("0123456789") for name in inside}
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations({**media, **kinds}),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for name, content in inside.items():
        root = roots.get(name.rstrip("0123456789"), name)
        files[f"word/{name}.xml"] = content if root == "theme" else part(root, content)
    return package(files | others)


def para(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    shown = f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>{shown}</w:r></w:p>"


def read(body: str, files: Mapping[str, str | bytes] | None = None, /, **inside: str) -> Source:
    return read_docx_source(document(body, files, **inside), "来稿.docx")


def lines(body: str, parts: Mapping[str, str | bytes] | None = None, /, **inside: str) -> list[str]:
    """Return the texts of what is read."""
    return [line.text for line in read(body, parts, **inside).lines]


def first(
    body: str, parts: Mapping[str, str | bytes] | None = None, /, **inside: str
) -> SourceLine:
    return read(body, parts, **inside).lines[0]


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    """Return the file of a picture whose left half is red."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


def inline(relation: str, width: int = 1_800_000, extra: str = "", crop: str = "") -> str:
    """Return a run with a picture of a width in EMU, half as high."""
    return f"""<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{width // 2}"/>
      <wp:docPr id="1" name="图片 1"/>{graphic(relation, extra, crop)}</wp:inline></w:drawing>
      </w:r>"""


def graphic(relation: str, extra: str = "", crop: str = "") -> str:
    return f"""<a:graphic><a:graphicData uri="pic"><pic:pic><pic:blipFill>
      <a:blip r:embed="{relation}"/>{crop}</pic:blipFill><pic:spPr><a:xfrm {extra}/></pic:spPr>
      </pic:pic></a:graphicData></a:graphic>"""


def box(content: str, top: int = 0, left: int = 0, frame: str = "paragraph") -> str:
    """Return a run with a text box, new form and old beside each other as Word writes them."""
    return f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>
      <wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
      <wp:positionV relativeFrom="{frame}"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
      <wp:extent cx="3000000" cy="600000"/><wp:docPr id="2" name="文本框 2"/>
      <a:graphic><a:graphicData uri="wps"><wps:wsp><wps:spPr/>
      <wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>
      </wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>
      <v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>
      </mc:Fallback></mc:AlternateContent></w:r>"""
