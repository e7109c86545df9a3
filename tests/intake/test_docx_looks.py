"""What a line of a foreign document looks like: sizes, weight, colour, place, emphasis."""

import pytest

from bulletin_desk.intake.source import Align
from bulletin_desk.model.richtext import Run
from intake.docx_made import SENTENCE, first, para, read

THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
  <a:themeElements><a:clrScheme name="o"><a:dk1><a:sysClr val="windowText" lastClr="0"/></a:dk1>
  <a:accent2><a:srgbClr val="C00000"/></a:accent2></a:clrScheme>
  <a:fontScheme name="o"><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>
  <a:font script="Hans" typeface="楷体"/></a:minorFont></a:fontScheme></a:themeElements>
  </a:theme>"""
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="body"/><w:basedOn w:val="a"/>
  <w:pPr><w:jc w:val="center"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>
  <w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="mine"/><w:basedOn w:val="b"/>
  <w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="character" w:styleId="s"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def test_defaults_styles_and_direct_formatting_each_have_their_say() -> None:
    plain = first(para(SENTENCE), styles=STYLES)
    assert (plain.size, plain.bold, plain.red, plain.align) == (10.5, False, False, Align.UNKNOWN)
    styled = first(para(SENTENCE, '<w:pStyle w:val="c"/>'), styles=STYLES)
    assert (styled.size, styled.bold, styled.red, styled.align, styled.indent) == (
        16.0, True, True, Align.CENTRE, 2.0,
    )  # fmt: skip
    changed = '<w:pStyle w:val="c"/><w:jc w:val="right"/><w:ind w:firstLine="0"/>'
    direct = first(
        para(SENTENCE, changed, '<w:b w:val="0"/><w:sz w:val="44"/><w:color w:val="auto"/>'),
        styles=STYLES,
    )
    assert (direct.size, direct.bold, direct.red, direct.align) == (22.0, False, False, Align.RIGHT)
    assert direct.indent == 0


@pytest.mark.parametrize(
    ("colour", "red"),
    [
        ('w:val="FF0000"', True),
        ('w:val="C00000"', True),
        ('w:val="auto" w:themeColor="accent2"', True),
        ('w:val="red"', True),
        ('w:val="auto" w:themeColor="text1"', False),
        ('w:val="FFC000"', False),
        ('w:val="0070C0"', False),
        ('w:val="nonsense" w:themeColor="nonsense"', False),
    ],
)
def test_red_is_told_whoever_says_it(colour: str, red: bool) -> None:
    assert first(para("工作简报", run=f"<w:color {colour}/>"), theme=THEME).red is red


def test_headings_are_told_by_their_level_or_their_name() -> None:
    levels = [
        first(para("标题", properties), styles=STYLES).heading
        for properties in (
            '<w:pStyle w:val="1"/>',
            '<w:pStyle w:val="2"/>',
            '<w:outlineLvl w:val="2"/>',
            '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>',
            "",
        )
    ]
    assert levels == [1, 2, 3, 0, 0]


def test_bold_upon_bold_of_styles_is_plain_and_direct_bold_is_bold() -> None:
    strong = '<w:rStyle w:val="s"/>'
    in_bold = para("加粗", '<w:pStyle w:val="b"/>', strong)
    assert [
        first(para("加粗", "", strong), styles=STYLES).bold,
        first(in_bold, styles=STYLES).bold,
        first(para("加粗", '<w:pStyle w:val="b"/>', strong + "<w:b/>"), styles=STYLES).bold,
    ] == [True, False, True]


@pytest.mark.parametrize(
    ("ind", "indent"),
    [
        ('w:firstLine="640"', 2.0),
        ('w:firstLineChars="200" w:firstLine="1"', 2.0),
        ('w:firstLine="32pt"', 2.0),
        ('w:left="640"', 2.0),
        ('w:leftChars="100" w:firstLineChars="200"', 3.0),
        ('w:left="640" w:hanging="640"', 0.0),
        ('w:firstLine="far"', 0.0),
    ],
)
def test_indents_count_in_characters(ind: str, indent: float) -> None:
    line = first(para(SENTENCE, f"<w:ind {ind}/>", '<w:sz w:val="32"/>'))
    assert line.indent == pytest.approx(indent)


def test_blanks_before_the_text_are_an_indent() -> None:
    line = first(para("　　" + SENTENCE + " "))
    assert (line.text, line.indent) == (SENTENCE, 2.0)


def test_emphasis_within_a_paragraph_is_kept_with_its_place() -> None:
    kai = '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'
    body = f"""<w:p><w:r><w:t xml:space="preserve">　　</w:t></w:r>
      <w:r><w:rPr><w:b/></w:rPr><w:t>一是加强领导。</w:t></w:r>
      <w:r><w:t>各单位</w:t></w:r><w:r><w:rPr>{kai}</w:rPr><w:t>高度重视</w:t></w:r>
      <w:r><w:rPr><w:rFonts w:eastAsia="KaiTi_GB2312"/></w:rPr><w:t>，</w:t></w:r>
      <w:r><w:t xml:space="preserve">{SENTENCE} </w:t></w:r></w:p>"""
    line = first(body, theme=THEME)
    assert line.runs == (
        Run("一是加强领导。", bold=True),
        Run("各单位"),
        Run("高度重视，", kai=True),
        Run(SENTENCE),
    )
    assert line.text == "".join(run.text for run in line.runs)
    assert not line.bold


def test_a_document_set_in_kai_as_a_whole_has_no_emphasis() -> None:
    kai = '<w:rFonts w:eastAsia="楷体"/>'
    source = read(para(SENTENCE, "", kai) * 3 + para("黑体小标题"))
    assert [line.runs for line in source.lines] == [()] * 4


def test_the_size_is_that_of_most_characters() -> None:
    body = """<w:p><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>大</w:t></w:r>
      <w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>字后面的正文</w:t></w:r></w:p>"""
    assert first(body).size == 16.0


def test_a_circle_of_styles_ends() -> None:
    styles = """<w:style w:styleId="a"><w:basedOn w:val="b"/><w:rPr><w:b/></w:rPr></w:style>
      <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>"""
    assert first(para("标题", '<w:pStyle w:val="b"/>'), styles=styles).bold
