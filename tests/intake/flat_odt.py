"""A flat ODT: text with direct formatting, heads, feet and columns, for LibreOffice to set."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)


def _style(name: str, paragraph: str, size: int, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {paragraph}</style:paragraph-properties>"
        f'<style:text-properties fo:font-size="{size}pt" style:font-size-asian="{size}pt" {more}/>'
        "</style:style>"
    )


_BOLD = 'fo:font-weight="bold" style:font-weight-asian="bold"'
_TAB = (
    '><style:tab-stops><style:tab-stop style:position="16cm" style:type="right"/></style:tab-stops>'
)
_STYLES = (
    _style("body", 'fo:text-indent="0.847cm" fo:text-align="justify" fo:line-height="150%">', 12)
    + _style("flat", 'fo:line-height="150%">', 12)
    + _style("title", 'fo:text-align="center" fo:margin-top="0.4cm">', 18, _BOLD)
    + _style("name", 'fo:text-align="center">', 40, 'fo:color="#ff0000"')
    + _style("centred", 'fo:text-align="center">', 14)
    + _style("tabbed", _TAB, 14)
    + '<style:style style:name="two" style:family="section"><style:section-properties>'
    '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties>'
    "</style:style>"
    '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
    '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" '
    'fo:page-height="29.7cm" fo:margin="2cm 2.5cm" fo:margin-left="2.5cm" '
    'fo:margin-right="2.5cm" fo:margin-top="2cm" fo:margin-bottom="2cm"/>'
    "<style:header-style/><style:footer-style/></style:page-layout>"
)


def paragraph(text: str, style: str = "body") -> str:
    """Return a paragraph; a tab is a tab."""
    inner = escape(text).replace("\t", "<text:tab/>")
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def two_columns(content: str) -> str:
    return f'<text:section text:style-name="two" text:name="two">{content}</text:section>'


def table(rows: Iterable[Iterable[str]]) -> str:
    start, end = '<table:table-cell table:style-name="cell">', "</table:table-cell>"
    lines = ("".join(f"{start}{paragraph(cell, 'flat')}{end}" for cell in row) for row in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    return f"<table:table>{columns}{body}</table:table>"


def flat_odt(content: str, head: str) -> str:
    """Return a document with a running head, and a page number at the foot."""
    foot = '<text:p text:style-name="centred">第<text:page-number>1</text:page-number>页</text:p>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="page"><style:header>{paragraph(head, "flat")}</style:header>'
        f"<style:footer>{foot}</style:footer></style:master-page></office:master-styles>"
        f"<office:body><office:text>{content}</office:text></office:body></office:document>"
    )
