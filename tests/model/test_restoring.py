"""Parts of an older version come back into the issue."""

from dataclasses import replace

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.differences import PartDifference, compare
from bulletin_desk.model.restoring import restore_part, with_number_of
from bulletin_desk.model.richtext import plain

ARTICLES = tuple(Article(f"a{n}", f"第{n}篇", body=(plain(f"正文{n}。"),)) for n in range(1, 5))
VERSION = Bulletin(
    "gongzuo",
    Masthead("云泽简报", 7),
    True,
    (Section("s1", "工作动态", ARTICLES), Section("s2", "文明时讯")),
    Distribution("省文明办", copies=50),
)


def part(current: Bulletin, key: str) -> PartDifference:
    return next(p for p in compare(VERSION, current) if key in (p.id, p.part))


def order(bulletin: Bulletin) -> list[list[str]]:
    return [[article.id for article in section.articles] for section in bulletin.sections]


def test_a_changed_article_comes_back_in_its_present_place() -> None:
    changed = edits.replace_article(VERSION, replace(ARTICLES[1], title="改过的题"))
    current = edits.move_article(changed, "a2", "s2", 0)
    restored = restore_part(current, VERSION, part(current, "a2"))
    assert restored.find_article("a2") == ARTICLES[1]
    assert order(restored) == [["a1", "a3", "a4"], ["a2"]]


def test_an_article_that_went_comes_back_where_it_stood() -> None:
    current = edits.remove_article(edits.remove_article(VERSION, "a2"), "a3")
    restored = restore_part(current, VERSION, part(current, "a3"))
    assert order(restored)[0] == ["a1", "a3", "a4"]
    first = edits.remove_article(VERSION, "a1")
    assert order(restore_part(first, VERSION, part(first, "a1"))) == order(VERSION)


def test_where_its_column_went_the_name_or_the_last_one_takes_it() -> None:
    same_name = Section("s9", "工作动态", (Article("x"),))
    current = replace(VERSION, sections=(same_name, Section("s2", "文明时讯")))
    assert order(restore_part(current, VERSION, part(current, "a1"))) == [["a1", "x"], []]
    current = replace(VERSION, sections=(Section("s8", "别的"), Section("s9", "最后")))
    assert order(restore_part(current, VERSION, part(current, "a1"))) == [[], ["a1"]]
    current = replace(VERSION, sections=())
    assert order(restore_part(current, VERSION, part(current, "a1"))) == [["a1"]]


def test_masthead_and_footer_come_back_alone() -> None:
    current = replace(
        edits.remove_article(VERSION, "a1"),
        masthead=Masthead("云泽快报", 8),
        contents=False,
        template="kuaibao",
        distribution=Distribution("市委"),
    )
    head = restore_part(current, VERSION, part(current, "masthead"))
    assert (head.masthead, head.contents, head.template) == (VERSION.masthead, True, "gongzuo")
    assert head.sections is current.sections
    assert head.distribution is current.distribution
    foot = restore_part(current, VERSION, part(current, "distribution"))
    assert foot == replace(current, distribution=VERSION.distribution)


def test_what_the_version_does_not_have_stays() -> None:
    current = edits.insert_article(VERSION, "s2", 0, Article("new", "新稿"))
    assert restore_part(current, VERSION, part(current, "new")) is current


def test_a_version_may_take_the_present_number() -> None:
    current = replace(VERSION, masthead=Masthead("云泽简报", 9, 120, True, 2025, issuer="办公室"))
    restored = with_number_of(VERSION, current)
    assert restored.masthead == Masthead("云泽简报", 9, 120, True, 2025)
    assert restored.sections is VERSION.sections
