"""Single changes inside an article: how they are named, and any of them taken alone."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.differences import Change, PartDifference, compare, lines_of
from bulletin_desk.model.readback import accepted
from bulletin_desk.model.richtext import Picture, plain
from bulletin_desk.model.singles import PLACE, Single, singles, with_singles

FIRST = "近日，青石县召开背街小巷整治工作推进会。"
SECOND = "会议要求，各单位要提高认识，各负其责。"
THIRD = "会上，五个乡镇作了交流发言。"
OURS = Article("a", "青石县召开推进会", body=tuple(map(plain, (FIRST, SECOND, THIRD))))
THEIRS = replace(
    OURS,
    title="青石县召开现场推进会",
    body=(
        plain(FIRST.replace("工作推进会", "工作现场推进会")), plain(SECOND),
        plain("下一步，青石县将建立长效机制。"),
    ),
)  # fmt: skip


def issue(*articles: Article) -> Bulletin:
    return Bulletin(sections=(Section("s", "工作动态", articles),))


def changed(ours: Article, theirs: Article) -> list[Single]:
    part = PartDifference("article", ours.id, ours.title, Change.CHANGED)
    return singles(part, ours, theirs)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_changes_are_named_by_the_paragraphs_that_the_clerk_has() -> None:
    assert [(one.name, one.change) for one in changed(OURS, THEIRS)] == [
        ("标题", "改动"), ("第 1 段", "改动"), ("第 2 段后", "新增一段"), ("第 3 段", "删去"),
    ]  # fmt: skip
    shown = replace(OURS, body=(Picture("0" * 64, "jpeg", 80, 60), *OURS.body[1:]))
    assert [(one.name, one.change) for one in changed(OURS, shown)] == [
        ("开头", "新增图片"), ("第 1 段", "删去"),
    ]  # fmt: skip


def test_one_paragraph_is_taken_and_the_title_left() -> None:
    title, first, came, gone = changed(OURS, THEIRS)
    taken = with_singles(OURS, THEIRS, {first.key})
    assert taken.title == OURS.title
    assert texts(taken) == [texts(THEIRS)[0], SECOND, THIRD]
    assert with_singles(OURS, THEIRS, {title.key}) == replace(OURS, title=THEIRS.title)
    assert texts(with_singles(OURS, THEIRS, {came.key})) == [FIRST, SECOND, texts(THEIRS)[2], THIRD]
    assert texts(with_singles(OURS, THEIRS, {gone.key})) == [FIRST, SECOND]


def test_the_line_of_a_change_is_the_one_that_is_shown() -> None:
    ours, theirs = issue(OURS), issue(THEIRS)
    part = next(p for p in compare(ours, theirs) if p.part == "article")
    body = [line for line in lines_of(part, ours, theirs) if not line.label]
    marked = [at for at, line in enumerate(body) if line.is_changed]
    assert marked == [one.line for one in changed(OURS, THEIRS) if one.line is not None]


def test_an_article_is_taken_from_the_issue_in_part_and_its_place_apart() -> None:
    other = Article("b", "白杨县开展活动", body=(plain("白杨县开展志愿服务活动。"),))
    ours, theirs = issue(other, OURS), issue(THEIRS, other)
    part = next(p for p in compare(ours, theirs) if p.change is Change.MOVED_AND_CHANGED)
    assert part.id == "a"
    keys = [one.key for one in singles(part, OURS, THEIRS)]
    assert keys[0] == PLACE
    taken = accepted(ours, theirs, [part], {part.id: keys[:1]})
    assert [article.id for article in taken.articles()] == ["a", "b"]
    assert taken.find_article("a") == OURS
    taken = accepted(ours, theirs, [part], {part.id: keys[1:2]})
    assert [article.id for article in taken.articles()] == ["b", "a"]


_BODIES = st.lists(
    st.sampled_from([FIRST, SECOND, THIRD, FIRST + SECOND, SECOND[:9] + "。", ""]), max_size=6
)


@given(_BODIES, _BODIES, st.data())
def test_all_changes_make_theirs_and_none_leaves_ours(
    one: Sequence[str], other: Sequence[str], data: st.DataObject
) -> None:
    ours, theirs = (replace(OURS, body=tuple(map(plain, body))) for body in (one, other))
    keys = [single.key for single in changed(ours, theirs)]
    assert with_singles(ours, theirs, keys) == theirs
    assert with_singles(ours, theirs, ()) == ours
    some = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    taken = with_singles(ours, theirs, some)
    assert set(texts(taken)) <= {*texts(ours), *texts(theirs)}
