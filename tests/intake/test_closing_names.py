"""Who sent an article stands in brackets at the right below it: a byline, never a title."""

import pytest

from bulletin_desk.intake.pdf.atoms import atoms_of
from bulletin_desk.intake.pdf.glyphs import Glyph
from bulletin_desk.intake.pdf.looks import Look
from bulletin_desk.intake.pdf.rows import rows_of
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.source import Align, Recognised, Role, SourceLine
from bulletin_desk.model.bulletin import Article
from intake.sample_sources import MEETING, NEWS, WORK, name, source, text, title

UNITS = ["（团市委）", "（市残联）", "（青石县）", "（市妇联）", "(白杨镇)"]


def right(shown: str) -> SourceLine:
    return text(shown, align=Align.RIGHT)


def articles(found: Recognised) -> list[Article]:
    assert found.intake.bulletin
    return list(found.intake.bulletin.articles())


@pytest.mark.parametrize("unit", UNITS)
def test_a_name_at_the_right_is_the_byline_of_what_stands_above_it(unit: str) -> None:
    found = recognise(
        source(
            name("云泽文明简报"),
            text("第6期", align=Align.CENTRE),
            text("云泽市文明办　　2025年4月18日"),
            text("【工作动态】"),
            title(f"{unit[1:-1]}开展清洁家园志愿服务活动"),
            text(NEWS),
            right(unit),
            title("团市委深化文明单位结对帮扶"),
            text(MEETING),
            right(unit),
            text("【基层信息】"),
            title(f"{unit[1:-1]}打造“十五分钟阅读圈”"),
            text(WORK),
            right(unit),
        )
    )
    kept = articles(found)
    assert [article.title for article in kept] == [
        f"{unit[1:-1]}开展清洁家园志愿服务活动",
        "团市委深化文明单位结对帮扶",
        f"{unit[1:-1]}打造“十五分钟阅读圈”",
    ]
    assert [article.byline for article in kept] == [unit[1:-1]] * 3
    assert [len(article.body) for article in kept] == [1, 1, 1]
    assert Role.UNKNOWN not in found.roles


@pytest.mark.parametrize("shown", ["（完）", "（2025年4月18日）", "（下转第3版）"])
def test_what_is_no_name_is_no_byline(shown: str) -> None:
    found = recognise(source(title("青石县开展清洁家园志愿服务活动"), text(NEWS), right(shown)))
    assert found.intake.articles[0].byline == ""


def test_a_quotation_mark_that_was_written_after_its_line_stands_in_its_gap() -> None:
    look = Look(22.0)
    places = {"推": 0, "进": 22, "一": 55, "窗": 77, "“": 44, "”": 99}
    glyphs = [
        Glyph(char, at, at + (11 if char in "“”" else 22), 100.0, look)
        for char, at in places.items()
    ]
    assert [row.text for row in rows_of(atoms_of(glyphs))] == ["推进“一窗”"]


def test_an_office_and_a_person_below_a_text_signed_it() -> None:
    head = title("青石县开展清洁家园志愿服务活动")
    found = recognise(source(head, text(NEWS), text(WORK), text("县文明办综合科 张明远")))
    article = found.intake.articles[0]
    assert (article.byline, article.units) == ("县文明办综合科 张明远", ("县文明办综合科",))
    assert (len(article.body), found.roles[3]) == (2, Role.BYLINE)


def test_two_that_sent_a_text_together_are_two() -> None:
    lines = [
        title("青石县开展清洁家园志愿服务活动"),
        text(NEWS),
        right("（市残联 市图书馆联合供稿）"),
    ]
    article = recognise(source(*lines)).intake.articles[0]
    assert (article.byline, article.units) == ("市残联 市图书馆", ("市残联", "市图书馆"))


def test_a_list_of_issues_is_no_issue() -> None:
    lines = [text("2024年简报目录"), text("第1期 1页"), text("第2期 3页"), text("第3期 5页")]
    found = recognise(source(*lines, kind="text"))
    assert found.intake.bulletin is None
    assert found.doubts
