"""What stands in a foreign document, in reading order: breaks, fields, boxes, tables, furniture."""

import pytest

from bulletin_desk.intake.source import Align
from bulletin_desk.intake.word import read_docx_source
from bulletin_desk.model.richtext import Table
from intake.docx_made import NAMES, SENTENCE, box, document, first, lines, para, part, read

W14 = NAMES["w14"]


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def text(words: str) -> str:
    return run(f'<w:t xml:space="preserve">{words}</w:t>')


PAGE = run('<w:br w:type="page"/>')
RENDERED = run("<w:lastRenderedPageBreak/>")
CONTINUOUS = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
END = run('<w:fldChar w:fldCharType="end"/>')
GALLERY = """<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>
  </w:sdtPr>"""


def field(instruction: str, result: str) -> str:
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f"<w:instrText>{instruction}</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + result
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def test_empty_paragraphs_are_gaps() -> None:
    source = read(para("标题") + "<w:p/><w:p/>" + para(SENTENCE) + para("完"))
    assert [(line.text, line.gap) for line in source.lines] == [
        ("标题", 0),
        (SENTENCE, 2),
        ("完", 0),
    ]
    assert all(line.whole for line in source.lines)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (text("甲") + run("<w:tab/>") + text("乙"), "甲\t乙"),
        (text("甲") + run("<w:ptab/>") + text("乙"), "甲\t乙"),
        (text("第一行") + run("<w:br/>") + text("第二行"), "第一行\n第二行"),
        (text("第一行") + run("<w:cr/>") + text("第二行"), "第一行\n第二行"),
        (text("A") + run("<w:noBreakHyphen/>") + text("1"), "A-1"),
        (text("甲") + run("<w:softHyphen/>") + text("乙"), "甲乙"),
        (run('<w:sym w:font="Wingdings" w:char="F0FC"/>') + text("已办"), "✓已办"),
        (run('<w:sym w:font="Wingdings 2" w:char="F052"/>'), "☑"),
        (run('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b1</w:t>') + text("5"), "±5"),
        (run('<w:sym w:font="楷体" w:char="2460"/>') + text("是"), "①是"),
        (
            run("<w:ruby><w:rt><w:r><w:t>qīng</w:t></w:r></w:rt>"
                "<w:rubyBase><w:r><w:t>青</w:t></w:r></w:rubyBase></w:ruby>") + text("石县"),
            "青石县",
        ),
        ("<w:smartTag><w:r><w:t>云泽市</w:t></w:r></w:smartTag>" + text("文明办"), "云泽市文明办"),
        (
            f"<w:sdt><w:sdtPr/><w:sdtContent>{text('云泽市')}</w:sdtContent></w:sdt>{text('简报')}",
            "云泽市简报",
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + text("单击此处输入")
            + "</w:sdtContent></w:sdt>" + text("简报"),
            "简报",
        ),
        (text("面积5m") + run('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>'),
         "面积5m²"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
            "</m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r>"
            "</m:sup></m:sSup></m:oMath>",
            "(a+b)/2x²",
        ),
        (field("PAGE", text("3")), "3"),
        (field(' HYPERLINK "http://example.org" ', text("链接")), "链接"),
        (text("图") + field(" SEQ 图 \\* ARABIC ", text("1")), "图1"),
        (field("REF a", field("REF b", text("里面")) + text("外面")), "里面外面"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>2024年1月10日</w:t></w:r></w:fldSimple>',
         "2024年1月10日"),
        ('<w:hyperlink w:anchor="a"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', "链接"),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText>eq \\o\\ac(○,3)</w:instrText>")
            + run('<w:fldChar w:fldCharType="end"/>') + text("落实"),
            "③落实",
        ),
        (
            run('<w:fldChar w:fldCharType="begin"/>')
            + run("<w:instrText>EQ \\* jc2 \\o\\ad(\\s\\up 9(qing),青)</w:instrText>")
            + run('<w:fldChar w:fldCharType="end"/>') + text("石"),
            "青石",
        ),
        (run('<w:fldChar w:fldCharType="begin"/>') + text("DATE"), ""),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_what_it_shows(inside: str, expected: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>{para('后文')}") == [*filter(None, [expected]), "后文"]


def test_a_sign_that_nobody_knows_is_told() -> None:
    source = read(f'<w:p>{run("""<w:sym w:font="Wingdings" w:char="F033"/>""")}{text("甲")}</w:p>')
    assert source.lines[0].text == "□甲"
    assert "1 个符号" in source.warnings[0]


def test_several_sentences_parted_by_soft_breaks_are_paragraphs() -> None:
    body = f"<w:p>{text(SENTENCE)}{run('<w:br/>')}{text('　　' + SENTENCE)}</w:p>"
    source = read(body)
    assert [(line.text, line.whole) for line in source.lines] == [(SENTENCE, True)] * 2
    assert source.lines[1].indent == 2.0


def test_a_text_broken_inside_its_sentences_is_set_in_lines() -> None:
    pieces = [SENTENCE[:15], SENTENCE[15:30], SENTENCE[30:] + SENTENCE[:12], SENTENCE[12:]]
    body = "<w:p>" + run("<w:br/>").join(map(text, pieces)) + "</w:p>" + para(SENTENCE)
    assert [line.whole for line in read(body).lines] == [False] * 4 + [True]


def test_number_and_date_in_one_paragraph_stand_for_themselves() -> None:
    body = f"<w:p>{text('第7期')}{run('<w:br/>')}{text('云泽市文明办')}</w:p>"
    assert lines(body) == ["第7期", "云泽市文明办"]


def test_paragraphs_that_break_inside_sentences_are_printed_lines() -> None:
    printed = [SENTENCE[i : i + 16] for i in (0, 16)]
    title = para("召开推进会", run="<w:b/>")
    broken = read(title + "".join(para(line) for line in printed * 6))
    assert not any(line.whole for line in broken.lines)
    assert all(line.whole for line in read(title + para(SENTENCE) * 12).lines)


def test_paragraphs_that_all_look_the_same_are_lines_of_a_text() -> None:
    poured = ["召开推进会", *[SENTENCE] * 9]
    assert not any(line.whole for line in read("".join(map(para, poured))).lines)


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (para("甲") + f"<w:p>{PAGE}{text('乙')}</w:p>",
         [False, True]),
        (f"<w:p>{text('甲')}{PAGE}</w:p>" + para("乙"),
         [False, True]),
        (para("甲") + para("乙", "<w:pageBreakBefore/>"), [False, True]),
        (para("甲", "<w:sectPr/>") + para("乙") + "<w:sectPr/>", [False, True]),
        (para("甲", "<w:sectPr/>") + para("乙") + CONTINUOUS, [False, False]),
        (para("甲") + f"<w:p>{RENDERED}{text('乙')}</w:p>", [False, False]),
    ],
)  # fmt: skip
def test_pages_begin_where_the_document_says_so(body: str, pages: list[bool]) -> None:
    assert [line.page for line in read(body).lines] == pages


