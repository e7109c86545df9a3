"""An issue repeats another only when nothing of it would be lost: by its text, not its titles."""

import datetime

from bulletin_desk.library import ImportItem, ImportKind, Library
from bulletin_desk.model.bulletin import Article, Bulletin
from library.samples import SERIES, article, issue
from library.test_imports import edited, item, stories, story

TITLES = ("一周工作综述", "下周工作安排", "值班表")


def weekly(seed: int) -> list[Article]:
    """The articles of a week, that have the titles of every week."""
    return [story(10 * seed + place, title) for place, title in enumerate(TITLES)]


def again(one: Bulletin, name: str) -> ImportItem:
    return item(name, one, source="{}")


def test_issues_with_the_titles_of_every_week_are_all_kept(library: Library) -> None:
    numbered = [again(issue(n, *weekly(n)), f"第{n}期") for n in range(1, 5)]
    bare = [
        again(issue(None, *weekly(n), date=datetime.date(2026, 9, n)), f"9月{n}日")
        for n in range(5, 8)
    ]
    undated = [again(issue(None, *weekly(n), date=None), f"无日期{n}") for n in (8, 9)]
    outcomes = library.import_batch([*numbered, *bare, *undated])
    assert [outcome.kind for outcome in outcomes] == [ImportKind.ISSUE] * 9
    # And each of them is still known in another form.
    for n in range(1, 10):
        found = library.same_issue(issue(None, *map(edited_text, weekly(n)), date=None))
        assert found is not None
        assert found.id == outcomes[n - 1].issue_id


def edited_text(one: Article) -> Article:
    return edited(one, one.title)


def test_a_number_that_is_taken_waits_though_the_titles_are_the_same(library: Library) -> None:
    library.add_issue(issue(7, *weekly(1)))
    (outcome,) = library.import_batch([again(issue(7, *weekly(2)), "第7期")])
    assert outcome.kind is ImportKind.QUEUED
    assert "相同，内容却不同" in outcome.reason
    assert len(library.queued()) == 1


def test_a_fuller_edition_waits_and_says_how_much_is_new(library: Library) -> None:
    old = stories(*range(6))
    kept = library.add_issue(issue(7, *old))
    fuller = again(issue(7, *map(edited, old), *stories(20, 21, 22, 23)), "第7期 定稿")
    (outcome,) = library.import_batch([fuller])
    assert outcome.kind is ImportKind.QUEUED
    assert f"《{SERIES}》第7期" in outcome.reason
    assert "已在稿库，这一份多出 4 篇稿件，请核对。" in outcome.reason
    (waiting,) = library.queued()
    library.drop_queued(waiting.id)
    assert library.import_batch([fuller])[0].kind is ImportKind.QUEUED
    # The other way about nothing is lost.
    library.delete_issue(kept)
    library.add_issue(fuller.bulletin or issue(7))
    (outcome,) = library.import_batch([again(issue(7, *map(edited, old)), "第7期 初稿")])
    assert outcome.kind is ImportKind.DUPLICATE


def test_a_fuller_edition_without_number_waits(library: Library) -> None:
    old = stories(*range(6))
    library.add_issue(issue(7, *old))
    fuller = issue(None, *map(edited, old), *stories(20, 21), date=None)
    assert library.same_issue(fuller) is None
    (outcome,) = library.import_batch([again(fuller, "简报")])
    assert outcome.kind is ImportKind.QUEUED
    assert "多出 2 篇稿件" in outcome.reason


def test_an_article_with_another_text_under_its_title_is_not_lost(library: Library) -> None:
    old = stories(*range(4))
    library.add_issue(issue(7, *old))
    other = story(30, old[3].title)
    (outcome,) = library.import_batch([again(issue(7, *old[:3], other), "第7期")])
    assert outcome.kind is ImportKind.QUEUED
    assert "有 1 篇稿件的内容不同" in outcome.reason
    twice = issue(7, *old, article(old[0].title), article("只有题目的一篇"))
    (outcome,) = library.import_batch([again(twice, "第7期 又一份")])
    assert "多出 1 篇稿件" in outcome.reason


def test_a_small_part_of_an_issue_waits(library: Library) -> None:
    old = stories(*range(6))
    library.add_issue(issue(7, *old))
    (outcome,) = library.import_batch([again(issue(7, old[0]), "第7期")])
    assert outcome.kind is ImportKind.QUEUED
    assert "只有其中一部分稿件" in outcome.reason


def test_articles_read_as_one_are_the_same(library: Library) -> None:
    old = stories(*range(5))
    library.add_issue(issue(7, *old))
    joined = article(old[3].title, *[old[n].body[0].text for n in (3, 4)])
    assert library.same_issue(issue(7, *old[:3], joined)) is not None
    halves = [article("前半", old[0].text[:80]), article("后半", old[0].text[80:])]
    assert library.same_issue(issue(7, *halves, *old[1:])) is not None


def test_titles_are_compared_where_there_is_no_text(library: Library) -> None:
    library.add_issue(issue(7, article("青石县举办读书月"), article("白杨县整治河道环境")))
    same = issue(7, article("青石县 举办读书月"), article("白杨县整治河道"))
    assert library.same_issue(same) is not None
    assert library.same_issue(issue(7, article("甲乙丙丁"), article("戊己庚辛"))) is None
    told = issue(7, article("青石县举办读书月", "活动办了三天。"), article("白杨县整治河道环境"))
    assert library.same_issue(told) is None


def test_a_repeat_is_looked_at_again_once_the_issue_has_changed(library: Library) -> None:
    old = stories(*range(6))
    kept = library.add_issue(issue(7, *old))
    repeat = again(issue(7, *map(edited, old)), "第7期")
    assert library.import_batch([repeat])[0].kind is ImportKind.DUPLICATE
    assert library.imported_hashes([repeat.sha256]) == {repeat.sha256}
    library.save_issue(kept, issue(7, *old[:4]))
    assert library.imported_hashes([repeat.sha256]) == frozenset()
    (outcome,) = library.import_batch([repeat])
    assert outcome.kind is ImportKind.QUEUED
    assert "多出 2 篇稿件" in outcome.reason
    assert library.check() == []
