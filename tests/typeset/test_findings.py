"""What the pages tell the checks: lone characters, lone lines, missing characters, stand-ins."""

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section
from bulletin_desk.model.checks import Facts, Flaw, PageFacts, check_bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.flow import Source
from bulletin_desk.model.richtext import Block, plain
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document, Page, PictureItem, Placed, TextLine
from bulletin_desk.typeset.findings import page_facts
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter

TEMPLATE = load_template("kuaibao")  # 28 characters a line, 26 in a paragraph's first
FONTS = Fonts(system=False)


def facts(*body: Block, title: str = "推进会", run_in: bool = False) -> PageFacts:
    article = Article("a", title, run_in=run_in, body=body)
    bulletin = Bulletin("kuaibao", contents=False, sections=(Section(articles=(article,)),))
    return page_facts(Typesetter(FONTS).typeset(compose(bulletin, TEMPLATE)), FONTS)


def flaws(*body: Block, title: str = "推进会", run_in: bool = False) -> list[tuple[Flaw, str]]:
    return [(flaw.flaw, flaw.text) for flaw in facts(*body, title=title, run_in=run_in).flaws]


def pages_of(*pages: list[tuple[Source, int, int, str]]) -> list[Flaw]:
    """The flaws of made pages: for each line its source, its range and its text."""
    made = tuple(
        Page(595, 842, tuple(
            Placed(80, 100 + 28 * row, TextLine((), start, end, 400, 16, 14), source)
            for row, (source, start, end, _) in enumerate(page)
        ), "")
        for page in pages
    )  # fmt: skip
    document = Document(made, (), {}, "", "", "")
    return [flaw.flaw for flaw in page_facts(document, FONTS).flaws]


def test_one_character_on_a_paragraphs_last_line():
    assert flaws(plain("云" * 27)) == [(Flaw.ALONE_ON_LINE, "云")]
    assert flaws(plain("云" * 27 + "。")) == [(Flaw.ALONE_ON_LINE, "云")]


@pytest.mark.parametrize("text", ["云" * 26, "云" * 28, "云", "是。", "云" * 26 + "26", "云" * 54])
def test_other_last_lines_are_no_flaw(text: str):
    assert flaws(plain(text)) == []


def test_one_character_of_a_title_that_the_clerk_broke():
    assert flaws(plain("文字。"), title="青石县召开推进\n会") == [(Flaw.ALONE_ON_LINE, "会")]
    assert flaws(plain("文字。"), title="青石县\n召开推进会") == []
    assert flaws(plain("文字。"), title="会") == []


def test_the_place_of_a_run_in_paragraph_counts_its_own_text():
    (flaw,) = facts(plain("云" * 20 + "泽"), title="简讯一则会", run_in=True).flaws
    assert (flaw.text, flaw.start, flaw.source.part) == ("泽", 20, "body")


def test_a_character_that_no_font_has():
    (flaw,) = facts(plain("甲\U0001cfff乙")).flaws
    assert (flaw.flaw, flaw.text, flaw.start) == (Flaw.NO_GLYPH, "\U0001cfff", 1)


def test_invisible_characters_and_rare_ones_that_a_font_has_are_no_flaw():
    assert flaws(plain("甲\u200b乙\ufe00丙 丁\u3000戊堃喆")) == []


def test_stand_ins_are_named_only_when_used():
    body = plain("云泽市。")
    assert "方正小标宋简体" in dict(facts(body).substitutions)
    # No table, no caption: no 宋体.
    assert "宋体" not in dict(facts(body).substitutions)


A, B = Source("body", "a", 0), Source("body", "a", 1)
TITLE = Source("title", "b")


def test_a_last_line_alone_at_the_head_of_a_page():
    head = [(A, 0, 20, ""), (A, 20, 40, "")]
    assert pages_of(head, [(A, 40, 50, ""), (B, 0, 20, "")]) == [Flaw.TOP_OF_PAGE]
    assert pages_of(head, [(A, 40, 50, ""), (A, 50, 60, ""), (B, 0, 5, "")]) == []
    assert pages_of(head, [(B, 0, 20, ""), (B, 20, 30, "")]) == []