def test_tracked_changes_are_accepted_and_told() -> None:
    body = f"""<w:p>{text("云泽市")}<w:ins w:id="1" w:author="甲">{text("全面")}</w:ins>
      <w:del w:id="2"><w:r><w:delText>稳步</w:delText></w:r></w:del>{text("推进")}</w:p>
      <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>{text("上半")}</w:p>
      <w:p>{text("下半")}</w:p>
      <w:p><w:moveFrom w:id="4">{text("搬走")}</w:moveFrom>{text("原处")}</w:p>
      <w:p><w:moveTo w:id="5">{text("搬来")}</w:moveTo></w:p>
      <w:p><w:pPr><w:pPrChange><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange></w:pPr>
      {text("格式")}</w:p>"""
    source = read(body)
    assert [line.text for line in source.lines] == [
        "云泽市全面推进",
        "上半下半",
        "原处",
        "搬来",
        "格式",
    ]
    assert source.lines[-1].align is Align.UNKNOWN
    assert [w for w in source.warnings if "修订" in w] == [
        "文档里有 3 处修订，已按接受修订后的文字读入，请核对。"
    ]


def test_deleted_rows_of_a_table_are_gone() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = "<w:tbl>" + row.format("", para("单位"), para("篇数"))
    body += row.format("<w:trPr><w:del/></w:trPr>", para("删去"), para("0"))
    body += row.format("", para("市科协"), para("3")) + "</w:tbl>"
    assert lines(body) == ["单位\t篇数\n市科协\t3"]


