"""Edits return new bulletins and share what did not change."""

import datetime
from dataclasses import replace

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    Masthead,
    Section,
)
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.template_file import parse_template
from bulletin_desk.model.templates import load_template

A, B, C = (Article(id=name, title=name, body=(plain(name),)) for name in "abc")
NEWS, BRIEF = Section("news", "动态", (A, B)), Section("brief", "时讯", (C,))
ISSUE = Bulletin(
    masthead=Masthead("简报", 7, 107, issuer="办公室", date=datetime.date(2026, 3, 1)),
    sections=(NEWS, BRIEF),
    distribution=Distribution(report_to="市委", copies=60),
)


def order(bulletin: Bulletin) -> list[list[str]]:
    return [[article.id for article in section.articles] for section in bulletin.sections]


def test_moving_an_article_between_sections():
    moved = edits.move_article(ISSUE, "a", "brief", 1)
    assert order(moved) == [["b"], ["c", "a"]]
    assert moved.find_article("a") is A
    assert order(ISSUE) == [["a", "b"], ["c"]]


def test_an_edit_shares_what_it_does_not_touch():
    changed = edits.replace_article(ISSUE, Article(id="c", title="新"))
    assert changed.sections[0] is NEWS
    assert changed.sections[1].articles[0].title == "新"
    assert edits.replace_article(ISSUE, C) is ISSUE
    assert edits.remove_article(ISSUE, "none") is ISSUE


def test_sections_are_added_renamed_moved_and_removed():
    added = edits.add_section(ISSUE, "经验", 1)
    assert [s.name for s in added.sections] == ["动态", "经验", "时讯"]
    assert [s.name for s in edits.move_section(added, "brief", 0).sections] == [
        "时讯", "动态", "经验",
    ]  # fmt: skip
    assert edits.rename_section(ISSUE, "news", "要闻").sections[0].articles == (A, B)
    assert order(edits.remove_section(ISSUE, "news")) == [["c"]]


def test_the_place_of_an_article():
    assert edits.find_section(ISSUE, "c") == (BRIEF, 0)
    assert edits.find_section(ISSUE, "none") is None


def test_the_next_issue_keeps_the_frame_but_not_the_articles():
    date = datetime.date(2026, 3, 8)
    issue = edits.next_issue(ISSUE, number=8, date=date)
    assert (issue.masthead.number, issue.masthead.serial_number) == (8, 108)
    assert issue.masthead.date == date
    assert issue.distribution == ISSUE.distribution
    assert order(issue) == [[], []]
    assert {s.id for s in issue.sections}.isdisjoint({"news", "brief"})


def test_articles_taken_over_get_identifiers_of_their_own():
    issue = edits.next_issue(ISSUE, number=8, date=None, keep_articles=True)
    assert [a.title for a in issue.articles()] == ["a", "b", "c"]
    assert {a.id for a in issue.articles()}.isdisjoint({"a", "b", "c"})
    assert {a.origin for a in issue.articles()} == {""}
    told = edits.next_issue(ISSUE, number=8, date=None, keep_articles=True, origin="第7期")
    assert {a.origin for a in told.articles()} == {"第7期"}


def test_a_new_issue_from_a_template():
    template = load_template("jingshen-wenming")
    issue = edits.new_bulletin(template, series="某市简报", number=1)
    assert [s.name for s in issue.sections] == ["工作动态", "经验交流", "文明时讯"]
    assert (issue.series, issue.template) == ("某市简报", "jingshen-wenming")
    supplement = edits.new_bulletin(load_template("zengkan"))
    assert supplement.masthead.supplement
    assert len(supplement.sections) == 1


def test_a_sequence_that_never_restarts_goes_on():
    text = 'id = "own"\nname = "自用"\n[numbering]\nrestart = "never"\n'
    issue = edits.new_bulletin(parse_template(text, "own.toml"), number=40)
    assert issue.masthead.numbering_year == 0
    following = edits.next_issue(issue, number=41, date=datetime.date(2027, 1, 5))
    assert following.masthead.numbering_year == 0


def test_a_title_runs_in_where_the_template_says_so():
    template = load_template("jingshen-wenming")
    plain_one, run_in = Article("a", "甲"), Article("b", "乙", run_in=True)
    assert edits.in_column(plain_one, "文明时讯", template).run_in
    assert not edits.in_column(run_in, "工作动态", template).run_in
    # What is right already, or in a column that the template does not know, stays the same object.
    assert edits.in_column(run_in, "文明时讯", template) is run_in
    assert edits.in_column(run_in, "县区动态", template) is run_in


def test_another_template_brings_and_takes_its_own_parts():
    cover, plain_one = load_template("jingshen-wenming"), load_template("kuaibao")
    meeting = load_template("huiyi")
    switched = edits.with_template(ISSUE, cover, plain_one)
    assert (switched.template, switched.contents) == ("kuaibao", False)
    assert edits.with_template(switched, plain_one, cover).contents
    without = replace(ISSUE, contents=False)
    assert not edits.with_template(without, cover, meeting).contents
    marked = edits.with_template(ISSUE, cover, meeting)
    assert marked.masthead.notice == meeting.notice
    assert edits.with_template(marked, meeting, cover).masthead.notice == ""
    listed = replace(ISSUE, contents_style=ContentsStyle.BULLETED, contents_pages=True)
    switched = edits.with_template(listed, cover, meeting)
    assert (switched.contents_style, switched.contents_pages) == (None, None)
    assert edits.next_issue(listed, number=8, date=None).contents_style is ContentsStyle.BULLETED
    own = replace(ISSUE, masthead=replace(ISSUE.masthead, notice="内部文件"))
    assert edits.with_template(own, cover, meeting).masthead.notice == "内部文件"
