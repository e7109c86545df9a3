"""Parts of a past issue come into another as copies; what is not wanted stays as it was."""

from dataclasses import replace

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.edits import add_section
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.taking import DISTRIBUTION_PARTS, MASTHEAD_PARTS, Wanted, take
from bulletin_desk.model.templates import load_template

ORIGIN = "2025年第3期"


def article(name: str) -> Article:
    return Article(name, f"稿件{name}", body=(plain(f"{name}的正文。"),), origin="更早的一期")


PAST = Bulletin(
    masthead=Masthead("简报", 3, 103, issuer="市文明办", classification="内部", notice="注意保存"),
    sections=(
        Section("p1", "县区传真", (article("a"), article("b"))),
        Section("p2", "工作动态", (article("c"),)),
        Section("p3", "", (article("d"),)),
    ),
    distribution=Distribution("市委", "", "各县", 60),
)
OPEN = Bulletin(
    masthead=Masthead("简报", 9, 109, issuer="办公室"),
    sections=(Section("o1", "工作动态", (article("x"),)), Section("o2", "文明时讯")),
    distribution=Distribution("省厅", "市直部门", "", 12),
)
ALL = frozenset("abcd")


def shown(bulletin: Bulletin) -> list[tuple[str, list[str]]]:
    return [(s.name, [a.title for a in s.articles]) for s in bulletin.sections]


def taken(wanted: Wanted, bulletin: Bulletin = OPEN, *, at: str = "") -> Bulletin:
    return take(bulletin, PAST, wanted, origin=ORIGIN, at=at).bulletin


def test_columns_are_matched_by_name_and_new_ones_come_behind():
    result = taken(Wanted(columns=frozenset({"p1", "p2"}), articles=frozenset("abc")))
    assert shown(result) == [
        ("工作动态", ["稿件x", "稿件c"]),
        ("文明时讯", []),
        ("县区传真", ["稿件a", "稿件b"]),
    ]
    assert result.sections[1] is OPEN.sections[1]
    assert (result.masthead, result.distribution) == (OPEN.masthead, OPEN.distribution)


def test_copies_have_ids_of_their_own_and_name_their_origin():
    result = take(OPEN, PAST, Wanted(articles=frozenset("ac")), origin=ORIGIN)
    came = [a for a in result.bulletin.articles() if a.id in result.articles]
    assert [a.title for a in came] == ["稿件c", "稿件a"]
    assert {a.id for a in came}.isdisjoint(ALL)
    assert {a.origin for a in came} == {ORIGIN}
    assert [a.body for a in came] == [article("c").body, article("a").body]
    assert result.bulletin.find_article("x") == article("x")


def test_an_article_by_itself_brings_its_column():
    assert shown(taken(Wanted(articles=frozenset("b"))))[-1] == ("县区传真", ["稿件b"])


def test_a_column_comes_with_its_name_only():
    assert shown(taken(Wanted(columns=frozenset({"p1"}))))[-1] == ("县区传真", [])
    assert taken(Wanted(columns=frozenset({"p2"}))) is OPEN


def test_a_space_in_a_name_makes_no_other_column():
    spaced = replace(OPEN, sections=(Section("o1", "工作 动态"),))
    assert shown(taken(Wanted(articles=frozenset("c")), spaced)) == [("工作 动态", ["稿件c"])]


@pytest.mark.parametrize(("at", "names"), [("o2", ["文明时讯"]), ("", ["工作动态"])])
def test_an_article_without_column_goes_where_one_is_or_first(at: str, names: list[str]):
    result = taken(Wanted(articles=frozenset("d")), at=at)
    assert [n for n, titles in shown(result) if "稿件d" in titles] == names
    assert len(result.sections) == 2


def test_an_article_without_column_goes_to_those_without():
    mixed = add_section(OPEN, "")
    assert shown(taken(Wanted(articles=frozenset("d")), mixed, at="o1"))[-1] == ("", ["稿件d"])
    empty = replace(OPEN, sections=())
    assert shown(taken(Wanted(articles=frozenset("d")), empty)) == [("", ["稿件d"])]


def test_columns_take_the_place_of_the_empty_section_without_name():
    bare = replace(OPEN, sections=(Section("o", ""),))
    assert shown(taken(Wanted(columns=frozenset({"p1"})), bare)) == [("县区传真", [])]
    both = Wanted(columns=frozenset({"p1"}), articles=frozenset("d"))
    assert shown(taken(both, bare)) == [("", ["稿件d"]), ("县区传真", [])]
    held = replace(OPEN, sections=(Section("o", "", (article("x"),)),))
    assert shown(taken(Wanted(columns=frozenset({"p1"})), held))[0] == ("", ["稿件x"])


def test_the_distribution_is_replaced_part_by_part():
    whole = taken(Wanted(distribution=frozenset(DISTRIBUTION_PARTS)))
    assert whole.distribution == PAST.distribution
    some = taken(Wanted(distribution=frozenset({"report_to"})))
    assert some.distribution == replace(OPEN.distribution, report_to="市委")
    assert some.sections is OPEN.sections or some.sections == OPEN.sections


def test_number_and_date_of_the_masthead_stay():
    masthead = taken(Wanted(masthead=frozenset(MASTHEAD_PARTS))).masthead
    assert (masthead.number, masthead.serial_number) == (9, 109)
    assert (masthead.issuer, masthead.classification) == ("市文明办", "内部")
    assert masthead.notice == "注意保存"


def test_titles_run_in_as_the_template_has_it():
    template = load_template("jingshen-wenming")
    briefs = replace(PAST, sections=(Section("p", "文明时讯", (article("a"),)),))
    result = take(OPEN, briefs, Wanted(articles=frozenset("a")), origin="", template=template)
    assert [a.run_in for a in result.bulletin.sections[1].articles] == [True]


def test_nothing_wanted_changes_nothing():
    assert not Wanted()
    assert taken(Wanted()) is OPEN
