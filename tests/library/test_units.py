"""Units in a library: one name for many, corrected once, what was printed left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from bulletin_desk.library import ImportItem, Library, Phrase, credits, desk, driver
from bulletin_desk.model.credit import Unit
from library.samples import article, issue

TAX = Unit("云泽市税务局", ("市税务局", "税务局"), ("市国税局",))


def test_the_book_comes_back_as_it_was_saved(path: Path) -> None:
    units = [TAX, Unit("市文明办"), Unit("市残联", (), ("市残疾人协会",))]
    with Library.open(path) as library:
        assert library.units() == []
        library.save_units(units)
    with Library.open(path) as library:
        assert library.units() == units
        library.save_units([Unit(" 市残联 "), Unit("市残联", ("残联",)), Unit("\ud800"), Unit(" ")])
        assert [unit.name for unit in library.units()] == ["市残联", "?"]


def test_aliases_and_former_names_count_as_one_unit(library: Library) -> None:
    library.add_issue(issue(1, article("甲", units=("市国税局",)), article("乙", byline="税务局")))
    library.add_to_pool([article("丙", "举行活动。（市税务局供稿）")])
    assert library.known_units() == ["市国税局", "市税务局", "税务局"]
    library.save_units([TAX])
    assert library.known_units() == ["云泽市税务局"]
    assert len(library.search("", unit="云泽市税务局")) == 3
    # What was printed stays.
    assert next(library.load_issue(1).articles()).units == ("市国税局",)
    assert library.check() == []
    library.save_units([])
    assert library.known_units() == ["市国税局", "市税务局", "税务局"]
    assert library.check() == []


def test_a_unit_that_nobody_knew_is_credited_once_it_is_in_the_book(library: Library) -> None:
    library.add_issue(issue(1, article("青石县：好家风进万家", "正文。"), article("在青石县调研")))
    library.add_to_pool([article("甲", "活动举行。（小白杨之家供稿）")])
    assert library.known_units() == []
    library.save_units([Unit("青石县"), Unit("小白杨之家", ("小白杨",))])
    assert library.known_units() == ["小白杨之家", "青石县"]
    assert [hit.title for hit in library.search("", unit="青石县")] == ["青石县：好家风进万家"]
    assert library.check() == []


def test_a_credit_that_was_explained_is_remembered(library: Library) -> None:
    library.add_issue(issue(1, article("甲", byline="双拥办 张三")))
    library.remember_credit("双拥办 张三", ("市文明办", "市残联"))
    assert library.known_units() == ["市文明办", "市残联"]
    library.add_to_pool([article("乙", byline="双拥办 张三")])
    assert len(library.search("", unit="市残联")) == 2
    assert library.unit_book().resolve("双拥办张三") == ("市文明办", "市残联")
    library.remember_credit("双拥办 张三", ())
    assert library.known_units() == []
    library.rebuild_index()
    assert library.known_units() == []
    assert library.check() == []


def test_a_correction_reaches_drafts_and_the_index_of_finals(library: Library) -> None:
    printed = article("甲", units=("市文明半", "市残联"))
    final = library.add_issue(issue(1, printed), final=True)
    draft = library.add_issue(issue(2, article("乙", units=("市文明半",))))
    library.add_to_pool([article("丙", units=("市文明半", "市文明办")), article("丁")])
    assert library.rewrite_units("市文明半", "市文明办") == 3
    assert library.known_units() == ["市文明办", "市残联"]
    assert next(library.load_issue(draft).articles()).units == ("市文明办",)
    assert library.pool()[0].units == ("市文明办",)
    assert next(library.load_issue(final).articles()) == printed
    assert len(library.search("", unit="市文明办")) == 3
    assert library.search("市文明半", status="draft") == []
    # Once corrected, it is corrected for what arrives later as well.
    library.add_to_pool([article("戊", units=("市文明半",))])
    assert "市文明半" not in library.known_units()
    library.rebuild_index()
    assert library.known_units() == ["市文明办", "市残联"]
    assert library.check() == []
    for old, new in (("", "甲"), ("甲", " "), ("市残联", "市残联"), ("没有的", "甲")):
        assert library.rewrite_units(old, new) == 0


def test_a_correction_of_many_articles_lets_others_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made in steps; one that is cut off is completed when it is asked for again."""
    monkeypatch.setattr(credits, "_STEP", 10)
    with Library.open(path) as library, Library.open(path) as other:
        wrong = [article(f"第{n}篇", units=("市文明半",)) for n in range(25)]
        library.add_issue(issue(1, *wrong), final=True)
        library.add_to_pool([article("丙", units=("市文明半",))])
        pauses: list[float] = []

        def meanwhile(seconds: float) -> None:
            pauses.append(seconds)
            other.add_to_pool([article(f"来稿{len(pauses)}", units=("市文明半",))])
            if len(pauses) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(desk.time, "sleep", meanwhile)
        with pytest.raises(KeyboardInterrupt):
            library.rewrite_units("市文明半", "市文明办")
        # What arrived meanwhile is credited already; of the rest, the first step is done.
        assert len(other.search("", unit="市文明办")) == 12
        assert len(other.search("", unit="市文明半")) == 16
        assert len(next(iter(other.load_issue(1).sections)).articles) == 25
        monkeypatch.setattr(desk.time, "sleep", pauses.append)
        assert library.rewrite_units("市文明半", "市文明办") == 16
        assert library.known_units() == other.known_units() == ["市文明办"]
        assert {one.units for one in library.pool()} == {("市文明办",)}
        assert library.check() == []


