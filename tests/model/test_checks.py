"""The checks as a whole: order, keys, rules switched off, what is missing, what others know."""

import datetime
from dataclasses import replace

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.checks import (
    Checker,
    Facts,
    Flaw,
    LibraryFacts,
    PageFacts,
    PageFlaw,
    Problem,
    Severity,
    check_bulletin,
    rules,
)
from bulletin_desk.model.flow import Source
from bulletin_desk.model.richtext import ParagraphKind, Picture, plain
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import load_template
from model.checking import MASTHEAD, TEMPLATE, found, issue, rule_ids


def test_a_sound_issue_has_no_problem():
    assert rule_ids(issue("他说：“开展《条例》宣传（第1次）。”发放3,000份。")) == set()


def test_every_rule_says_what_it_is_for_and_has_its_own_id():
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    for rule in rules():
        assert rule.name
        assert rule.explains.endswith("。")


def test_problems_come_in_the_order_of_the_page():
    first = Article("a", "推进会召开", body=(plain("会议指出,要落实。"), plain("抓好落实。。")))
    second = Article("b", "", body=(plain("内容"),))
    bulletin = Bulletin(sections=(Section("s", "动态", (first, second)), Section("t", "交流")))
    problems = [p for p in check_bulletin(bulletin, TEMPLATE) if p.source.part != "masthead"]
    assert [p.rule for p in problems] == [
        "half-width-mark", "doubled-mark", "no-title", "empty-section",
    ]  # fmt: skip
    assert check_bulletin(bulletin, TEMPLATE)[0].source.part == "masthead"


def test_a_rule_that_is_switched_off_is_silent():
    bulletin = issue("会议指出,要落实。。")
    assert rule_ids(bulletin) == {"half-width-mark", "doubled-mark"}
    left = check_bulletin(bulletin, TEMPLATE, disabled={"half-width-mark"})
    assert {p.rule for p in left} == {"doubled-mark"}


def test_the_key_stays_when_text_elsewhere_changes():
    def key(*texts: str) -> str:
        (problem,) = found(issue(*texts, article_id="a"), "half-width-mark")
        return problem.key

    known = key("近日，青石县召开大会。", "会议指出,要抓好落实。")
    assert key("会议指出,要抓好落实。", "散会。") == known
    assert key("会议强调,要抓好落实。") != known


def test_keys_of_different_articles_differ():
    one = found(issue("会议指出,要落实。", article_id="a"), "half-width-mark")[0]
    other = found(issue("会议指出,要落实。", article_id="b"), "half-width-mark")[0]
    assert one.key != other.key


def test_only_a_changed_article_is_looked_through_again(monkeypatch: pytest.MonkeyPatch):
    from bulletin_desk.model.checks import registry

    asked: list[str] = []

    def look(article: Article, template: Template) -> list[object]:
        asked.append(article.id)
        return []

    rule = replace(next(r for r in rules() if r.id == "no-title"), find=look)
    monkeypatch.setattr(registry, "rules", lambda: (rule,))
    checker = Checker()
    articles = tuple(Article(f"a{n}", "标题", body=(plain("文"),)) for n in range(3))
    bulletin = Bulletin(masthead=MASTHEAD, sections=(Section("s", "", articles),))
    checker.check(bulletin, TEMPLATE)
    assert asked == ["a0", "a1", "a2"]
    changed = (articles[0], replace(articles[1], title="新"), articles[2])
    checker.check(replace(bulletin, sections=(Section("s", "", changed),)), TEMPLATE)
    assert asked[3:] == ["a1"]
    # Another template may print pictures in another width.
    checker.check(bulletin, load_template("gongzuo"))
    assert len(asked) == 7


def test_json_holds_what_scripts_know():
    (problem,) = found(issue("会议指出,要落实。", article_id="a"), "half-width-mark")
    json = problem.to_json()
    assert (json["rule"], json["severity"], json["article"], json["block"]) == (
        "half-width-mark", "warning", "a", 0,
    )  # fmt: skip
    assert (json["start"], json["length"], json["key"]) == (4, 1, problem.key)


def test_what_is_missing_is_named():
    empty = Bulletin(sections=(Section(name="工作动态"),))
    assert rule_ids(empty) == {"missing-masthead-part", "empty-section"}
    messages = [p.message for p in found(empty, "missing-masthead-part")]
    assert [next(m for m in messages if name in m) for name in ("刊名", "期号", "编发单位", "日期")]
    assert rule_ids(issue(title="")) == {"no-title", "no-text"}
    assert {p.severity for p in check_bulletin(empty, TEMPLATE)} == {Severity.ERROR}


