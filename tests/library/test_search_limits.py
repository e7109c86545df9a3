"""Search keeps to what it is told, pages, counts, and marks what it found."""

import datetime
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin_desk.library import Hit, Library, driver, places, schema, search
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.richtext import plain
from library.samples import SERIES, article, issue

OTHER = "云泽工作简报"


def columns(bulletin: Bulletin, **articles: list[Article]) -> Bulletin:
    sections = [Section(id=name, name=name, articles=tuple(a)) for name, a in articles.items()]
    return replace(bulletin, sections=tuple(sections))


@pytest.fixture
def filled(library: Library) -> Library:
    """Ten articles on 清明, in two series, two years, three columns and the pool."""

    def a(title: str, *units: str) -> Article:
        return article(title, "清明前后，各地开展活动。", units=units)

    first = columns(issue(1, year=2024), 要闻=[a("甲", "市教育局")], 时讯=[a("乙"), a("清明丙")])
    second = columns(issue(2, year=2025), 要闻=[a("丁", "市教育局", "市残联"), a("戊")])
    third = columns(issue(3, year=2025, name=OTHER), 交流=[a("清明己", "市残联")], 要闻=[a("庚")])
    library.add_issue(first, final=True)
    library.add_issue(second)
    library.set_final(library.add_issue(third), True)
    library.add_to_pool([a("辛", "市教育局"), replace(a("壬"), date=datetime.date(2025, 7, 1))])
    undated = issue(9, a("癸"), year=2024)
    library.add_issue(replace(undated, masthead=replace(undated.masthead, date=None, year=2024)))
    return library


def titles(hits: list[Hit]) -> str:
    return "".join(hit.title for hit in hits)


def test_titles_first_or_by_date(filled: Library) -> None:
    assert titles(filled.search("清明")) == "清明己清明丙壬庚戊丁乙甲癸辛"
    assert titles(filled.search("清明", by_date=True)) == "壬庚清明己戊丁清明丙乙甲癸辛"


def test_pages_follow_one_another(filled: Library) -> None:
    for by_date in (False, True):
        whole = filled.search("清明", by_date=by_date)
        for size in (1, 2, 3, 4, 7):
            pages = [
                filled.search("清明", limit=size, offset=start, by_date=by_date)
                for start in range(0, 12, size)
            ]
            assert [hit for page in pages for hit in page] == whole
            assert all(len(page) <= size for page in pages)


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({"series": SERIES}, "清明丙戊丁乙甲癸"),
        ({"series": OTHER}, "清明己庚"),
        ({"series": "没有的"}, ""),
        ({"year": 2024}, "清明丙乙甲癸"),
        ({"year": 2025}, "清明己壬庚戊丁"),
        ({"year": 2023}, ""),
        ({"year": 0}, "辛"),
        ({"year": 99999}, ""),
        ({"section": "要闻"}, "庚戊丁甲癸"),
        ({"section": "时讯"}, "清明丙乙"),
        ({"unit": "市教育局"}, "丁甲辛"),
        ({"unit": "市残联"}, "清明己丁"),
        ({"unit": "残联"}, ""),
        ({"status": "final"}, "清明己清明丙庚乙甲"),
        ({"status": "draft"}, "戊丁癸"),
        ({"status": "pool"}, "壬辛"),
        ({"series": SERIES, "year": 2025, "unit": "市残联"}, "丁"),
        ({"section": "要闻", "status": "final", "year": 2025}, "庚"),
    ],
)
def test_a_search_keeps_to_its_limits(
    filled: Library, limits: dict[str, object], found: str
) -> None:
    assert titles(filled.search("清明", **limits)) == found  # type: ignore[arg-type]
    # Without words the newest are listed, and titles do not come first.
    listed = titles(filled.search("", **limits))  # type: ignore[arg-type]
    assert Counter(listed) == Counter(found)
    assert filled.search("没有的", **limits) == []  # type: ignore[arg-type]


def test_without_words_the_newest_are_listed(filled: Library) -> None:
    assert titles(filled.search(" ", year=2025)) == "壬庚清明己戊丁"
    assert titles(filled.search("", year=2025, limit=2, offset=1)) == "庚清明己"
    assert filled.search("") == []
    # Marks are words that nothing holds.
    assert filled.search("。", year=2025) == []


