"""What the desk remembers in a library: units, recipients, preferences, findings that stand."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin_desk.library import Library, LibraryError
from bulletin_desk.model.bulletin import Distribution
from bulletin_desk.model.recipients import Recipient
from library.samples import SERIES, article, issue


def test_a_preference_comes_back_as_it_was_set(path: Path) -> None:
    value = {"rules": ["empty-column", "䶮"], "on": True, "zoom": 1.25, "none": None}
    with Library.open(path) as library:
        assert library.preference("checks") is None
        library.set_preference("checks", [1])
        library.set_preference("checks", value)
        library.set_preference("half", "\ud800")
    with Library.open(path) as library:
        assert library.preference("checks") == value
        assert library.preference("half") == "\ud800"
        library.set_preference("checks", None)
        assert library.preference("checks") is None


def test_recipients_come_back_in_their_order(library: Library) -> None:
    first = [Recipient("省文明办", 2, "report"), Recipient("市直各单位", 40, "issue")]
    library.save_recipients(first)
    assert library.recipients() == first
    second = [Recipient("青石县委"), first[1], Recipient("青石县委", 9)]
    library.save_recipients(second)
    assert library.recipients() == second[:2]
    library.save_recipients([])
    assert library.recipients() == []


def test_findings_that_stand_belong_to_their_issue(library: Library) -> None:
    one, two = library.add_issue(issue(1)), library.add_issue(issue(2))
    for key in ("pairs:a1", "pairs:a1", "number:"):
        library.ignore_problem(one, key)
    assert library.ignored_problems(one) == {"pairs:a1", "number:"}
    assert library.ignored_problems(two) == frozenset()
    library.unignore_problems(one)
    assert library.ignored_problems(one) == frozenset()
    with pytest.raises(LibraryError, match="已不在稿库中"):
        library.ignore_problem(99, "x")


def test_known_units_follow_the_articles(library: Library) -> None:
    first = article("甲", units=("市教育局", "市文旅局"))
    second = article("乙", byline="（青石县教育局供稿）")
    third = article("丙", byline="李明", units=("市教育局", " "))
    issue_id = library.add_issue(issue(1, first, second))
    library.add_to_pool([third])
    assert library.known_units() == ["市教育局", "市文旅局", "青石县教育局"]
    library.save_pool_article(replace(third, units=("市文旅局",)))
    library.save_issue(issue_id, issue(1, replace(first, units=("市文旅局",))))
    assert library.known_units() == ["市文旅局"]
    library.delete_issue(issue_id)
    library.remove_from_pool(third.id)
    assert library.known_units() == []
    assert library.check() == []


LONG = "三月五日，云泽市在青石县组织开展志愿服务集中行动。"


def test_an_article_used_before_is_found_by_id_title_and_text(library: Library) -> None:
    old = article("志愿服务进社区", LONG, id="a1")
    earlier = library.add_issue(issue(1, old))
    later = library.add_issue(issue(2, replace(old, id="a2", title="另一个标题", body=old.body)))
    library.add_to_pool([replace(old, id="a3")])
    same_id = article("改过的题目", "改过的正文", id="a1")
    same_title = article("志愿服务\n进社区", LONG.replace("三月五日", "日前"), id="b2")
    same_text = article("新标题", LONG.replace("，", "， "), id="b3")
    fresh = article("简讯", "（略）", id="b4")
    bulletin = issue(3, same_id, same_title, same_text, fresh)
    found = library.used_before(bulletin, None)
    assert {key: [r.id for r in records] for key, records in found.items()} == {
        "a1": [earlier],
        "b2": [earlier],
        "b3": [later, earlier],
    }
    assert found["b2"] == [library.record(earlier)]
    # The issue itself is none of the others, and short titles and texts say nothing.
    assert library.used_before(library.load_issue(earlier), earlier).keys() == {"a1"}
    library.add_issue(issue(4, article("简讯", "（略）", id="c1")))
    assert "b4" not in library.used_before(bulletin, None)
    assert library.used_before(issue(5), None) == {}


def test_the_same_title_over_another_text_is_no_use(library: Library) -> None:
    earlier = library.add_issue(issue(1, article("清明祭英烈活动举行", LONG, id="a1")))
    another = "四月三日，白杨县干部群众来到烈士陵园，敬献花篮，缅怀先烈。"
    this_year = article("清明祭英烈活动举行", another, id="b1")
    edited = article("清明祭英烈活动举行", LONG[:-1] + "，两百人参加。", id="b2")
    alone = article("清明祭英烈活动举行", "", id="b3")
    found = library.used_before(issue(2, this_year, edited, alone), None)
    assert {key: [r.id for r in records] for key, records in found.items()} == {
        "b2": [earlier],
        "b3": [earlier],
    }


def test_earlier_uses_follow_the_articles(library: Library) -> None:
    old = article("志愿服务进社区", LONG, id="a1")
    earlier = library.add_issue(issue(1, old))
    probe = issue(9, article("别的", LONG, id="b1"))
    assert library.used_before(probe, None).keys() == {"b1"}
    library.save_issue(earlier, issue(1, article("志愿服务进社区", "改写", id="a1")))
    assert library.used_before(probe, None) == {}


def test_one_article_of_the_library_can_be_read(library: Library) -> None:
    stands, waits = article("刊发的", LONG), article("待用的", LONG)
    issue_id = library.add_issue(issue(1, stands))
    library.add_to_pool([waits])
    assert library.load_article(issue_id, stands.id) == stands
    assert library.load_article(None, waits.id) == waits
    for place, article_id in ((None, stands.id), (issue_id, waits.id), (99, stands.id)):
        with pytest.raises(LibraryError, match="已不在"):
            library.load_article(place, article_id)


def test_one_record_can_be_read(library: Library) -> None:
    ids = [library.add_issue(issue(n, article("甲"), article(""))) for n in (1, 2)]
    assert [library.record(i) for i in reversed(ids)] == library.issues()
    assert library.record(ids[0]).titles == 1
    with pytest.raises(LibraryError, match="已不在稿库中"):
        library.record(99)


def test_search_keeps_to_a_series_and_a_year(library: Library) -> None:
    here = library.add_issue(issue(1, article("志愿服务甲"), year=2025))
    there = library.add_issue(issue(1, article("志愿服务乙"), year=2026, name="工作简报"))
    library.add_to_pool([article("志愿服务丙")])
    undated = issue(7, article("志愿服务丁"), year=2024)
    numbered = replace(undated, masthead=replace(undated.masthead, date=None, year=2024))
    late = library.add_issue(numbered)

    def found(**limits: object) -> set[int | None]:
        return {hit.issue_id for hit in library.search("志愿服务", **limits)}  # type: ignore

    assert found() == {here, there, late, None}
    assert found(series="工作简报") == {there}
    assert found(year=2025) == {here}
    assert found(year=2024) == {late}
    assert found(series="工作简报", year=2025) == set()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1), copies=st.integers(0, 10_000))
def test_any_name_can_be_a_recipient(library: Library, name: str, copies: int) -> None:
    library.save_recipients([Recipient(name, copies)])
    kept = name.encode(errors="replace").decode()
    assert library.recipients() == [Recipient(kept, copies)]


def test_where_the_newest_issues_went(library: Library) -> None:
    for n in (1, 2, 3):
        library.add_issue(replace(issue(n), distribution=Distribution(send_to=f"第{n}局")))
    library.add_issue(replace(issue(9, name="工作简报"), distribution=Distribution("别的")))
    found = library.distributions(SERIES, limit=2)
    assert [d.send_to for d in found] == ["第3局", "第2局"]
    others = library.distributions(SERIES, except_issue=2)
    assert [d.send_to for d in others] == ["第3局", "第1局"]
    library._raw.execute("UPDATE issues SET header = '{}' WHERE number = 3")
    assert [d.send_to for d in library.distributions(SERIES)] == ["第2局", "第1局"]
    assert library.distributions("没有的") == []
