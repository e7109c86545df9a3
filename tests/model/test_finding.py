"""Find and replace over bulletins: what is found where, and what replacing leaves alone."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Section
from bulletin_desk.model.finding import (
    Finder,
    Found,
    Query,
    Where,
    find_in_article,
    find_in_bulletin,
    spans,
    text_at,
)
from bulletin_desk.model.replacing import replace_found, replace_in_article, replace_in_bulletin
from bulletin_desk.model.richtext import Paragraph, Picture, Run, Table, plain

RARE = "𠮷"  # takes two units in UTF-16
LETTERS = st.sampled_from(f"甲乙aA，,Ａ\n{RARE}")
TEXT = st.text(LETTERS, max_size=12)
WORDS = st.text(st.sampled_from(f"甲乙aAＡ，{RARE}"), min_size=1, max_size=3)
RUNS = st.lists(st.builds(Run, TEXT.filter(bool), st.booleans(), st.booleans()), max_size=4)
PARAGRAPHS = RUNS.map(lambda runs: Paragraph(tuple(runs)))
TABLES = st.lists(st.lists(RUNS.map(tuple), max_size=3).map(tuple), max_size=3).map(
    lambda rows: Table(tuple(rows))
)
PICTURES = RUNS.map(lambda runs: Picture("0" * 64, "image/png", 4, 3, tuple(runs)))
BODIES = st.lists(PARAGRAPHS | TABLES | PICTURES, max_size=4).map(tuple)
ARTICLES = st.builds(
    Article, title=TEXT, subtitle=TEXT, byline=TEXT, units=st.lists(TEXT).map(tuple), body=BODIES
)
QUERIES = st.builds(Query, WORDS, st.booleans(), st.booleans())


def article(**values: object) -> Article:
    return Article("a1", **values)  # pyright: ignore[reportArgumentType]


def issue(*articles: Article, column: str = "工作动态", lists: tuple[str, ...] = ()) -> Bulletin:
    sections = (Section("s1", column, articles),)
    report_to, send_to, issue_to = lists or ("", "", "")
    return Bulletin(sections=sections, distribution=Distribution(report_to, send_to, issue_to))


def test_every_text_of_an_issue_is_searched_in_the_order_of_reading() -> None:
    picture = Picture("0" * 64, "image/png", 4, 3, (Run("云泽市"), Run("会场", bold=True)))
    table = Table((((Run("单位"),), (Run("云泽市"),)), ((Run("云泽市"),), ())))
    told = article(
        title="云泽市", subtitle="记云泽市", byline="云泽市", units=("江口市", "云泽市委"),
        body=(plain("在云泽市"), picture, table),
    )  # fmt: skip
    bulletin = issue(told, column="云泽市要闻", lists=("省里", "云泽市委", ""))
    assert find_in_bulletin(bulletin, Query("云泽市")) == [
        Found(Where("section", "s1"), 0, 3),
        Found(Where("title", "a1"), 0, 3),
        Found(Where("subtitle", "a1"), 1, 4),
        Found(Where("byline", "a1"), 0, 3),
        Found(Where("unit", "a1", 1), 0, 3),
        Found(Where("body", "a1", 0), 1, 4),
        Found(Where("caption", "a1", 1), 0, 3),
        Found(Where("table", "a1", 2, 0, 1), 0, 3),
        Found(Where("table", "a1", 2, 1, 0), 0, 3),
        Found(Where("send_to"), 0, 3),
    ]


def test_case_and_width_are_told_apart_as_asked() -> None:
    text = "ABC abc ＡＢＣ，,"
    assert spans(text, Query("abc")) == [(0, 3), (4, 7)]
    assert spans(text, Query("ABC", match_case=True)) == [(0, 3)]
    assert spans(text, Query("abc", match_width=False)) == [(0, 3), (4, 7), (8, 11)]
    assert spans(text, Query("ABC", match_case=True, match_width=False)) == [(0, 3), (8, 11)]
    assert spans(text, Query(",")) == [(12, 13)]
    assert spans(text, Query(",", match_width=False)) == [(11, 12), (12, 13)]
    assert spans("ſİ甲", Query("甲")) == [(2, 3)]


def test_hits_do_not_overlap_and_go_over_manual_breaks() -> None:
    assert spans("甲甲甲甲甲", Query("甲甲")) == [(0, 2), (2, 4)]
    assert spans("全市召开\n推进会", Query("召开推进")) == [(2, 7)]
    assert spans("甲\n\n乙", Query("甲乙")) == [(0, 4)]
    assert spans("甲", Query("")) == []
    assert spans("甲\n乙", Query("\n")) == []


def test_a_replacement_takes_the_emphasis_of_the_run_in_which_the_hit_begins() -> None:
    runs = (Run("近日，江"), Run("口市召", bold=True), Run("开会议", kai=True))
    made, count = replace_in_article(article(body=(Paragraph(runs),)), Query("江口市"), "云泽")
    assert count == 1
    assert made.body == (
        Paragraph((Run("近日，云泽"), Run("召", bold=True), Run("开会议", kai=True))),
    )
    made, _ = replace_in_article(article(body=(Paragraph(runs),)), Query("口市召开"), "口")
    assert made.body[0] == Paragraph((Run("近日，江"), Run("口", bold=True), Run("会议", kai=True)))
    made, _ = replace_in_article(article(body=(Paragraph(runs),)), Query("口市召"), "")
    assert made.body[0] == Paragraph((Run("近日，江"), Run("开会议", kai=True)))


def test_what_has_no_hit_stays_the_same_object() -> None:
    first = article(title="甲", body=(plain("甲乙"), plain("丙"), Table((((Run("丁"),),),))))
    second = Article("a2", "丙", body=(plain("丙"),))
    bulletin = issue(first, second, lists=("", "", "甲"))
    changed, count = replace_in_bulletin(bulletin, Query("甲"), "戊")
    assert count == 3
    assert changed.sections[0].articles[1] is second
    made = changed.sections[0].articles[0]
    assert [block.text for block in made.body] == ["戊乙", "丙", "丁"]
    assert made.body[1] is first.body[1]
    assert made.body[2] is first.body[2]
    assert changed.distribution.issue_to == "戊"
    assert changed.masthead is bulletin.masthead
    only, count = replace_in_bulletin(bulletin, Query("甲"), "戊", articles={"a2"})
    assert only is bulletin
    assert count == 0
    same, count = replace_in_bulletin(bulletin, Query("甲"), "甲")
    assert same is bulletin
    assert count == 0


def test_one_hit_can_be_replaced_alone() -> None:
    bulletin = issue(article(body=(plain("甲乙甲"),)), column="甲")
    hits = find_in_bulletin(bulletin, Query("甲"))
    changed, count = replace_found(bulletin, hits[2:], "丙")
    assert count == 1
    assert changed.sections[0].name == "甲"
    assert changed.sections[0].articles[0].body[0].text == "甲乙丙"
    assert text_at(changed, hits[2].where) == "甲乙丙"
    assert text_at(changed, hits[0].where) == "甲"
    assert text_at(changed, Where("body", "a1", 7)) == ""


def test_a_finder_finds_again_what_a_fresh_search_finds() -> None:
    finder = Finder(Query("甲"))
    before = issue(article(title="甲"), Article("a2", "甲甲"))
    assert len(finder.find(before)) == 3
    after, _ = replace_found(before, finder.find(before)[:1], "乙")
    assert finder.find(after) == find_in_bulletin(after, Query("甲"))


@given(TEXT, QUERIES)
def test_hits_hold_the_words_and_do_not_overlap(text: str, query: Query) -> None:
    found = spans(text, query)
    for start, end in found:
        piece = text[start:end].replace("\n", "")
        assert len(piece) == len(query.words)
        if query.match_case and query.match_width:
            assert piece == query.words
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@given(ARTICLES, QUERIES, TEXT.filter(lambda text: "\n" not in text))
def test_replacing_changes_the_texts_as_cutting_and_joining_them_would(
    told: Article, query: Query, text: str
) -> None:
    bulletin = issue(told)
    found = find_in_article(told, query)
    made, count = replace_in_article(told, query, text)
    changed = issue(made)
    by_place: dict[Where, list[Found]] = {}
    for hit in found:
        by_place.setdefault(hit.where, []).append(hit)
    said_the_same = 0
    for where, hits in by_place.items():
        was = text_at(bulletin, where)
        expected, at = "", 0
        for hit in hits:
            expected += was[at : hit.start] + text
            said_the_same += was[hit.start : hit.end] == text
            at = hit.end
        assert text_at(changed, where) == expected + was[at:]
    assert count == len(found) - said_the_same
    if not count:
        assert made is told
    hit_blocks = {where.block for where in by_place if where.part != "unit"}
    for number, (old, new) in enumerate(zip(told.body, made.body, strict=True)):
        assert old is new or number in hit_blocks


@given(ARTICLES, WORDS)
def test_nothing_is_found_after_replacing_with_something_else(told: Article, words: str) -> None:
    made, count = replace_in_article(told, Query(words), "●")
    assert find_in_article(made, Query(words)) == []
    assert len(find_in_article(made, Query("●"))) == count
    back, again = replace_in_article(made, Query("●"), words)
    assert again == count
    if "\n" not in told.text + told.title and words == words.lower():
        exactly = Query(words, match_case=True)
        assert len(find_in_article(back, exactly)) >= count