def test_comments_are_quoted_and_stay_out_of_the_text() -> None:
    comments = f"""<w:comment w:id="0" w:author="王科长"><w:p>{text("数字再核一下。")}
      <w:moveFrom>{text("搬走")}</w:moveFrom></w:p>
      </w:comment>
      <w:comment w:id="1"><w:p>{text("同意")}</w:p></w:comment>"""
    body = f"""<w:p><w:commentRangeStart w:id="0"/>{text("十篇")}<w:commentRangeEnd w:id="0"/>
      {run('<w:commentReference w:id="0"/>')}</w:p>"""
    source = read(body, comments=comments)
    assert [line.text for line in source.lines] == ["十篇"]
    assert source.warnings == (
        "批注没有收入（王科长，在“十篇”处）：“数字再核一下。”",
        "批注没有收入：“同意”。",
    )


def test_footnotes_and_endnotes_stand_in_the_text_once() -> None:
    notes = f"""<w:footnote w:type="separator" w:id="-1"><w:p>{text("线")}</w:p></w:footnote>
      <w:footnote w:id="2"><w:p>{text("数据截至6月。")}</w:p></w:footnote>"""
    ends = f'<w:endnote w:id="2"><w:p>{text("见附件")}</w:p></w:endnote>'
    body = f"""<w:p>{text("十篇")}{run('<w:footnoteReference w:id="2"/>')}
      {text("，百人")}{run('<w:endnoteReference w:id="2"/>')}
      {run('<w:footnoteReference w:id="2"/>')}</w:p>"""
    source = read(body, footnotes=notes, endnotes=ends)
    assert source.lines[0].text == "十篇（注：数据截至6月），百人（注：见附件）"
    assert source.warnings == ("2 处脚注或尾注已写成（注：……）放进正文，请核对。",)


def test_hidden_text_is_left_out_and_told() -> None:
    hidden = run("<w:rPr><w:vanish/></w:rPr><w:t>内部备注</w:t>")
    source = read(f"<w:p>{text('公开')}{hidden}</w:p>")
    assert source.lines[0].text == "公开"
    assert source.warnings == ("隐藏的文字没有收入：“内部备注”。",)


def test_a_table_of_contents_gives_its_entries_without_page_numbers() -> None:
    entry = f"<w:p>{text('召开推进会')}{run('<w:tab/>')}{field('PAGEREF a', text('2'))}</w:p>"
    opened = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>TOC \\o</w:instrText>")
    opened += run('<w:fldChar w:fldCharType="separate"/>')
    body = entry.replace("<w:p>", f"<w:p>{opened}", 1)
    body += f"<w:p>{text('开展活动')}{run('<w:tab/>')}{text('13')}{END}</w:p>"
    body += f"<w:p>{text('正文')}{run('<w:tab/>')}{text('5')}</w:p>"
    assert lines(body) == ["召开推进会", "开展活动", "正文\t5"]
    listed = f"<w:sdt>{GALLERY}<w:sdtContent>{entry}</w:sdtContent></w:sdt>"
    assert lines(listed + para(SENTENCE)) == ["召开推进会", SENTENCE]


def test_boxes_are_read_once_and_from_the_top() -> None:
    red = para("云泽精神文明建设简报", run='<w:color w:val="FF0000"/><w:sz w:val="72"/>')
    body = f"""<w:p>{box(para("2024年1月10日"), 900_000, 3_000_000)}{box(red, 100_000)}
      {box(para("第7期"), 500_000)}{box(para("云泽市文明办"), 900_000)}</w:p>{para(SENTENCE)}"""
    source = read(body)
    assert [line.text for line in source.lines] == [
        "云泽精神文明建设简报", "第7期", "云泽市文明办", "2024年1月10日", SENTENCE,
    ]  # fmt: skip
    assert source.lines[0].red
    assert source.lines[0].size == 36.0


