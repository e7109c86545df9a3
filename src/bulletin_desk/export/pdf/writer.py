"""The bytes of a PDF file from its parts: fonts and pictures that they share, pages, bookmarks."""

from collections.abc import Callable, Sequence

from bulletin_desk.export.pdf.fonts import FontSet
from bulletin_desk.export.pdf.objects import Name, PdfFile, Ref, Value
from bulletin_desk.export.pdf.outline import Leaf, add_outline, information, page_labels
from bulletin_desk.export.pdf.part import Part, Sheet
from bulletin_desk.export.pdf.pictures import add_picture


def build(parts: Sequence[Part], pictures: Callable[[str], bytes]) -> bytes:
    """Return the PDF of parts; `pictures` gives the file of a picture by its digest."""
    return _Builder(pictures).build(parts)


class _Builder:
    """Puts a file together, part after part."""

    def __init__(self, pictures: Callable[[str], bytes]) -> None:
        self._picture = pictures
        self._file = PdfFile()
        self._fonts = FontSet()
        self._images: dict[str, Ref] = {}

    def build(self, parts: Sequence[Part]) -> bytes:
        file = self._file
        tree = file.reserve()
        branches: list[Value] = []
        leaves: list[Leaf] = []
        pages: list[Ref] = []
        for part in parts:
            branch, kids = self._branch(part, tree)
            branches.append(branch)
            for entry in part.outline:
                top = part.sheets[entry.page].height - entry.y
                leaves.append(Leaf(entry.level, entry.label, kids[entry.page], top))
            pages += kids
        self._fonts.write(file)
        file.put(tree, {"Type": Name("Pages"), "Kids": branches, "Count": len(pages)})
        labels = page_labels([sheet.label for part in parts for sheet in part.sheets])
        return file.finish(_catalog(file, tree, leaves, labels), information(parts))

    def _branch(self, part: Part, tree: Ref) -> tuple[Ref, list[Ref]]:
        """Add a part's pages, which inherit its resources from a branch of the page tree."""
        file = self._file
        branch = file.reserve()
        pages = [self._page(sheet, branch) for sheet in part.sheets]
        fonts: dict[str, Value] = {}
        for shown in part.fonts:
            fonts |= self._fonts.take(shown, file)
        images = {name: self._image(digest) for name, digest in part.pictures.items()}
        file.put(branch, {
            "Type": Name("Pages"), "Parent": tree, "Kids": pages, "Count": len(pages),
            "Resources": {"Font": fonts, "XObject": images},
        })  # fmt: skip
        return branch, pages

    def _page(self, sheet: Sheet, branch: Ref) -> Ref:
        content = self._file.stream(sheet.content, {"Filter": Name("FlateDecode")})
        return self._file.add({
            "Type": Name("Page"), "Parent": branch, "Contents": content,
            "MediaBox": [0, 0, round(sheet.width, 2), round(sheet.height, 2)],
        })  # fmt: skip

    def _image(self, digest: str) -> Ref:
        if digest not in self._images:
            self._images[digest] = add_picture(self._file, self._picture(digest))
        return self._images[digest]


def _catalog(file: PdfFile, tree: Ref, leaves: Sequence[Leaf], labels: Value | None) -> Value:
    catalog: dict[str, Value] = {
        "Type": Name("Catalog"), "Pages": tree, "Lang": "zh-CN",
        "ViewerPreferences": {"DisplayDocTitle": True},
    }  # fmt: skip
    outline = add_outline(file, leaves)
    if outline is not None:
        catalog |= {"Outlines": outline, "PageMode": Name("UseOutlines")}
    if labels is not None:
        catalog["PageLabels"] = labels
    return catalog
