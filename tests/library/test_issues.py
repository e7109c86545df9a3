"""Issues, versions and pictures come back as they were saved."""

import datetime
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin_desk.library import IssueStatus, Library, LibraryError
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from library.samples import SERIES, article, issue, rich_bulletin


def test_everything_comes_back_from_the_file(path: Path) -> None:
    bulletin = rich_bulletin()
    with Library.open(path) as library:
        issue_id = library.add_issue(bulletin)
    with Library.open(path) as library:
        assert library.load_issue(issue_id) == bulletin
        assert library.check() == [
            "稿件里用到的1张图片不在稿库中。请重新插入这些图片，或从备份恢复。"
        ]


def test_every_edit_of_an_issue_is_saved(library: Library) -> None:
    first, second, third = article("甲"), article("乙"), article("丙", "正文")
    issue_id = library.add_issue(issue(1, first, second))
    one = issue(1, second, replace(first, title="甲改"), third)
    two = replace(one, sections=(Section("s2", "新栏目", (third, second)), *one.sections[:0]))
    three = replace(two, sections=(Section("s1", "要闻"), replace(two.sections[0], name="改名")))
    four = replace(three, template="kuaibao", masthead=replace(three.masthead, issuer="文明办"))
    for bulletin in (one, two, three, four, replace(four, sections=())):
        library.save_issue(issue_id, bulletin)
        assert library.load_issue(issue_id) == bulletin
        assert library.check() == []


ids = st.sampled_from("abcde")
titles = st.sampled_from(["", "简报", "通知"])
small_articles = st.builds(Article, id=ids, title=titles)
small_sections = st.lists(
    st.tuples(ids, titles, st.lists(small_articles, max_size=3)),
    max_size=3,
    unique_by=lambda section: section[0],
)


def assemble(parts: list) -> Bulletin:
    """A bulletin of these sections, with every article where its id stands first."""
    seen: set[str] = set()
    sections: list[Section] = []
    for section_id, name, articles in parts:
        kept = [a for a in articles if not (a.id in seen or seen.add(a.id))]
        sections.append(Section(section_id, name, tuple(kept)))
    return Bulletin(sections=tuple(sections))


@given(st.lists(small_sections, min_size=2, max_size=5), st.sets(ids))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_saves_leaves_the_last(
    library: Library, states: list, pooled: set[str]
) -> None:
    library.add_to_pool([Article(id, title="待用") for id in sorted(pooled)])
    bulletins = list(map(assemble, states))
    issue_id = library.add_issue(bulletins[0])
    for bulletin in bulletins[1:]:
        library.save_issue(issue_id, bulletin)
        assert library.load_issue(issue_id) == bulletin
        placed = {a.id for a in bulletin.articles()}
        assert {a.id for a in library.pool()} == pooled - placed
    assert library.check() == []
    library.delete_issue(issue_id)
    assert {a.id for a in library.pool()} == pooled
    for id in pooled:
        library.remove_from_pool(id)


def test_an_article_may_stand_in_two_issues(library: Library) -> None:
    reused = article("旧稿新用")
    ids = [library.add_issue(issue(n, reused)) for n in (1, 2)]
    library.save_issue(ids[1], issue(2, replace(reused, title="改过")))
    assert library.load_issue(ids[0]) == issue(1, reused)


def test_an_id_twice_in_one_bulletin_is_a_fault_of_the_caller(library: Library) -> None:
    twice = article()
    with pytest.raises(ValueError, match="stands twice"):
        library.add_issue(issue(1, twice, twice))
    assert library.issues() == []


def test_the_list_of_issues_tells_the_newest_first(library: Library) -> None:
    old = library.add_issue(issue(9, article(), article(""), year=2025), final=True)
    new = library.add_issue(issue(1, serial_number=113))
    extra = library.add_issue(issue(1, supplement=True, date=datetime.date(2026, 5, 1)))
    undated = library.add_issue(Bulletin())
    records = library.issues()
    assert [record.id for record in records] == [extra, new, old, undated]
    _, first, last, empty = records
    assert (first.series, first.year, first.number, first.date) == (
        SERIES,
        2026,
        1,
        datetime.date(2026, 1, 2),
    )
    assert (first.serial_number, first.number_text) == (113, "第1期（总第113期）")
    assert (last.titles, last.status, first.status) == (1, IssueStatus.FINAL, IssueStatus.DRAFT)
    assert (empty.series, empty.number, empty.date, empty.titles) == ("", None, None, 0)
    assert library.latest_issue(SERIES) == new
    assert library.latest_issue("没有的刊物") is None
    assert [(s.name, s.issues, s.latest) for s in library.series()] == [(SERIES, 3, new)]


def test_saving_tells_when_the_issue_last_changed(library: Library) -> None:
    bulletin = issue(1, article())
    issue_id = library.add_issue(bulletin)
    before = library.issues()[0].updated
    assert abs(datetime.datetime.now(datetime.UTC) - before) < datetime.timedelta(minutes=1)
    library.save_issue(issue_id, bulletin)
    assert library.issues()[0].updated == before
    library.save_issue(issue_id, issue(1))
    assert library.issues()[0].updated > before


def test_a_series_name_that_was_typed_over_leaves_nothing_behind(library: Library) -> None:
    issue_id = library.add_issue(issue(1, name="云"))
    for name in ("云泽", "云泽简", "云泽简报"):
        library.save_issue(issue_id, issue(1, name=name))
    assert library._raw.execute("SELECT name FROM series").fetchall() == [("云泽简报",)]
    library.delete_issue(issue_id)
    assert library.series() == []