@pytest.mark.parametrize("many", [0, 20_000])
def test_facets_count_what_is_found(
    filled: Library, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MANY", many)
    found = filled.facets("清明")
    assert found.series == ((SERIES, 6), (OTHER, 2))
    assert found.years == ((2025, 5), (2024, 4))
    assert found.sections == (("要闻", 5), ("时讯", 2), ("交流", 1))
    assert found.units == (("市教育局", 3), ("市残联", 2))
    assert dict(found.statuses) == {"final": 5, "draft": 3, "pool": 2}
    assert filled.facets() == found
    assert filled.facets("清明", year=2024).sections == (("要闻", 2), ("时讯", 2))
    assert filled.facets("清明", unit="市残联").series == ((SERIES, 1), (OTHER, 1))
    assert filled.facets("没有的").series == filled.facets("。").series == ()


def test_a_hit_tells_units_status_and_marks(filled: Library) -> None:
    (hit,) = filled.search("清明 活动", section="交流")
    assert (hit.title, hit.units, hit.status) == ("清明己", ("市残联",), "final")
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["清明"]
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["清明", "活动"]
    (pooled, _) = filled.search("清明", status="pool")
    assert (pooled.status, pooled.units, pooled.issue_id) == ("pool", (), None)


def test_marks_stand_right_in_a_cut_snippet(library: Library) -> None:
    library.add_to_pool([article("长文", "前" * 90 + "，ＷＰＳ讲 话。" + "后" * 500)])
    (hit,) = library.search("wps讲话")
    assert hit.snippet[0] == hit.snippet[-1] == "…"
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["ＷＰＳ讲 话"]
    assert hit.title_marks == ()


def test_limits_follow_every_change(filled: Library) -> None:
    record = next(r for r in filled.issues(SERIES) if r.year == 2025)
    bulletin = filled.load_issue(record.id)
    renamed = replace(bulletin, masthead=replace(bulletin.masthead, name="新刊"))
    filled.save_issue(record.id, renamed)
    assert titles(filled.search("清明", series="新刊")) == "戊丁"
    moved = replace(renamed, masthead=replace(renamed.masthead, date=datetime.date(2021, 5, 1)))
    filled.save_issue(record.id, moved)
    assert titles(filled.search("清明", year=2021)) == "戊丁"
    assert titles(filled.search("清明", series="新刊", year=2025)) == ""
    (section,) = moved.sections
    column = replace(section, name="改名的栏目", articles=section.articles[:1])
    filled.save_issue(record.id, replace(moved, sections=(column,)))
    assert titles(filled.search("清明", section="改名的栏目")) == "丁"
    filled.set_final(record.id, True)
    assert titles(filled.search("清明", status="final", year=2021)) == "丁"
    assert titles(filled.search("清明", status="draft")) == "癸"
    assert filled.check() == []
    filled.rebuild_index()
    assert titles(filled.search("清明", status="final", year=2021)) == "丁"
    assert filled.check() == []


def test_what_returns_to_the_pool_is_found_there(library: Library) -> None:
    one = article("清明来稿", "正文")
    library.add_to_pool([one])
    issue_id = library.add_issue(issue(1, one))
    assert [hit.status for hit in library.search("清明")] == ["draft"]
    assert library.search("清明", status="pool") == []
    library.save_issue(issue_id, issue(1))
    assert [(hit.status, hit.section) for hit in library.search("清明")] == [("pool", "")]
    library.save_pool_article(replace(one, date=datetime.date(2022, 1, 1)))
    assert len(library.search("清明", year=2022)) == 1
    library.remove_from_pool(one.id)
    assert library.search("清明") == library.search("", status="pool") == []
    assert library.check() == []


def test_names_typed_letter_by_letter_use_no_more_places_than_there_are(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST", 7)
    with Library.open(path) as library:
        issue_id = library.add_issue(columns(issue(1), 要=[article("清明")]))
        bulletin = library.load_issue(issue_id)
        for n in range(30):
            (section,) = bulletin.sections
            bulletin = replace(bulletin, sections=(replace(section, name=f"要闻{n}"),))
            library.save_issue(issue_id, bulletin)
        assert len(library.search("清明")) == 1
    with driver.connect(path, driver.Access.READ) as connection:
        kept = connection.execute(f"SELECT count(*) FROM {schema.search_places}").fetchone()
        assert kept[0] <= 7


LETTERS = st.text("简报工作文明ab12，。 “", max_size=12)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=LETTERS, data=st.data())
def test_every_part_of_a_text_is_found_in_it(
    library: Library, text: str, data: st.DataObject
) -> None:
    """Whatever part of a text begins and ends with whole words is found by the index."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = text[start:end]
    inside = start > 0 and text[start - 1 : start].isalnum() and text[start - 1].isascii()
    if inside and part[:1].isascii() and part[:1].isalnum():
        return  # a number or Latin word is found by its beginning
    one = Article(title="题", body=(plain(text),))
    library.add_to_pool([one])
    found = [hit.article_id for hit in library.search(part, limit=500)]
    library.remove_from_pool(one.id)
    assert (one.id in found) == any(char.isalnum() for char in part)


def test_the_index_finds_what_a_scan_finds(library: Library) -> None:
    draw = random.Random(2)
    texts = ["".join(draw.choices("工作简报文明城市a1", k=40)) for _ in range(120)]
    library.import_batch([])
    library.add_to_pool([article(f"题{n}", text, id=f"{n}") for n, text in enumerate(texts)])
    for _ in range(80):
        words = "".join(draw.choices("工作简报文明城市", k=draw.randint(1, 4)))
        scanned = {f"{n}" for n, text in enumerate(texts) if words in text}
        assert {hit.article_id for hit in library.search(words, limit=500)} == scanned, words
