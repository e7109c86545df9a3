"""Importing many files: each kept, queued or recognised as there already; none harms another."""

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin_desk.library import (
    ImportItem,
    ImportKind,
    Library,
    LibraryError,
    NumberTakenError,
    driver,
)
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.credit import Unit
from library.samples import SERIES, article, issue

_PAIRS = "群众社区志愿清洁道路学校讲座家风节水绿化巡查调研走访慰问宣传培训"
WORDS = [_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2)]


def item(name: str, bulletin: Bulletin | None, *articles: Article, **more: object) -> ImportItem:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return ImportItem(f"{name}.txt", "/稿/2021年", sha256, bulletin, articles, **more)  # type: ignore


def story(seed: int, title: str = "") -> Article:
    """An article that shares no sentence with one of another seed."""
    draw = random.Random(seed)
    text = "，".join("".join(draw.sample(WORDS, 3)) for _ in range(30))
    return article(title or f"青石县{''.join(draw.sample(WORDS, 4))}", text + "。")


def stories(*seeds: int) -> list[Article]:
    return [story(seed) for seed in seeds]


def edited(one: Article, title: str = "") -> Article:
    """The article as another reader gives it: other ids, spaces, a few other characters."""
    text = one.body[0].text.replace("，", ", ", 5).replace("群众", "居民", 1)
    return article(title or one.title.replace("青石县", "青石县 "), text)


def test_a_batch_keeps_issues_and_articles_for_the_pool(library: Library) -> None:
    first = issue(1, *stories(1, 2))
    outcomes = library.import_batch(
        [
            item("甲", first, warnings=("没有认出的一行",)),
            item("乙", None, story(3), story(4)),
            item("丙", issue(2, story(5))),
        ]
    )
    assert [(o.kind, o.articles, o.reason) for o in outcomes] == [
        (ImportKind.ISSUE, 2, ""),
        (ImportKind.POOL, 2, ""),
        (ImportKind.ISSUE, 1, ""),
    ]
    issue_id = outcomes[0].issue_id
    assert issue_id is not None
    assert library.load_issue(issue_id) == first
    assert library.warnings(issue_id) == ["没有认出的一行"]
    assert len(library.pool()) == 2
    assert library.check() == []
    assert [(r.name, r.folder, r.kind, r.issue_id) for r in library.imports(10)] == [
        ("丙.txt", "/稿/2021年", "issue", outcomes[2].issue_id),
        ("乙.txt", "/稿/2021年", "pool", None),
        ("甲.txt", "/稿/2021年", "issue", issue_id),
    ]
    assert len(library.imports(2)) == 2


def test_the_same_file_twice_is_not_doubled(library: Library) -> None:
    one, two = item("甲", issue(1, story(1))), item("乙", None, story(2))
    (kept, _) = library.import_batch([one, two])
    again = library.import_batch([one, two, replace(one, name="另一个名字.txt")])
    assert [(o.kind, o.issue_id) for o in again] == [
        (ImportKind.DUPLICATE, kept.issue_id),
        (ImportKind.DUPLICATE, None),
        (ImportKind.DUPLICATE, kept.issue_id),
    ]
    assert f"《{SERIES}》第1期（2026年1月2日）" in again[0].reason
    assert "待用稿" in again[1].reason
    assert len(library.issues()) == len(library.pool()) == 1
    assert library.imported_hashes([one.sha256, two.sha256, "0" * 64]) == {one.sha256, two.sha256}
    record = library.imported(one.sha256)
    assert record is not None
    assert (record.kind, record.issue_id) == (ImportKind.ISSUE, kept.issue_id)
    assert library.imported("0" * 64) is None


def test_a_file_of_which_nothing_is_left_can_be_imported_again(library: Library) -> None:
    one, two = item("甲", issue(1, story(1))), item("乙", None, story(2), story(3))
    (kept, _) = library.import_batch([one, two])
    assert kept.issue_id is not None
    library.delete_issue(kept.issue_id)
    library.remove_from_pool(two.articles[0].id)
    # One of its articles has been placed: something is left.
    library.add_issue(issue(5, two.articles[1]))
    assert library.imported_hashes([one.sha256, two.sha256]) == {two.sha256}
    (again,) = library.import_batch([one])
    assert again.kind is ImportKind.ISSUE
    library.delete_issue(library.issues()[0].id)  # returns what came from the pool
    library.remove_from_pool(two.articles[1].id)
    assert library.imported(two.sha256) is None
    assert library.import_batch([two])[0].kind is ImportKind.POOL
    assert library.check() == []