def test_a_box_at_the_foot_is_read_after_its_paragraph() -> None:
    body = f"""<w:p>{box(para("报：市委"), 9_000_000, frame="page")}{text("会议结束。")}</w:p>"""
    assert lines(body) == ["会议结束。", "报：市委"]


def test_old_boxes_and_wordart_are_read() -> None:
    old = run(
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{para('第7期')}</w:txbxContent></v:textbox>"
        '</v:shape><v:shape fillcolor="#c00000"><v:textpath style="font-size:48pt" string='
        '"工作简报"/></v:shape></w:pict>'
    )
    source = read(f"<w:p>{old}</w:p>{para(SENTENCE)}")
    assert [(line.text, line.size, line.red) for line in source.lines[:2]] == [
        ("第7期", 10.0, False), ("工作简报", 48.0, True),
    ]  # fmt: skip


def test_frames_are_paragraphs_and_a_drop_cap_opens_the_next() -> None:
    framed = para("第7期", '<w:framePr w:wrap="around" w:y="100"/>')
    cap = para("青", '<w:framePr w:dropCap="drop" w:lines="2"/>')
    assert lines(framed + cap + para("石县召开推进会。")) == ["第7期", "青石县召开推进会。"]


def cell(words: str) -> str:
    return words if words.startswith("<") else para(words)


def cells(*rows: tuple[str, ...]) -> str:
    inside = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell(one)}</w:tc>' for one in row)}</w:tr>"
        for row in rows
    )  # fmt: skip
    return f"<w:tbl><w:tblPr/>{inside}</w:tbl>"


def test_a_masthead_in_a_table_is_lines_and_data_a_table() -> None:
    masthead = cells(("工作简报", ""), ("第7期", "2024年1月10日"))
    data = cells(("单位", "篇数"), ("市科协", "12"), ("市税务局", ""))
    source = read(masthead + para(SENTENCE) + data)
    assert [line.text for line in source.lines[:2]] == ["工作简报", "第7期\t2024年1月10日"]
    table = source.lines[3].block
    assert isinstance(table, Table)
    assert source.lines[3].text == table.text == "单位\t篇数\n市科协\t12\n市税务局\t"
    assert table.header_rows == 1


def test_gaps_and_pages_before_a_table_are_those_of_its_first_line() -> None:
    opened = para(SENTENCE) + f"<w:p>{PAGE}</w:p><w:p/>"
    for table in (cells(("单位", "篇数"), ("市科协", "12")), cells((para("甲") + para("乙"),))):
        found = read(opened + table + para("完")).lines
        assert [line.page for line in found][:2] == [False, True]
        assert [line.gap for line in found][-1] == 0
        assert found[1].gap == 1
        assert not found[-1].page
    empty = read(opened + cells(("", "")) + para("完")).lines[1]
    assert (empty.text, empty.page, empty.gap) == ("完", True, 1)


def test_merged_cells_are_flat_and_nested_tables_text() -> None:
    inner = cells(("甲", "乙"), ("1", "2"))
    span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    below = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    more = "<w:tcPr><w:vMerge/></w:tcPr>"
    body = f"""<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{para("单位")}</w:tc>
      <w:tc>{span}{para("采用情况")}</w:tc></w:tr>
      <w:tr><w:tc>{below}{para("市科协")}</w:tc><w:tc>{para("1月")}</w:tc><w:tc>{para("3")}</w:tc></w:tr>
      <w:tr><w:tc>{more}{para("不显示")}</w:tc><w:tc>{inner}{para("")}</w:tc></w:tr></w:tbl>"""
    table = read(para(SENTENCE) + body).lines[1].block
    assert isinstance(table, Table)
    assert [["".join(r.text for r in cell) for cell in row] for row in table.rows] == [
        ["单位", "采用情况", ""],
        ["市科协", "1月", "3"],
        ["", "甲\t乙\n1\t2", ""],
    ]
    assert table.header_rows == 1


