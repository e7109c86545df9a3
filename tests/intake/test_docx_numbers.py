"""Numbers that Word sets before paragraphs come in as text, counted as Word counts them."""

import pytest

from intake.docx_made import first, lines, para


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f"""<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>
      <w:lvlText w:val="{text}"/>{more}</w:lvl>"""


def listed(*levels: str, more: str = "", override: str = "") -> str:
    return f"""<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>{more}"""


def item(text: str, at: int = 0, number: int = 1, more: str = "") -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>{more}')


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", ["1. 甲", "2. 乙", "3. 丙"]),
        ("decimal", "%1、", ["1、甲", "2、乙", "3、丙"]),
        ("chineseCounting", "%1、", ["一、甲", "二、乙", "三、丙"]),
        ("chineseCountingThousand", "（%1）", ["（一）甲", "（二）乙", "（三）丙"]),
        ("japaneseCounting", "第%1条", ["第一条甲", "第二条乙", "第三条丙"]),
        ("ideographTraditional", "%1、", ["甲、甲", "乙、乙", "丙、丙"]),
        ("lowerLetter", "%1)", ["a) 甲", "b) 乙", "c) 丙"]),
        ("upperRoman", "%1.", ["I. 甲", "II. 乙", "III. 丙"]),
        ("decimalEnclosedCircle", "%1", ["①甲", "②乙", "③丙"]),
        ("decimalFullWidth", "%1．", ["１．甲", "２．乙", "３．丙"]),
        ("chineseLegalSimplified", "%1、", ["壹、甲", "贰、乙", "叁、丙"]),
        ("bullet", "\uf06c", ["● 甲", "● 乙", "● 丙"]),
        ("none", "", ["甲", "乙", "丙"]),
        ("inventedForm", "%1.", ["1. 甲", "2. 乙", "3. 丙"]),
    ],
)
def test_each_form_of_number_is_printed(form: str, text: str, expected: list[str]) -> None:
    more = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>' if form == "bullet" else ""
    body = "".join(map(item, "甲乙丙"))
    assert lines(body, numbering=listed(level(0, form, text, more))) == expected


@pytest.mark.parametrize(
    ("start", "form", "expected"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"),
        (20, "chineseCounting", "二十"), (101, "chineseCounting", "一百零一"),
        (110, "chineseCounting", "一百一十"), (1003, "chineseCounting", "一千零三"),
        (21, "decimalEnclosedCircle", "㉑"), (60, "decimalEnclosedCircle", "60"),
        (27, "lowerLetter", "aa"), (49, "lowerRoman", "xlix"), (12, "ideographDigital", "一二"),
        (0, "decimal", "0"), (99999, "chineseCounting", "99999"),
    ],
)  # fmt: skip
def test_high_numbers_are_printed(start: int, form: str, expected: str) -> None:
    numbering = listed(level(0, form, "%1、").replace('start w:val="1"', f'start w:val="{start}"'))
    assert lines(item("甲"), numbering=numbering) == [f"{expected}、甲"]


def test_levels_count_each_for_itself_and_begin_anew_below_another() -> None:
    numbering = listed(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2 "),
        level(2, "decimal", "（%3）"),
    )
    body = (
        item("总则") + item("目的", 1) + item("细目", 2) + item("细目", 2) + item("依据", 1)
        + item("细目", 2) + item("附则") + item("解释", 1)
    )  # fmt: skip
    assert lines(body, numbering=numbering) == [
        "一、总则", "一.1 目的", "（1）细目", "（2）细目", "一.2 依据", "（1）细目", "二、附则",
        "二.1 解释",
    ]  # fmt: skip


def test_legal_numbering_has_digits_all_through() -> None:
    numbering = listed(
        level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    )
    assert lines(item("总则") + item("目的", 1), numbering=numbering)[1] == "1.1 目的"


def test_a_level_that_is_never_restarted_counts_on() -> None:
    kept = level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>')
    numbering = listed(level(0, "chineseCounting", "%1、"), kept)
    body = item("甲") + item("子", 1) + item("乙") + item("丑", 1)
    assert lines(body, numbering=numbering) == ["一、甲", "（1）子", "二、乙", "（2）丑"]


def test_lists_of_one_definition_go_on_and_an_override_begins_anew() -> None:
    body = item("甲") + item("乙") + item("丙", number=2) + item("丁", number=2)
    numbering = listed(level(0, "decimal", "%1、"))
    assert lines(body, numbering=numbering) == ["1、甲", "2、乙", "3、丙", "4、丁"]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = listed(level(0, "decimal", "%1、"), override=override)
    assert lines(body, numbering=numbering) == ["1、甲", "2、乙", "5、丙", "6、丁"]


def test_an_override_may_bring_another_form() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、")}</w:lvlOverride>'
    numbering = listed(level(0, "decimal", "%1、"), override=other)
    assert lines(item("甲", number=2), numbering=numbering) == ["A、甲"]


def test_styles_bring_numbers_and_a_paragraph_may_refuse_them() -> None:
    numbering = listed(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    )
    styles = "".join(
        f"""<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
        for name in ("h1", "h2")
    )
    body = (
        para("总则", '<w:pStyle w:val="h1"/>')
        + para("目的", '<w:pStyle w:val="h2"/>')
        + para("说明", '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(body, numbering=numbering, styles=styles) == ["一、总则", "（一）目的", "说明"]


def test_a_list_may_stand_for_that_of_a_numbering_style() -> None:
    linked = """<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="mine"/></w:abstractNum>
      <w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>"""
    styles = """<w:style w:type="numbering" w:styleId="mine"><w:pPr><w:numPr>
      <w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
    numbering = listed(level(0, "chineseCounting", "%1、"), more=linked)
    assert lines(item("甲", number=3), numbering=numbering, styles=styles) == ["一、甲"]


def test_lists_and_levels_that_are_not_there_count_nothing() -> None:
    numbering = listed(level(0, "decimal", "%1、"))
    body = item("甲") + item("乙") + item("丙", number=99) + item("丁", at=12)
    assert lines(body, numbering=numbering) == ["1、甲", "2、乙", "丙", "丁"]
    assert lines(item("甲")) == ["甲"]


def test_the_number_has_the_weight_of_its_text() -> None:
    numbering = listed(level(0, "chineseCounting", "%1、"))
    bold = item("加强领导").replace("<w:rPr></w:rPr>", "<w:rPr><w:b/></w:rPr>")
    assert first(bold, numbering=numbering).bold


def test_an_empty_paragraph_counts_and_shows_its_number_in_a_table_alone() -> None:
    numbering = listed(level(0, "decimal", "%1"))
    assert lines(item("甲") + item("") + item("乙"), numbering=numbering) == ["1 甲", "3 乙"]
    rows = "".join(
        f"<w:tr><w:tc>{item('')}</w:tc><w:tc>{para(name)}</w:tc></w:tr>" for name in "甲乙"
    )
    assert lines(f"<w:tbl>{rows}</w:tbl>", numbering=numbering) == ["1\t甲\n2\t乙"]


def test_paragraphs_that_were_merged_have_one_number() -> None:
    numbering = listed(level(0, "decimal", "%1、"))
    deleted = item("上半", more='<w:rPr><w:del w:id="1"/></w:rPr>')
    body = deleted + item("下半") + item("乙")
    assert lines(body, numbering=numbering) == ["1、上半下半", "2、乙"]