def test_the_same_issue_in_another_form_is_recognised(library: Library) -> None:
    ours = stories(1, 2, 3, 4)
    (kept,) = library.import_batch([item("第7期.docx", issue(7, *ours))])
    # From the PDF: texts differ in details, a title was read otherwise, one article was missed.
    theirs = [edited(one) for one in ours[:2]] + [edited(ours[2], "读错的题目")]
    (outcome,) = library.import_batch([item("第7期.pdf", issue(7, *theirs))])
    assert (outcome.kind, outcome.issue_id) == (ImportKind.DUPLICATE, kept.issue_id)
    assert "第7期" in outcome.reason
    assert len(library.issues()) == 1
    assert library.same_issue(issue(7, *theirs)) == library.issues()[0]


@pytest.mark.parametrize("retitled", [False, True])
def test_an_issue_without_its_number_is_recognised(library: Library, retitled: bool) -> None:
    ours = stories(1, 2, 3)
    kept = library.add_issue(issue(7, *ours))
    titles = ["甲的题目", "乙的题目", "丙的题目"] if retitled else [""] * 3
    theirs = [edited(one, title) for one, title in zip(ours, titles, strict=True)]
    bare = issue(None, *theirs, date=None)
    found = library.same_issue(bare)
    assert found is not None
    assert found.id == kept
    # And the other way about, unless the dates say that they are two.
    assert library.same_issue(issue(None, *stories(7, 8, 9), date=None)) is None
    other_day = issue(None, *theirs, year=2020)
    assert library.same_issue(other_day) is None


def test_an_issue_with_a_number_is_that_one_without(library: Library) -> None:
    ours = stories(1, 2, 3)
    kept = library.add_issue(issue(None, *ours, date=None))
    found = library.same_issue(issue(7, *[replace(one, id=f"b{one.id}") for one in ours]))
    assert found is not None
    assert found.id == kept
    # Two issues that both have a number are two.
    library.save_issue(kept, issue(6, *ours))
    assert library.same_issue(issue(7, *ours)) is None


def test_a_number_of_another_issue_is_asked_about(library: Library) -> None:
    library.add_issue(issue(7, *stories(1, 2, 3)))
    clash = item("第7期", issue(7, *stories(4, 5, 6)), source='{"a": 1}')
    (outcome,) = library.import_batch([clash])
    assert outcome.kind is ImportKind.QUEUED
    assert "相同，内容却不同" in outcome.reason
    (waiting,) = library.queued()
    assert (waiting.name, waiting.folder, waiting.doubts) == (
        "第7期.txt",
        "/稿/2021年",
        (outcome.reason,),
    )
    with pytest.raises(NumberTakenError, match="第7期"):
        library.keep_queued(waiting.id, clash.bulletin, (), ())
    assert library.queued() == [waiting]
    kept = library.keep_queued(waiting.id, issue(8, *stories(4, 5, 6)), (), ["一行"])
    assert (kept.kind, kept.articles) == (ImportKind.ISSUE, 3)
    assert kept.issue_id is not None
    assert library.warnings(kept.issue_id) == ["一行"]
    assert library.queued() == []
    assert library.import_batch([clash])[0].issue_id == kept.issue_id
    assert library.check() == []


PNG = b"\x89PNG, or nearly"


def test_what_is_doubtful_waits_with_its_pictures(library: Library) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    doubts = ("没有找到报头", "有一段文字没有归属")
    given = item("甲", None, story(1), doubts=doubts, source='{"行": 1}', pictures={digest: PNG})
    outcomes = library.import_batch([given, given])
    assert [o.kind for o in outcomes] == [ImportKind.QUEUED, ImportKind.DUPLICATE]
    assert outcomes[0].reason == doubts[0]
    assert library.pool() == []
    (waiting,) = library.queued()
    assert waiting.doubts == doubts
    assert library.queued_source(waiting.id) == ('{"行": 1}', {digest: PNG})
    with pytest.raises(LibraryError):  # not the library's before it is kept
        library.picture(digest)
    kept = library.keep_queued(waiting.id, None, [story(1)], ())
    assert kept.kind is ImportKind.POOL
    assert library.picture(digest) == PNG
    for call in (lambda: library.queued_source(1), lambda: library.keep_queued(1, None, [], ())):
        with pytest.raises(LibraryError, match="已经处理过"):
            call()
    assert library.imported(given.sha256) is not None


