"""A typeset document as the bytes of a PDF file: one match over the display list's items."""

from collections.abc import Callable, Iterator, Sequence

from bulletin_desk.export.pdf.fonts import FontSubset, glyph_texts
from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value
from bulletin_desk.export.pdf.outline import add_outline, information, page_labels
from bulletin_desk.export.pdf.pictures import add_picture
from bulletin_desk.export.pdf.text import TextWriter, number, rgb
from bulletin_desk.typeset.display import Box, Document, GlyphRun, Page, PictureItem, TextLine
from bulletin_desk.typeset.fonts import Face

# A quarter turn clockwise at a time: the unit square's image under the matrix a b c d e f.
_TURNS = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, -1, 1, 0, 0, 1),
    180: (-1, 0, 0, -1, 1, 1),
    270: (0, 1, -1, 0, 1, 0),
}


def build(document: Document, pictures: Callable[[str], bytes]) -> bytes:
    """Return the PDF of a document; `pictures` gives the file of a picture by its digest."""
    file = PdfFile()
    fonts = _subsets(document.pages)
    images: dict[str, Ref] = {}
    for digest in _digests(document.pages):
        images[digest] = add_picture(file, pictures(digest))
    names = {digest: f"I{index}" for index, digest in enumerate(images)}
    tree = file.reserve()
    pages: list[Ref] = []
    for page in document.pages:
        content = file.stream(_content(page, fonts, names).encode("ascii"))
        pages.append(file.add({
            "Type": Name("Page"), "Parent": tree, "Contents": content,
            "MediaBox": [0, 0, round(page.width, 2), round(page.height, 2)],
        }))  # fmt: skip
    shown = {name: ref for font in fonts.values() for name, ref in font.write(file).items()}
    painted = {names[digest]: ref for digest, ref in images.items()}
    # Every page inherits the resources.
    file.put(tree, {
        "Type": Name("Pages"), "Kids": pages, "Count": len(pages),
        "Resources": {"Font": shown, "XObject": painted},
    })  # fmt: skip
    return file.finish(_catalog(file, document, tree, pages), information(document))


def _catalog(file: PdfFile, document: Document, tree: Ref, pages: Sequence[Ref]) -> Value:
    catalog: dict[str, Value] = {
        "Type": Name("Catalog"), "Pages": tree, "Lang": "zh-CN",
        "ViewerPreferences": {"DisplayDocTitle": True},
    }  # fmt: skip
    outline = add_outline(file, document, pages)
    if outline is not None:
        catalog |= {"Outlines": outline, "PageMode": Name("UseOutlines")}
    labels = page_labels(document.pages)
    if labels is not None:
        catalog["PageLabels"] = labels
    return catalog


def _runs(pages: Sequence[Page]) -> Iterator[GlyphRun]:
    for page in pages:
        for placed in page.items:
            if isinstance(placed.item, TextLine):
                yield from placed.item.runs


def _subsets(pages: Sequence[Page]) -> dict[Face, FontSubset]:
    """Return the subset of every face that the pages use."""
    pairs: dict[Face, set[tuple[int, str]]] = {}
    for run in _runs(pages):
        texts = run.text if run.clusters is None else glyph_texts(run)
        pairs.setdefault(run.face, set()).update(zip(run.glyphs, texts, strict=True))
    return {
        face: FontSubset(face, used, f"F{index}")
        for index, (face, used) in enumerate(pairs.items())
        if used
    }


def _digests(pages: Sequence[Page]) -> list[str]:
    """Return the pictures that the pages show, each once, in order."""
    items = [placed.item for page in pages for placed in page.items]
    return list(dict.fromkeys([item.digest for item in items if isinstance(item, PictureItem)]))


def _content(page: Page, fonts: dict[Face, FontSubset], pictures: dict[str, str]) -> str:
    """Return a page's operators."""
    out: list[str] = []
    text = TextWriter(fonts, out)
    sparse = _is_sparse(page)
    writing = False
    for x, y, item, _ in page.items:
        if writing != isinstance(item, TextLine):
            writing = not writing
            (text.begin if writing else text.end)()
        match item:
            case TextLine():
                text.line(item, x, page.height - y, sparse)
            case Box(width, height, colour):
                at = f"{number(x)} {number(page.height - y - height)}"
                size = f"{number(width)} {number(height)}"
                out.append(f"q {rgb(colour, 'rg')} {at} {size} re f Q")
            case PictureItem(digest, width, height, rotation):
                a, b, c, d, e, f = _TURNS[rotation % 360]
                bottom = page.height - y - height
                matrix = (a * width, b * height, c * width, d * height, x + e * width)
                up = number(bottom + f * height)
                out.append(f"q {' '.join(map(number, matrix))} {up} cm /{pictures[digest]} Do Q")
    if writing:
        text.end()
    return "\n".join(out)


def _is_sparse(page: Page) -> bool:
    """Return whether no line fills most of the width that the page's text takes.

    PDFium then guesses that the text runs downwards, and breaks its lines at every change of font.
    """
    edges = [
        (x + item.runs[0].x, x + item.width)
        for x, _, item, _ in page.items
        if isinstance(item, TextLine) and item.runs
    ]
    if not edges:
        return False
    whole = max(right for _, right in edges) - min(left for left, _ in edges)
    return max(right - left for left, right in edges) <= 0.8 * whole