def test_units_credited_before_are_recognised_when_importing(library: Library) -> None:
    library.add_issue(issue(1, article("甲", units=("白杨县",))))
    assert library.unit_book().leading("白杨县：清洁家园") == ("白杨县",)
    one = article("白杨县：清洁家园", "正文。")
    library.import_batch([ImportItem("a", "", "a", None, (one,))])
    assert library.pool()[0].units == ("白杨县",)


def test_known_units_are_read_anew_when_they_change(path: Path) -> None:
    with Library.open(path) as library, Library.open(path) as other:
        one = article("甲", units=("市教育局",))
        issue_id = library.add_issue(issue(1, one))
        assert library.known_units() == other.known_units() == ["市教育局"]
        library.known_units().clear()
        library.save_issue(issue_id, issue(1, replace(one, units=("市残联",))))
        assert library.known_units() == other.known_units() == ["市残联"]
        other.save_issue(issue_id, issue(1))
        assert library.known_units() == other.known_units() == []


def test_phrases_come_back_in_their_order(library: Library) -> None:
    first = [Phrase("结尾", "特此报告。\n妥否，请批示。", "ending"), Phrase("开头", "近日，")]
    library.save_phrases(first)
    assert library.phrases() == first
    library.save_phrases([Phrase("\ud800", ""), Phrase("结尾", "一"), Phrase("结尾", "二")])
    assert [phrase.text for phrase in library.phrases()] == ["", "一", "二"]


def test_the_lists_of_issues_follow_every_change(path: Path) -> None:
    """What is kept in memory is always what the file says."""
    with Library.open(path) as library, Library.open(path) as other:

        def same() -> None:
            with Library.open(path) as fresh:
                assert library.issues() == other.issues() == fresh.issues()
                assert library.series() == other.series() == fresh.series()
                name = "云泽精神文明建设简报"
                assert library.issues(name) == fresh.issues(name)

        ids = [library.add_issue(issue(n, article("甲"), year=2020 + n % 3)) for n in range(1, 9)]
        same()
        library.save_issue(ids[0], issue(20, article("甲"), article("乙"), name="另一刊"))
        same()
        other.set_final(ids[1], True)
        same()
        library.delete_issue(ids[2])
        same()
        library.add_issue(issue(1, supplement=True, year=2030))
        library.add_issue(issue(None, date=None, name=""))
        same()
        assert library.series()[0].latest != library.issues()[0].id
        other.import_batch([ImportItem("a", "", "a", issue(77, article("丙")), ())])
        same()
        library.finalise(ids[3], template="", pdf=b"", docx=b"")
        same()
        other.reopen(ids[3], "改错字")
        same()
        library.issues().clear()
        same()


@pytest.mark.parametrize("by_other", [False, True])
def test_a_list_is_not_read_again_without_need(
    path: Path, by_other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(path) as library:
        for n in range(1, 4):
            library.add_issue(issue(n))
        first = library.issues()
        asked: list[str] = []
        library._raw.set_trace_callback(asked.append)
        assert library.issues() == first
        assert not [text for text in asked if "FROM issues" in text]
        if by_other:
            with Library.open(path) as other:
                other.save_issue(first[0].id, issue(9))
        else:
            library.save_issue(first[0].id, issue(9))
        assert library.issues()[0].number == 9


def test_damage_to_the_units_is_found(path: Path) -> None:
    with Library.open(path) as library:
        library.add_issue(issue(1, article("甲", units=("市残联",))))
    with driver.connect(path, driver.Access.WRITE) as connection:
        connection.execute("UPDATE article_units SET unit = '别的'")
    with Library.open(path) as library:
        (said,) = library.check()
        assert "重建检索目录" in said
        library.rebuild_index()
        assert library.check() == []