def test_what_is_dropped_leaves_nothing(path: Path) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    given = item("甲", None, doubts=("看一看",), source="{}", pictures={digest: PNG})
    with Library.open(path) as library:
        library.import_batch([given])
        (waiting,) = library.queued()
        with pytest.raises(LibraryError, match="没有读出稿件"):
            library.keep_queued(waiting.id, None, [], ())
        library.drop_queued(waiting.id)
        library.drop_queued(waiting.id)
        assert library.queued() == []
        assert library.imported(given.sha256) is None
    tables = ("queued_imports", "queued_pictures", "pictures", "imports", "import_articles")
    with driver.connect(path, driver.Access.READ) as connection:
        for table in tables:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_one_bad_file_takes_none_with_it(library: Library) -> None:
    one = story(1)
    huge = issue(4, story(5))
    broken = Article(title="坏稿", body=(object(),))  # type: ignore[arg-type]
    outcomes = library.import_batch(
        [
            item("好", issue(1, story(2))),
            item("同一个编号两次", issue(2, one, one)),
            item("坏稿", issue(3, story(4), broken)),
            item("空", None),
            item("太大的期号", replace(huge, masthead=replace(huge.masthead, number=2**40))),
            item("假图片", None, story(6), pictures={"0" * 64: PNG}),
            item("也好", None, story(7)),
        ]
    )
    kinds = [outcome.kind for outcome in outcomes]
    assert kinds == ["issue", "failed", "failed", "failed", "failed", "failed", "pool"]
    assert "没有读出稿件" in outcomes[3].reason
    assert "太大" in outcomes[4].reason
    assert all(o.reason for o in outcomes if o.kind is ImportKind.FAILED)
    assert [record.number for record in library.issues()] == [1]
    assert len(library.imports()) == 2
    assert library.check() == []
    # What failed is not remembered: the file may be mended.
    assert library.import_batch([item("空", None, story(8))])[0].kind is ImportKind.POOL


def test_a_full_disk_undoes_the_whole_batch(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = path.stat().st_size // 4096
    monkeypatch.setattr(driver, "PRAGMAS", (*driver.PRAGMAS, f"max_page_count = {pages + 20}"))
    big = [item(f"{n}", issue(n, article(f"第{n}篇", "文字" * 9000))) for n in range(1, 9)]
    with Library.open(path) as library:
        with pytest.raises(LibraryError, match="磁盘空间已满"):
            library.import_batch(big)
        assert library.issues() == []
        assert library.imports() == []
        assert library.check() == []


def test_what_is_imported_is_credited(library: Library) -> None:
    library.save_units([Unit("云泽市税务局", ("税务局",)), Unit("青石县")])
    signed = article("税收宣传进企业", "活动举行。（税务局 张三）", id="a1")
    led = article("青石县：好家风进万家", "活动举行。", id="a2")
    (outcome, _) = library.import_batch([item("甲", issue(1, signed)), item("乙", None, led)])
    assert outcome.issue_id is not None
    (stored,) = library.load_issue(outcome.issue_id).articles()
    assert stored.units == ("云泽市税务局",)
    assert library.pool()[0].units == ("青石县",)
    assert library.known_units() == ["云泽市税务局", "青石县"]


def test_damage_in_the_queue_is_found(path: Path) -> None:
    digest = hashlib.sha256(PNG).hexdigest()
    given = item("甲", None, doubts=("看",), source="{}", pictures={digest: PNG})
    with Library.open(path) as library:
        library.import_batch([given])
        library._raw.execute("UPDATE queued_imports SET source = '{\"x\": 1}'")
        (said,) = library.check()
        assert "待核对" in said
        with pytest.raises(LibraryError, match=r"待核对.*不一致"):
            library.queued_source(1)
        library._raw.execute("UPDATE queued_imports SET source = '{}'")
        library._raw.execute("UPDATE queued_pictures SET data = X'00'")
        (said,) = library.check()
        assert "待核对" in said