def test_the_masthead_needs_only_what_the_template_shows():
    layout = replace(TEMPLATE.masthead, parts=())
    assert check_bulletin(Bulletin(), replace(TEMPLATE, masthead=layout)) == []


def test_the_notice_is_asked_for_where_the_template_has_one():
    meeting = load_template("huiyi")
    bulletin = issue("内容。")
    (problem,) = check_bulletin(bulletin, meeting)
    assert "内部资料" in problem.message
    noted = replace(bulletin, masthead=replace(MASTHEAD, notice="内部资料"))
    assert check_bulletin(noted, meeting) == []


def test_the_cumulative_number_is_asked_for_where_the_series_counts_it():
    serial = replace(TEMPLATE, serial=True)
    assert "总期号" in check_bulletin(issue("内容。"), serial)[0].message
    numbered = replace(issue("内容。"), masthead=replace(MASTHEAD, serial_number=9))
    assert check_bulletin(numbered, serial) == []


def test_the_footer_keeps_what_the_template_fills_in():
    asking = replace(TEMPLATE, distribution=Distribution("省文明办", "", "各县", 50))
    problems = check_bulletin(issue("内容。"), asking)
    assert [p.rule for p in problems] == ["missing-footer-part"] * 3
    assert "“报”" in problems[0].message
    whole = replace(issue("内容。"), distribution=Distribution("市委", "", "各部门", 8))
    assert check_bulletin(whole, asking) == []
    # Templates without a footer of their own ask for none.
    assert rule_ids(issue("内容。")) == set()


def footer_rules(bulletin: Bulletin, template: Template, before: bool | None) -> list[str]:
    facts = Facts(library=LibraryFacts(footer_before=before))
    return [p.rule for p in check_bulletin(bulletin, template, facts)]


def test_a_footer_that_the_issue_before_has_is_missed():
    bare = issue("内容。")
    blank = replace(bare, distribution=Distribution(" ", "", "\n"))
    assert footer_rules(bare, TEMPLATE, True) == ["footer-gone"]
    assert footer_rules(blank, TEMPLATE, True) == ["footer-gone"]
    # The first issue of a series is told quietly: the series may have none.
    assert footer_rules(bare, TEMPLATE, None) == ["no-footer"]
    severities = {rule.id: rule.severity for rule in rules()}
    assert severities["footer-gone"] is Severity.WARNING
    assert severities["no-footer"] is Severity.NOTICE


def test_a_series_without_a_footer_and_a_footer_in_part_are_let_be():
    bare = issue("内容。")
    assert footer_rules(bare, TEMPLATE, False) == []
    for given in (Distribution(copies=8), Distribution(issue_to="各部门")):
        for before in (True, False, None):
            assert footer_rules(replace(bare, distribution=given), TEMPLATE, before) == []
    # What the template fills in is told part by part, and once.
    asking = replace(TEMPLATE, distribution=Distribution("省文明办"))
    assert footer_rules(bare, asking, True) == ["missing-footer-part"]


def test_an_empty_paragraph_is_told_once_for_each_gap():
    bulletin = issue("甲。", "", "　 ", "乙。", "")
    assert [p.source.block for p in found(bulletin, "empty-paragraph")] == [1, 4]
    first, second = found(bulletin, "empty-paragraph")
    assert first.key != second.key
    # The gap stays the same one when a paragraph is put in above it.
    body = ("新的一段。", "甲。", "", "乙。")
    article = bulletin.sections[0].articles[0].id
    (moved,) = found(issue(*body, article_id=article), "empty-paragraph")
    assert moved.key == first.key


def test_an_article_without_text_and_the_gap_above_a_signature_are_no_empty_paragraphs():
    assert found(issue(""), "empty-paragraph") == []
    assert found(issue("", ""), "empty-paragraph") == []
    signature = plain("市文明办", ParagraphKind.SIGNATURE)
    assert found(issue("甲。", "", "", signature), "empty-paragraph") == []
    picture = Picture("0" * 64, "image/png", 2000, 1500)
    assert found(issue("甲。", picture, "乙。"), "empty-paragraph") == []
    assert len(found(issue("甲。", "", picture, signature), "empty-paragraph")) == 1


def test_a_picture_is_text_enough():
    picture = Picture("0" * 64, "image/png", 2000, 1500)
    article = Article(title="图片新闻", body=(picture,))
    assert rule_ids(Bulletin(masthead=MASTHEAD, sections=(Section(articles=(article,)),))) == set()


def test_an_unnamed_section_may_be_empty():
    assert rule_ids(Bulletin(masthead=MASTHEAD, sections=(Section(),))) == set()


