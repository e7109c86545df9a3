"""Sections: one issue each, with its page, grid, and page numbers that begin anew."""

from bulletin_desk.export.word.body import field_xml
from bulletin_desk.export.word.package import Package
from bulletin_desk.export.word.styles import StyleSheet
from bulletin_desk.export.word.xml import R, W, escape, twips
from bulletin_desk.model.flow import Align, Flow, PageNumber, PageSetup

_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
# How far below a line's top Word and LibreOffice put the baseline of exact line spacing, and how
# far an em box rises above it.
_BASELINE, _ASCENT = 0.8, 0.88


class Sections:
    """Makes the section properties of each issue; footers that look alike are one part."""

    def __init__(self, package: Package, document: str, styles: StyleSheet) -> None:
        self._package, self._document, self._styles = package, document, styles
        self._footers: dict[str, str] = {}

    def xml(self, flow: Flow) -> str:
        """Return w:sectPr for one issue."""
        page, number = flow.page, flow.page_number
        references = self._references(number) if number else ""
        footer = _footer_distance(page, number) if number else page.bottom / 2
        first = f'<w:pgNumType w:start="{number.first}"/>' if number else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" '
            f'w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}" '
            f'w:header="{twips(page.top / 2)}" w:footer="{twips(footer)}" w:gutter="0"/>'
            f"{first}{_grid_xml(flow)}</w:sectPr>"
        )

    def _references(self, number: PageNumber) -> str:
        kinds = (("default", Align.RIGHT), ("even", Align.LEFT))
        return "".join(
            f'<w:footerReference w:type="{kind}" r:id="{self._footer(number, side)}"/>'
            for kind, side in kinds
        )

    def _footer(self, number: PageNumber, side: Align) -> str:
        """Return the relation of the footer; odd pages have the number right, even ones left."""
        style = number.style
        align = Align.CENTER if style.align is Align.CENTER else side
        left = twips(style.left * style.size) if align is Align.LEFT else 0
        right = twips(style.right * style.size) if align is Align.RIGHT else 0
        before, _, after = number.form.partition("{n}")
        content = (
            f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{self._styles.paragraph(style)}"/>'
            f'<w:ind w:left="{left}" w:right="{right}" w:firstLineChars="0" w:firstLine="0"/>'
            f'<w:jc w:val="{align.value}"/></w:pPr>{_run(before)}'
            f"{field_xml('PAGE', _run(str(number.first)))}{_run(after)}</w:p></w:ftr>"
        )
        if content not in self._footers:
            name = f"word/footer{len(self._footers) + 1}.xml"
            self._package.add(name, _FOOTER_TYPE, content)
            self._footers[content] = self._package.relate(self._document, f"{R}/footer", name)
        return self._footers[content]


def _run(text: str) -> str:
    if not text:
        return ""
    # The dashes of — 1 — are Chinese: without the hint they take the Latin face.
    hint = "" if text.isdigit() else '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{hint}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _footer_distance(page: PageSetup, number: PageNumber) -> float:
    """Return the distance from the sheet's edge to the foot of the footer's only line.

    Word measures there; `drop` is measured from the text area down to the em box.
    """
    style = number.style
    line_top = number.drop - _BASELINE * style.pitch + _ASCENT * style.size
    return max(page.bottom - max(line_top, 0.0) - style.pitch, 0.0)


def _grid_xml(flow: Flow) -> str:
    """Return the grid of characters or of lines that the page declares, or none.

    Where the lines do not fill the page, a grid costs room: LibreOffice centres it and keeps
    what is left above and below it empty.
    """
    page, body = flow.page, flow.styles.get("body")
    pitch = f'w:linePitch="{twips(page.pitch)}"'
    if page.chars and body is not None:
        space = round(body.spacing * 4096)
        return f'<w:docGrid w:type="linesAndChars" {pitch} w:charSpace="{space}"/>'
    return f'<w:docGrid w:type="lines" {pitch}/>' if page.lines else f"<w:docGrid {pitch}/>"
