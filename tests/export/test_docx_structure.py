"""What a DOCX holds, rule by rule, in its XML."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from bulletin_desk.errors import DeskError
from bulletin_desk.export.word import write_docx
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.flow import Align, Flow
from bulletin_desk.model.template import STYLE_NAMES
from bulletin_desk.model.templates import BUILT_IN, load_template
from export.docx_samples import (
    PICTURES,
    TALL,
    WIDE,
    W,
    docx_of,
    part,
    rich_bulletin,
    second_issue,
    zip_part,
)

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def body(content: bytes) -> Any:
    return part(content, DOCUMENT).find(W + "body")


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def paragraphs(content: bytes, style: str) -> list[Any]:
    return [
        paragraph
        for paragraph in body(content).iter(W + "p")
        if paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val") == style
    ]


def style(content: bytes, style_id: str) -> Any:
    return next(s for s in part(content, STYLES) if s.get(W + "styleId") == style_id)


def attribute(element: Any, path: str, name: str = "val") -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


def xml_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, archive.read(name)


def page_of(bulletin: Bulletin, **changes: Any) -> bytes:
    flow = compose(bulletin, load_template(bulletin.template))
    return written(replace(flow, **changes))


def written(*flows: Flow) -> bytes:
    file = io.BytesIO()
    write_docx(flows, PICTURES.__getitem__, file)
    return file.getvalue()


@pytest.mark.parametrize("template", BUILT_IN)
def test_another_reader_opens_it_and_sees_the_same_text(template: str) -> None:
    bulletin = rich_bulletin(template)
    document = docx.Document(io.BytesIO(docx_of(bulletin)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for article in bulletin.articles():
        for line in article.body[0].text.split("\n"):
            assert line in text
    assert len(document.inline_shapes) == 3
    assert [len(table.columns) for table in document.tables] == [2, 2, 1]
    assert document.core_properties.title == "云泽精神文明建设简报 第7期（总第112期）"
    assert document.core_properties.author == "云泽市文明办"
    assert str(document.core_properties.created).startswith("2024-01-10 00:00:00")


def test_the_same_bulletin_gives_the_same_bytes() -> None:
    assert docx_of(rich_bulletin()) == docx_of(rich_bulletin())


def test_every_face_fills_four_slots_and_no_theme_is_left() -> None:
    content = docx_of(rich_bulletin())
    for name, xml in xml_parts(content):
        assert b"theme" not in xml.replace(b"themeFontLang", b"").lower(), name
    slots = {W + slot for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    faces = [
        fonts
        for fonts in part(content, STYLES).iter(W + "rFonts")
        if set(fonts.keys()) != {W + "hint"}
    ]
    assert faces
    for fonts in faces:
        assert set(fonts.keys()) == slots | {W + "hint"}
        assert fonts.get(W + "hint") == "eastAsia"
    assert attribute(style(content, "body"), "rPr/rFonts", "eastAsia") is None  # as Normal has it
    assert attribute(style(content, "Normal"), "rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    assert attribute(style(content, "Normal"), "rPr/rFonts", "ascii") == "Times New Roman"
    assert attribute(style(content, "title"), "rPr/rFonts", "eastAsia") == "方正小标宋简体"


def test_a_style_without_latin_faces_has_its_own_in_every_slot() -> None:
    flow = compose(rich_bulletin(), load_template("jingshen-wenming"))
    title = replace(flow.styles["title"], latin=False)
    blocks = tuple(
        block._replace(style=title)
        if getattr(block, "style", None) == flow.styles["title"]
        else block
        for block in flow.blocks
    )
    content = written(replace(flow, blocks=blocks, styles={**flow.styles, "title": title}))
    fonts = style(content, "title").find(f"{W}rPr/{W}rFonts")
    assert {fonts.get(W + slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "方正小标宋简体"
    }


def test_quotes_and_dashes_are_marked_as_chinese_in_the_run() -> None:
    runs = [
        run
        for run in body(docx_of(rich_bulletin())).iter(W + "r")
        if re.search("[“”—…]", text_of(run))
    ]
    assert runs
    assert {attribute(run, "rPr/rFonts", "hint") for run in runs} == {"eastAsia"}


def test_language_and_spacing_are_chinese() -> None:
    content = docx_of(rich_bulletin())
    settings = part(content, "word/settings.xml")
    assert attribute(settings, "themeFontLang", "eastAsia") == "zh-CN"
    assert attribute(settings, "characterSpacingControl") == "compressPunctuation"
    assert settings.find(W + "evenAndOddHeaders") is not None
    mode = settings.find(f"{W}compat/{W}compatSetting")
    assert (mode.get(W + "name"), mode.get(W + "val")) == ("compatibilityMode", "15")
    assert (
        attribute(part(content, STYLES), "docDefaults/rPrDefault/rPr/lang", "eastAsia") == "zh-CN"
    )
    normal = style(content, "Normal").find(W + "pPr")
    for name in ("kinsoku", "autoSpaceDE", "autoSpaceDN", "widowControl"):
        assert normal.find(W + name).get(W + "val") is None, name


def test_every_paragraph_has_a_named_style_and_only_emphasis_is_direct() -> None:
    content = docx_of(rich_bulletin())
    known = {s.get(W + "styleId") for s in part(content, STYLES).iter(W + "style")}
    allowed = {W + "rStyle", W + "rFonts", W + "b", W + "bCs"}
    for paragraph in body(content).iter(W + "p"):
        assert attribute(paragraph, "pPr/pStyle") in known
        for properties in paragraph.iterfind(f"{W}r/{W}rPr"):
            assert {child.tag for child in properties} <= allowed
            fonts = properties.find(W + "rFonts")
            assert fonts is None or fonts.keys() == [W + "hint"]
    used = {element.get(W + "val") for element in body(content).iter(W + "rStyle")}
    assert used <= known
    assert {"bold", "kaiti", "kaiti-bold", "run_in"} <= used


def test_the_style_list_shows_our_names_and_word_knows_the_headings() -> None:
    content = docx_of(rich_bulletin())
    names = {
        s.get(W + "styleId"): (attribute(s, "name"), attribute(s, "aliases"))
        for s in part(content, STYLES).iter(W + "style")
        if s.get(W + "type") == "paragraph"
    }
    for style_id, shown in STYLE_NAMES.items():
        assert shown in names[style_id]
    assert names["section"] == ("heading 1", "简报栏目")
    assert names["title"] == ("heading 2", "简报标题")
    assert names["body"][0] == "简报正文"
    levels = {i: attribute(style(content, i), "pPr/outlineLvl") for i in ("section", "title")}
    assert levels == {"section": "0", "title": "1"}
    assert attribute(style(content, "body"), "pPr/outlineLvl") is None


def test_a_second_look_of_a_style_is_based_on_the_first() -> None:
    wide = replace(rich_bulletin(), masthead=replace(rich_bulletin().masthead, name="创" * 13))
    content = docx_of(rich_bulletin(), wide)
    second = style(content, "masthead_name-2")
    assert attribute(second, "basedOn") == "masthead_name"
    assert attribute(second, "name") == "简报名称 2"
    assert [child.tag for child in second.find(W + "rPr")] == [W + "sz", W + "szCs"]


def test_indents_are_written_even_when_they_are_nothing() -> None:
    content = docx_of(rich_bulletin())
    for style_id in ("title", "masthead_name", "section", "byline"):
        indent = style(content, style_id).find(f"{W}pPr/{W}ind")
        assert (indent.get(W + "left"), indent.get(W + "firstLine")) == ("0", "0")
    indent = style(content, "body").find(f"{W}pPr/{W}ind")
    assert (indent.get(W + "firstLineChars"), indent.get(W + "firstLine")) == ("200", "640")


def test_pitch_is_exact_and_large_lines_leave_the_grid() -> None:
    content = docx_of(rich_bulletin())
    spacing = style(content, "body").find(f"{W}pPr/{W}spacing")
    assert (spacing.get(W + "line"), spacing.get(W + "lineRule")) == ("560", "exact")
    assert attribute(style(content, "title"), "pPr/snapToGrid") == "0"
    assert attribute(style(content, "body"), "pPr/snapToGrid") is None or (
        style(content, "body").find(f"{W}pPr/{W}snapToGrid").get(W + "val") is None
    )
    title = style(content, "title").find(W + "pPr")
    assert title.find(W + "keepNext").get(W + "val") is None
    assert title.find(W + "keepLines").get(W + "val") is None


def test_the_page_is_a4_with_margins_and_grid_of_the_template() -> None:
    section = body(docx_of(rich_bulletin("gongzuo"))).find(W + "sectPr")
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert (size.get(W + "w"), size.get(W + "h")) == ("11906", "16838")
    page = load_template("gongzuo").page
    for side in ("top", "bottom", "left", "right"):
        assert abs(int(margins.get(W + side)) / 20 - getattr(page, side)) <= 0.025
    grid = section.find(W + "docGrid")
    assert grid.get(W + "type") == "linesAndChars"
    assert (grid.get(W + "linePitch"), grid.get(W + "charSpace")) == ("592", "-848")
    loose = body(docx_of(rich_bulletin())).find(f"{W}sectPr/{W}docGrid")
    assert (loose.get(W + "type"), loose.get(W + "linePitch")) == (None, "560")


def test_28_characters_fit_the_measure_in_whole_twips() -> None:
    content = docx_of(rich_bulletin("gongzuo"))
    narrower = int(attribute(style(content, "Normal"), "rPr/spacing") or 0)
    measure = 11906 - sum(
        int(attribute(body(content), "sectPr/pgMar", side) or 0) for side in ("left", "right")
    )
    assert 28 * (320 + narrower) <= measure < 29 * (320 + narrower)


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages() -> None:
    content = docx_of(rich_bulletin())
    looks = {}
    for reference in body(content).iterfind(f"{W}sectPr/{W}footerReference"):
        number = reference.get(R + "id")[3:]
        relations = etree.fromstring(zip_part(content, "word/_rels/document.xml.rels"))
        target = next(r.get("Target") for r in relations if r.get("Id") == f"rId{number}")
        footer = part(content, f"word/{target}")
        indent = footer.find(f"{W}p/{W}pPr/{W}ind")
        assert text_of(footer) == "— 1 —"
        assert [i.text.strip() for i in footer.iter(W + "instrText")] == ["PAGE"]
        looks[reference.get(W + "type")] = (
            attribute(footer, "p/pPr/jc"),
            indent.get(W + "left"),
            indent.get(W + "right"),
        )
    assert looks == {"default": ("right", "0", "280"), "even": ("left", "280", "0")}


def test_a_centred_page_number_is_centred_on_every_page() -> None:
    flow = compose(rich_bulletin(), load_template("jingshen-wenming"))
    assert flow.page_number is not None
    style = replace(flow.page_number.style, align=Align.CENTER)
    content = written(replace(flow, page_number=replace(flow.page_number, style=style)))
    footer = part(content, "word/footer1.xml")
    assert attribute(footer, "p/pPr/jc") == "center"


def test_each_issue_begins_its_page_numbers_anew() -> None:
    sections = list(body(docx_of(rich_bulletin(), second_issue())).iter(W + "sectPr"))
    assert [attribute(section, "pgNumType", "start") for section in sections] == ["1", "1"]
    assert [attribute(section, "type") for section in sections] == ["nextPage"] * 2


def test_contents_refer_to_bookmarks_and_show_our_page_numbers() -> None:
    bulletin = rich_bulletin("gongzuo")
    content = docx_of(bulletin, pages={"a1": "2", "a2": "15"})
    marks = {mark.get(W + "name") for mark in body(content).iter(W + "bookmarkStart")}
    items = paragraphs(content, "contents_item")
    fields = ["".join(i.text for i in item.iter(W + "instrText")).split() for item in items]
    assert [field[0] for field in fields] == ["PAGEREF"] * 3
    assert {field[1] for field in fields} <= marks
    assert [text_of(item)[-2:] for item in items[:2]] == ["动2", "15"]
    tab = style(content, "contents_item").find(f"{W}pPr/{W}tabs/{W}tab")
    assert tab.get(W + "val") == "right"
    assert abs(int(tab.get(W + "pos")) - 8844) <= 1


def test_bookmarks_have_names_of_their_own_that_word_accepts() -> None:
    content = docx_of(rich_bulletin(), second_issue(), rich_bulletin("gongzuo"))
    marks = [mark.get(W + "name") for mark in body(content).iter(W + "bookmarkStart")]
    assert len(marks) == len({mark.lower() for mark in marks}) == 18
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", mark) for mark in marks)


def test_title_breaks_are_kept_and_illegal_characters_left_out() -> None:
    bulletin = rich_bulletin()
    article = replace(next(bulletin.articles()), title="上\n下\x0b\x00\ufffe")
    section = replace(bulletin.sections[0], articles=(article,))
    title = paragraphs(docx_of(replace(bulletin, sections=(section,))), "title")[0]
    assert [child.tag[len(W) :] for child in title.find(W + "r")] == ["t", "br", "t"]
    assert text_of(title) == "上下"


def test_rules_have_thickness_and_colour() -> None:
    template = load_template("jingshen-wenming")
    borders = [
        b.attrib for b in body(docx_of(rich_bulletin())).iter(W + "bottom") if b.get(W + "sz")
    ]
    red = borders[0]
    assert red[W + "color"] == "FF0000"
    assert int(red[W + "sz"]) == round(template.masthead.rule.thickness * 8)


def test_pictures_are_stored_once_with_size_turn_and_caption() -> None:
    content = docx_of(rich_bulletin())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        media = [n for n in archive.namelist() if n.startswith("word/media/")]
        assert {archive.read(name) for name in media} == set(PICTURES.values())
        assert len(media) == 2
    drawings = list(body(content).iter(WP + "inline"))
    assert [d.find(WP + "docPr").get("descr") for d in drawings] == ["图为活动现场", "", ""]
    turned = drawings[1]
    assert turned.find(".//{*}xfrm").get("rot") == str(90 * 60000)
    extent = turned.find(WP + "extent")
    # 90 × 120 pixels, turned, 60 mm wide on paper: 60 mm high before it is turned.
    assert (int(extent.get("cy")), int(extent.get("cx"))) == (60 * 36000, 45 * 36000)
    assert WIDE != TALL


def test_tables_have_columns_header_rows_and_rows_that_stay_whole() -> None:
    first, second = (
        table
        for table in body(docx_of(rich_bulletin())).iter(W + "tbl")
        if table.find(f"{W}tblPr/{W}tblpPr") is None
    )
    widths = [int(column.get(W + "w")) for column in first.iterfind(f"{W}tblGrid/{W}gridCol")]
    assert sum(widths) == int(first.find(f"{W}tblPr/{W}tblW").get(W + "w"))
    rows = first.findall(W + "tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert second.find(f".//{W}tblHeader") is None
    # Word would make one table of two that touch.
    assert first.getnext().tag == W + "p"


def test_the_foot_floats_at_the_bottom_of_its_page() -> None:
    content = docx_of(rich_bulletin())
    place = body(content).find(f"{W}tbl/{W}tblPr/{W}tblpPr")
    assert place.get(W + "vertAnchor") == "margin"
    assert place.get(W + "tblpYSpec") == "bottom"
    foot = place.getparent().getparent()
    assert "报：市委常委" in text_of(foot)
    assert "共印260份" in text_of(foot)
    assert foot.getnext().tag == W + "p"
    assert foot.getnext().getnext().tag == W + "sectPr"


def test_masthead_line_has_its_date_at_the_right_edge() -> None:
    content = docx_of(rich_bulletin())
    line = paragraphs(content, "masthead_issuer")[0]
    assert len(list(line.iter(W + "tab"))) == 1
    tab = style(content, "masthead_issuer").find(f"{W}pPr/{W}tabs/{W}tab")
    flow = compose(rich_bulletin(), load_template("jingshen-wenming"))
    assert int(tab.get(W + "pos")) == round((flow.page.measure - 16) * 20)


def test_no_flows_and_pictures_that_word_cannot_show_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "简报.docx"
    target.write_bytes(b"old")
    with pytest.raises(DeskError, match="没有可以导出"):
        write_docx([], PICTURES.__getitem__, target)
    flow = compose(rich_bulletin(), load_template("jingshen-wenming"))
    with pytest.raises(DeskError, match="格式"):
        write_docx([flow], lambda digest: b"RIFF....WEBP", target)
    assert target.read_bytes() == b"old"
    write_docx([flow], PICTURES.__getitem__, target)
    assert zipfile.is_zipfile(target)
    assert [path.name for path in tmp_path.iterdir()] == ["简报.docx"]


def test_the_record_holds_no_text_that_is_printed() -> None:
    record = zip_part(docx_of(rich_bulletin()), "customXml/item1.xml").decode()
    assert "市图书馆" in record  # a unit
    assert "没有标题的稿件" not in record
    assert "盏盏明灯" not in record
