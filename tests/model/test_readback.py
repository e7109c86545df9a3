"""A marked-up copy onto its issue: whose change is whose, merging, taking over part by part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.differences import Change, compare
from bulletin_desk.model.readback import accepted, merge_articles, returned_onto
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Run, plain
from bulletin_desk.model.states import DISTRIBUTION, MASTHEAD, state_of


def article(key: str, *paragraphs: str) -> Article:
    return Article(key, f"稿件{key}", body=tuple(map(plain, paragraphs)))


ISSUE = Bulletin(
    masthead=Masthead("云泽简报", 3, issuer="市文明办"),
    sections=(
        Section(
            "s1", "工作动态", (article("a", "一段。", "二段。", "三段。"), article("b", "乙。"))
        ),
        Section("s2", "文明时讯", (article("c", "丙。"),)),
    ),
    distribution=Distribution("省文明办", "", "各县", 50),
)


def states(issue: Bulletin) -> dict[str, str]:
    found = {one.id: state_of(one) for one in issue.articles()}
    found[MASTHEAD] = state_of(issue.masthead)
    return found | {DISTRIBUTION: state_of(issue.distribution)}


def with_text(issue: Bulletin, key: str, number: int, text: str) -> Bulletin:
    found = issue.find_article(key)
    assert found is not None
    body = list(found.body)
    body[number] = plain(text)
    return edits.replace_article(issue, replace(found, body=tuple(body)))


def changed(before: Bulletin, after: Bulletin) -> dict[str, Change]:
    return {p.id or p.part: p.change for p in compare(before, after) if p.change is not Change.SAME}


def all_of(before: Bulletin, after: Bulletin) -> Bulletin:
    return accepted(before, after, [p for p in compare(before, after) if p.change != Change.SAME])


def test_a_copy_without_changes_changes_nothing_whatever_we_did_since() -> None:
    ours = with_text(edits.remove_article(ISSUE, "b"), "a", 0, "我们改过。")
    ours = edits.insert_article(ours, "s2", 0, article("n", "新稿。"))
    ours = replace(ours, masthead=replace(ours.masthead, issuer="市创城办"))
    assert returned_onto(ours, ISSUE, states(ISSUE)).bulletin == ours


def test_changes_of_the_copy_come_over_and_ours_stay() -> None:
    ours = with_text(ISSUE, "c", 0, "我们改了丙。")
    copy = with_text(ISSUE, "b", 0, "领导改了乙。")
    copy = replace(copy, distribution=replace(copy.distribution, send_to="市委办"))
    result = returned_onto(ours, copy, states(ISSUE))
    assert changed(ours, result.bulletin) == {"b": Change.CHANGED, "distribution": Change.CHANGED}
    assert not result.clashes
    assert all_of(ours, result.bulletin) == result.bulletin


def test_what_went_and_came_in_the_copy() -> None:
    copy = edits.remove_article(ISSUE, "b")
    copy = edits.insert_article(copy, "s2", 1, article("x", "领导加的。"))
    ours = edits.insert_article(ISSUE, "s1", 2, article("y", "我们加的。"))
    result = returned_onto(ours, copy, states(ISSUE)).bulletin
    assert changed(ours, result) == {"b": Change.REMOVED, "x": Change.ADDED}
    assert all_of(ours, result) == result


def test_both_sides_in_different_paragraphs_are_merged_where_the_base_is_known() -> None:
    ours = with_text(ISSUE, "a", 0, "我们改了一段。")
    copy = with_text(ISSUE, "a", 2, "领导改了三段。")
    base = ISSUE.find_article("a")
    result = returned_onto(ours, copy, states(ISSUE), lambda key, state: base)
    assert result.merged == {"a"}
    merged = result.bulletin.find_article("a")
    assert merged is not None
    assert [block.text for block in merged.body] == ["我们改了一段。", "二段。", "领导改了三段。"]


def test_the_same_paragraph_on_both_sides_is_a_clash_and_the_copy_stands() -> None:
    ours = with_text(ISSUE, "a", 0, "我们改了一段。")
    copy = with_text(ISSUE, "a", 0, "领导改了一段。")
    base = ISSUE.find_article("a")
    result = returned_onto(ours, copy, states(ISSUE), lambda key, state: base)
    assert result.clashes == {"a"}
    assert result.bulletin.find_article("a") == copy.find_article("a")
    # Without the base nobody knows which paragraphs were whose.
    far = with_text(ISSUE, "a", 2, "领导改了三段。")
    assert returned_onto(ours, far, states(ISSUE)).clashes == {"a"}


def test_the_masthead_of_both_sides_is_a_clash() -> None:
    ours = replace(ISSUE, masthead=replace(ISSUE.masthead, number=4))
    copy = replace(ISSUE, masthead=replace(ISSUE.masthead, number=5))
    assert returned_onto(ours, copy, states(ISSUE)).clashes == {MASTHEAD}


def test_a_copy_of_an_older_version_of_the_program_is_taken_as_it_is() -> None:
    ours = with_text(ISSUE, "c", 0, "我们改了丙。")
    assert changed(ours, returned_onto(ours, ISSUE, {}).bulletin) == {"c": Change.CHANGED}


@pytest.mark.parametrize("kind", [ParagraphKind.HEADING1, ParagraphKind.NOTE])
def test_how_runs_are_cut_is_no_change_but_their_kind_is(kind: ParagraphKind) -> None:
    one = Article("a", body=(Paragraph((Run("两"), Run("段"))),))
    assert state_of(one) == state_of(Article("a", body=(plain("两段"),)))
    assert state_of(one) != state_of(Article("a", body=(plain("两段", kind),)))


def test_moved_articles_and_renamed_columns_come_over() -> None:
    copy = edits.move_article(ISSUE, "c", "s1", 0)
    copy = edits.rename_section(edits.add_section(copy, "经验交流", 0), "s2", "时讯")
    result = returned_onto(ISSUE, copy, states(ISSUE)).bulletin
    taken = all_of(ISSUE, result)
    assert [(s.name, [a.id for a in s.articles]) for s in taken.sections] == [
        ("经验交流", []), ("工作动态", ["c", "a", "b"]), ("时讯", []),
    ]  # fmt: skip


def test_changes_to_the_head_merge_field_by_field() -> None:
    base = article("a", "一段。")
    ours, theirs = replace(base, title="我们的题"), replace(base, byline="市文明办")
    merged = merge_articles(base, ours, theirs)
    assert merged == replace(base, title="我们的题", byline="市文明办")
    assert merge_articles(base, ours, replace(base, title="领导的题")) is None


_TEXTS = st.lists(st.sampled_from(["甲。", "乙。", "丙。", "丁。"]), max_size=5)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_a_merge_has_what_either_side_brought(base: list[str], one: list[str], other: list[str]):
    was, ours, theirs = (article("a", *texts) for texts in (base, one, other))
    assert merge_articles(was, ours, was) == ours
    assert merge_articles(was, was, theirs) == theirs
    merged, back = merge_articles(was, ours, theirs), merge_articles(was, theirs, ours)
    assert (merged is None) == (back is None)
    if merged is not None and back is not None:
        assert merged.body == back.body


@st.composite
def copies(draw: st.DrawFn) -> Bulletin:
    """The issue with its articles in any order and columns, some gone, some new, some changed."""
    keys = draw(st.permutations(["a", "b", "c", "n", "m"]))[: draw(st.integers(0, 5))]
    cut = draw(st.integers(0, len(keys)))
    texts = draw(st.lists(st.sampled_from(["一。", "二。"]), min_size=5, max_size=5))
    known = {one.id: one for one in ISSUE.articles()}
    made = [
        known[key] if key in known and text == "一。" else article(key, text)
        for key, text in zip(keys, texts, strict=False)
    ]
    names = draw(st.permutations(["s1", "s2"]))
    return replace(
        ISSUE,
        sections=(
            Section(names[0], names[0], tuple(made[:cut])),
            Section(names[1], names[1], tuple(made[cut:])),
        ),
    )


@given(copies(), copies())
def test_taking_everything_gives_the_articles_of_the_target(ours: Bulletin, copy: Bulletin) -> None:
    target = returned_onto(ours, copy, states(ISSUE)).bulletin
    taken = all_of(ours, target)
    assert sorted(taken.articles(), key=lambda a: a.id) == sorted(
        target.articles(), key=lambda a: a.id
    )
    assert accepted(ours, target, []) == ours