@pytest.mark.parametrize(
    ("date", "wrong"),
    [(datetime.date(2026, 1, 3), True), (datetime.date(2026, 1, 2), False), (None, False)],
)
def test_the_issue_is_not_older_than_its_articles(date: datetime.date | None, wrong: bool):
    bulletin = issue("内容。", date=date)
    assert rule_ids(bulletin) == ({"issue-before-article"} if wrong else set())
    for problem in found(bulletin, "issue-before-article"):
        # The date of an article is not to be edited anywhere.
        assert "报头 › 日期" in problem.message
        assert "2026年1月3日" in problem.message
        assert "2026年1月2日" in problem.message


def test_an_undated_issue_is_older_than_nothing():
    bulletin = issue("内容。", date=datetime.date(2026, 1, 3))
    undated = replace(bulletin, masthead=replace(MASTHEAD, date=None))
    assert rule_ids(undated) == {"missing-masthead-part"}


def test_the_same_article_twice_in_one_issue():
    text = "近日，青石县召开背街小巷整治工作推进会，安排下一阶段的重点任务。"

    def twice(first: Article, second: Article) -> set[str]:
        sections = (Section(articles=(first, second)),)
        return rule_ids(Bulletin(masthead=MASTHEAD, sections=sections))

    same_title = (Article(title="青石县召开推进会", body=(plain(part),)) for part in "甲乙")
    assert twice(*same_title) == {"article-twice"}
    same_text = (Article(title=title, body=(plain(text),)) for title in ("一", "二"))
    assert twice(*same_text) == {"article-twice"}
    # 简讯 is the title of many, and 略 the text.
    assert twice(*(Article(title="简讯", body=(plain("略"),)) for _ in range(2))) == set()


def library_rules(bulletin: Bulletin, facts: LibraryFacts) -> list[str]:
    return [p.rule for p in check_bulletin(bulletin, TEMPLATE, Facts(facts))]


def test_a_number_that_another_issue_has():
    assert library_rules(issue("文。"), LibraryFacts(taken="第1期")) == ["number-taken"]
    assert library_rules(issue("文。"), LibraryFacts()) == []


@pytest.mark.parametrize(
    ("number", "previous", "wrong"),
    [(7, 5, True), (7, 6, False), (7, None, False), (1, None, False), (None, 5, False)],
)
def test_a_number_that_was_skipped(number: int | None, previous: int | None, wrong: bool):
    masthead = Masthead("简报", number, issuer="办公室", date=datetime.date(2026, 1, 2))
    bulletin = replace(issue("文。"), masthead=masthead)
    has = "number-skipped" in library_rules(bulletin, LibraryFacts(previous=previous))
    assert has == wrong


def test_a_cumulative_number_that_was_skipped():
    bulletin = replace(issue("文。"), masthead=replace(MASTHEAD, serial_number=112))
    assert library_rules(bulletin, LibraryFacts(previous_serial=110)) == ["number-skipped"]
    assert library_rules(bulletin, LibraryFacts(previous_serial=111)) == []


def test_an_article_that_was_used_before():
    bulletin = issue("文。", article_id="a")
    facts = LibraryFacts(used_before={"a": ("第3期", "第4期"), "b": ("第5期",)})
    (problem,) = check_bulletin(bulletin, TEMPLATE, Facts(facts))
    assert (problem.rule, problem.source.owner) == ("used-before", "a")
    assert "第3期、第4期" in problem.message


def page_problems(*flaws: PageFlaw) -> list[Problem]:
    return check_bulletin(issue("文。"), TEMPLATE, Facts(pages=PageFacts(flaws)))


def test_a_character_without_glyph_is_told_once_an_article():
    flaws = [PageFlaw(Flaw.NO_GLYPH, Source("body", "a", n), 0, "\U0001cfff", 1) for n in (0, 1)]
    (problem,) = page_problems(*flaws)
    assert (problem.rule, problem.severity) == ("missing-glyph", Severity.ERROR)
    assert "U+1CFFF" in problem.message


@pytest.mark.parametrize(
    ("flaw", "sentence"),
    [
        (Flaw.TOP_OF_PAGE, "第3页开头"),
        (Flaw.FOOT_OF_PAGE, "第3页末尾"),
        (Flaw.ALONE_ON_PAGE, "第3页只有一行"),
    ],
)
def test_lines_that_stand_alone(flaw: Flaw, sentence: str):
    (problem,) = page_problems(PageFlaw(flaw, Source("body", "a", 0), 20, "散会。", 3))
    assert problem.rule == "lone-line"
    assert sentence in problem.message
    assert (problem.start, problem.length) == (20, 3)