def test_a_first_line_alone_at_the_foot_of_a_page():
    tail = [(B, 20, 40, ""), (B, 40, 50, "")]
    assert pages_of([(A, 0, 20, ""), (B, 0, 20, "")], tail) == [Flaw.FOOT_OF_PAGE]
    assert pages_of([(A, 0, 20, ""), (B, 0, 10, ""), (B, 10, 20, "")], tail) == []


def test_a_title_at_the_foot_of_a_page():
    text = Source("body", "b", 0)
    after = [(text, 0, 20, ""), (text, 20, 30, "")]
    assert pages_of([(A, 0, 20, ""), (TITLE, 0, 6, "")], after) == [Flaw.FOOT_OF_PAGE]


def test_one_line_on_a_page():
    assert pages_of([(A, 0, 20, ""), (A, 20, 40, "")], [(A, 40, 44, "")]) == [Flaw.ALONE_ON_PAGE]
    assert pages_of([(A, 0, 20, "")]) == []


FOOTER = Source("distribution")


def lines(source: Source, count: int = 1) -> list[tuple[Source, int, int, str]]:
    return [(source, 10 * row, 10 * row + 10, "") for row in range(count)]


def test_the_footer_alone_on_the_last_page():
    text = lines(A, 3)
    assert pages_of(text, lines(FOOTER, 2)) == [Flaw.FOOTER_ALONE]
    assert pages_of(text, lines(FOOTER)) == [Flaw.FOOTER_ALONE]
    assert pages_of(text, text, lines(FOOTER, 3)) == [Flaw.FOOTER_ALONE]


def test_a_footer_with_text_on_one_page_or_longer_than_a_page_is_no_flaw():
    text = lines(A, 3)
    assert pages_of(text, [*lines(B, 2), *lines(FOOTER, 2)]) == []
    assert pages_of(lines(FOOTER, 2)) == []
    assert pages_of(text, [*lines(B, 2), *lines(FOOTER, 3)], lines(FOOTER, 3)) == []


def test_a_picture_keeps_the_footer_company():
    picture = Placed(80, 100, PictureItem("0" * 64, 100, 100, 0), A)
    footer = [Placed(80, 700 + 28 * row, TextLine((), 0, 4, 400, 16, 14), FOOTER) for row in (0, 1)]
    first = Page(595, 842, tuple(
        Placed(80, 100 + 28 * row, TextLine((), 10 * row, 10 * row + 10, 400, 16, 14), A)
        for row in range(3)
    ), "")  # fmt: skip
    last = Page(595, 842, (picture, *footer), "")
    document = Document((first, last), (), {}, "", "", "")
    assert page_facts(document, FONTS).flaws == ()


def test_the_rule_of_the_footer_goes_with_the_typeset_pages():
    def found(paragraphs: int) -> list[str]:
        body = tuple(plain("云" * 26) for _ in range(paragraphs))
        bulletin = Bulletin(
            "kuaibao",
            contents=False,
            sections=(Section(articles=(Article("a", "推进会", body=body),)),),
            distribution=Distribution("市委", "各部门", "各县", 50),
        )
        document = Typesetter(FONTS).typeset(compose(bulletin, TEMPLATE))
        known = Facts(pages=page_facts(document, FONTS))
        problems = check_bulletin(bulletin, TEMPLATE, known)
        return [p.place for p in problems if p.rule == "footer-alone"]

    places = [found(count) for count in range(8, 32)]
    # As the text grows the footer is pushed to a page of its own, and then gets company again.
    assert ["版记"] in places
    assert places[0] == places[-1] == []


def test_the_rules_tell_page_and_character():
    bulletin = Bulletin(
        "kuaibao",
        contents=False,
        sections=(Section(articles=(Article("a", "推进\n会", body=(plain("云" * 27),)),)),),
    )
    document = Typesetter(FONTS).typeset(compose(bulletin, TEMPLATE))
    known = Facts(pages=page_facts(document, FONTS))
    found = {p.rule: p for p in check_bulletin(bulletin, TEMPLATE, known)}
    assert "第1页" in found["lone-title-character"].message
    assert "“云”" in found["lone-character"].message
    assert found["lone-character"].start == 26
    assert "仿宋_GB2312（用" in found["substituted-font"].message