def test_a_document_in_one_big_table_is_read_as_text() -> None:
    inside = para("召开推进会") + para(SENTENCE) * 3
    assert lines(cells((inside,))) == ["召开推进会", SENTENCE, SENTENCE, SENTENCE]
    sides = cells((para("甲") + para(SENTENCE * 9), para("乙") + para(SENTENCE * 9)))
    assert lines(sides) == ["甲", SENTENCE * 9, "乙", SENTENCE * 9]


def test_an_imprint_in_a_table_is_lines() -> None:
    imprint = cells(("报：市委、市政府", ""), ("云泽市文明办", "2024年1月10日印发"))
    assert lines(para(SENTENCE) + imprint)[1:] == [
        "报：市委、市政府", "云泽市文明办\t2024年1月10日印发",
    ]  # fmt: skip


SECTION = """<w:sectPr><w:headerReference w:type="default" r:id="r0"/>
  <w:headerReference w:type="first" r:id="r1"/><w:footerReference r:id="r2"/>{}</w:sectPr>"""


def test_a_masthead_in_the_first_header_is_read_and_other_furniture_is_not() -> None:
    parts: dict[str, str] = {
        "header1": para("云泽精神文明建设简报") + para("第1页"),
        "header2": para("云泽精神文明建设简报") + para("第7期"),
        "footer1": para("— 1 —"),
    }
    assert lines(para(SENTENCE) + SECTION.format("<w:titlePg/>"), **parts) == [
        "云泽精神文明建设简报", "第7期", SENTENCE,
    ]  # fmt: skip
    assert lines(para(SENTENCE) + SECTION.format(""), **parts) == [SENTENCE]
    parts["footer1"] = para("报：市委、市政府")
    assert lines(para(SENTENCE) + SECTION.format(""), **parts)[-1] == "报：市委、市政府"


def test_columns_are_read_as_the_document_has_them() -> None:
    break_ = run('<w:br w:type="column"/>')
    body = (
        f"<w:p>{text('左栏')}{break_}{text('右栏')}</w:p><w:sectPr><w:cols w:num='2'/></w:sectPr>"
    )
    assert lines(body) == ["左栏", "右栏"]


def test_embedded_things_that_are_no_text_are_told() -> None:
    chart = """<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><a:graphic>
      <a:graphicData uri="c">
      <c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphicData>
      </a:graphic></wp:inline></w:drawing></w:r>"""
    source = read(f'<w:p>{text("甲")}{chart}</w:p><w:altChunk r:id="r9"/>')
    assert [line.text for line in source.lines] == ["甲"]
    assert [w.partition("，")[0] for w in source.warnings] == [
        "文档里有 1 个图表", "文档里有 1 个嵌入的文档",
    ]  # fmt: skip


def test_the_strict_form_and_wps_names_are_read() -> None:
    data = document(para(SENTENCE, '<w:jc w:val="end"/>') + '<wpsCustomData:x w14:paraId="1"/>')
    assert [line.text for line in read_docx_source(data, "").lines] == [SENTENCE]
    strict = part(
        "document",
        f"<w:body>{para(SENTENCE, '<w:jc w:val=' + chr(34) + 'end' + chr(34) + '/>')}</w:body>",
    )
    for name in ("wordprocessingml", "drawingml", "officeDocument"):
        strict = strict.replace(
            f"http://schemas.openxmlformats.org/{name}/2006/", f"http://purl.oclc.org/ooxml/{name}/"
        )
    from intake.docx_made import package

    line = read_docx_source(package({"word/document.xml": strict}), "").lines[0]
    assert (line.text, line.align) == (SENTENCE, Align.RIGHT)


def test_a_paragraph_mark_that_is_hidden_joins_a_run_in_title() -> None:
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    title = first(para("推进会召开。", hidden, "<w:b/>") + para(SENTENCE))
    assert title.text == "推进会召开。" + SENTENCE
    assert title.runs[0].bold
    assert title.runs[0].text == "推进会召开。"