def test_a_deleted_issue_is_gone(library: Library) -> None:
    issue_id = library.add_issue(issue(1, article("独一无二")))
    library.save_version(issue_id, "初稿")
    library.delete_issue(issue_id)
    assert library.issues() == []
    assert library.search("独一无二") == []
    assert library.check() == []
    for use in (
        lambda: library.load_issue(issue_id),
        lambda: library.save_issue(issue_id, issue(1)),
        lambda: library.delete_issue(issue_id),
        lambda: library.set_final(issue_id, True),
    ):
        with pytest.raises(LibraryError, match="已不在稿库中"):
            use()
    assert library.add_issue(issue(1)) != issue_id


def test_a_final_issue_refuses_changes_until_it_is_released(library: Library) -> None:
    bulletin = issue(1, article())
    issue_id = library.add_issue(bulletin)
    library.set_final(issue_id, True)
    with pytest.raises(LibraryError, match="已经定稿"):
        library.save_issue(issue_id, issue(1))
    with pytest.raises(LibraryError, match="已经定稿"):
        library.delete_issue(issue_id)
    assert library.load_issue(issue_id) == bulletin
    library.set_final(issue_id, False)
    library.save_issue(issue_id, issue(1))
    assert library.load_issue(issue_id) == issue(1)


def test_versions_keep_an_issue_as_it_was(library: Library) -> None:
    draft = rich_bulletin()
    issue_id = library.add_issue(draft)
    first = library.save_version(issue_id, "送审稿")
    library.save_issue(issue_id, replace(draft, sections=()))
    second = library.save_version(issue_id, "空")
    assert [(v.id, v.issue_id, v.label) for v in library.versions(issue_id)] == [
        (second, issue_id, "空"),
        (first, issue_id, "送审稿"),
    ]
    assert library.load_version(first) == draft
    assert library.load_version(second) == replace(draft, sections=())
    with pytest.raises(LibraryError, match="版本已不在"):
        library.load_version(second + 1)


def test_pictures_are_kept_once(library: Library) -> None:
    data = bytes(range(256)) * 40
    name = library.add_picture(data)
    assert library.add_picture(data) == name
    assert library.picture(name) == data
    with pytest.raises(LibraryError, match="没有这张图片"):
        library.picture("0" * 64)


def test_text_that_utf8_cannot_hold_is_kept(library: Library) -> None:
    half = "\ud842半个字\x00"
    bulletin = issue(1, article(half, half), name=half)
    issue_id = library.add_issue(bulletin)
    assert library.load_issue(issue_id) == bulletin
    assert library.check() == []
    assert [hit.article_id for hit in library.search("半个字")] == [
        bulletin.sections[0].articles[0].id
    ]


def test_a_number_that_no_column_holds_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="太大"):
        library.add_issue(issue(None, serial_number=10**30))


def test_saving_one_change_costs_little(library: Library) -> None:
    many = [article(f"第{n}篇", *["内容" * 60] * 5) for n in range(300)]
    started = time.perf_counter()
    issue_id = library.add_issue(issue(1, *many))
    whole = time.perf_counter() - started
    started = time.perf_counter()
    for n in (3, 30, 150):
        many[n] = replace(many[n], title="改过的标题")
        library.save_issue(issue_id, issue(1, *many))
    assert (time.perf_counter() - started) / 3 < whole / 4
    assert library.load_issue(issue_id) == issue(1, *many)


def test_threads_may_share_a_library(library: Library) -> None:
    faults: list[Exception] = []

    def work(name: str) -> None:
        try:
            for n in range(1, 11):
                issue_id = library.add_issue(issue(n, article(name), name=name))
                library.save_issue(issue_id, issue(n, article(name + "改"), name=name))
                library.search(name)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("甲报", "乙报", "丙报")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {s.name: s.issues for s in library.series()} == {"甲报": 10, "乙报": 10, "丙报": 10}


def test_two_libraries_know_nothing_of_each_other(library: Library, tmp_path: Path) -> None:
    with Library.open(tmp_path / "另一个.db") as other:
        here, there = library.add_issue(issue(1, article("甲"))), other.add_issue(issue(1))
        assert here == there
        library.save_issue(here, issue(1))
        assert other.load_issue(there) == issue(1)
        assert len(other.series()) == 1


def test_two_programs_see_each_others_saves(library: Library, path: Path) -> None:
    first, second = article("甲"), article("乙")
    issue_id = library.add_issue(issue(1, first, second))
    with Library.open(path) as other:
        other.save_issue(issue_id, issue(1, second))
        # What this one remembers of the articles must not hide what the other did.
        library.save_issue(issue_id, issue(1, first, second))
        assert other.load_issue(issue_id) == issue(1, first, second)


def test_what_intake_did_not_recognise_is_kept_and_goes_with_its_issue(library: Library) -> None:
    first = library.add_issue(
        issue(1, article("甲")), warnings=["没有认出：“扫码”", "没有写完：“抓环”"]
    )
    second = library.add_issue(issue(2, article("乙")))
    library.add_to_pool([article("丙")], ["没有认出：“广告”"])
    assert library.warnings(first) == ["没有认出：“扫码”", "没有写完：“抓环”"]
    assert library.warnings(second) == []
    assert library.warnings(None) == ["没有认出：“广告”"]
    library.delete_issue(first)
    assert library.warnings(first) == []
    assert library.check() == []
