"""reportlab's own paragraphs and templates: peer_reportlab.py FONTS SOURCE OUTPUT."""

import json
import sys
from html import escape
from pathlib import Path

from reportlab.lib.colors import black, red
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Paragraph, SimpleDocTemplate

_BODY = ParagraphStyle(
    "body", fontName="FandolFang-Regular", fontSize=16, leading=29.6, firstLineIndent=32,
    wordWrap="CJK", alignment=4,
)  # fmt: skip
_PLAIN = ParagraphStyle("plain", _BODY, firstLineIndent=0)
_COLUMN = ParagraphStyle("column", _PLAIN, fontName="FandolHei-Regular", keepWithNext=1)
_TITLE = ParagraphStyle(
    "title", _PLAIN, fontName="FandolSong-Bold", fontSize=22, leading=35, alignment=1,
    spaceBefore=14, spaceAfter=14, keepWithNext=1,
)  # fmt: skip
_NAME = ParagraphStyle("name", _TITLE, fontSize=48, leading=72, textColor=red)
_CENTRED = ParagraphStyle("centred", _PLAIN, alignment=1)
_ITEM = ParagraphStyle("item", _PLAIN, leftIndent=32)
_SMALL = ParagraphStyle("small", _PLAIN, fontSize=14, leading=26)
_HEI = '<font name="FandolHei-Regular">'


def flowables(issue):
    yield Paragraph(issue["name"], _NAME)
    yield Paragraph(f"第{issue['number']}期", _CENTRED)
    yield Paragraph(f"{issue['issuer']}　{issue['date']}", _PLAIN)
    yield HRFlowable("100%", 2, "butt", red)
    for section in issue["sections"]:
        yield Paragraph(f"【{section['name']}】", _COLUMN)
        yield from (Paragraph(escape(a["title"]), _ITEM) for a in section["articles"])
    for section in issue["sections"]:
        yield Paragraph(f"【{section['name']}】", _COLUMN)
        for article in section["articles"]:
            yield from article_flowables(article)
    yield HRFlowable("100%", 1, "butt", black)
    yield from (Paragraph(entry, _SMALL) for entry in issue["distribution"])
    yield HRFlowable("100%", 1, "butt", black)
    yield Paragraph(issue["copies"], _SMALL)
    yield PageBreak()


def article_flowables(article):
    title, paragraphs = escape(article["title"]), [escape(p) for p in article["paragraphs"]]
    if article["run_in"]:
        paragraphs[0] = f"{_HEI}{title}。</font>{paragraphs[0]}"
    else:
        yield Paragraph(title, _TITLE)
    yield from (Paragraph(paragraph, _BODY) for paragraph in paragraphs)


def page_number(canvas, document):
    canvas.setFont("FandolSong-Regular", 14)
    text = f"— {document.page} —"
    if document.page % 2:
        canvas.drawRightString(A4[0] - 30 * mm, 26 * mm, text)
    else:
        canvas.drawString(32 * mm, 26 * mm, text)


def main(fonts, source, output):
    for path in Path(fonts).glob("*.ttf"):
        registerFont(TTFont(path.stem, str(path)))
    issues = json.loads(Path(source).read_text(encoding="utf-8"))
    document = SimpleDocTemplate(
        output, pagesize=A4, leftMargin=28 * mm, rightMargin=26 * mm,
        topMargin=34.58 * mm, bottomMargin=32.58 * mm,
    )  # fmt: skip
    story: list[Flowable] = [flowable for issue in issues for flowable in flowables(issue)]
    document.build(story, onFirstPage=page_number, onLaterPages=page_number)


main(*sys.argv[1:])
