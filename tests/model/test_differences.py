"""Two bulletins compared, part by part."""

import datetime
from dataclasses import replace

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.differences import Change, PartDifference, compare, lines_of, summary
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain
from bulletin_desk.model.textdiff import Mark

FIRST = Article(
    "a1", "青石县召开推进会", body=(plain("近日，青石县召开推进会。"), plain("要求落实。"))
)
SECOND = Article("a2", "白杨县开展活动", body=(plain("白杨县开展志愿服务活动。"),))
THIRD = Article("a3", "简讯", body=(plain("江口市启动宣传月。"),))
OLD = Bulletin(
    "gongzuo",
    Masthead("云泽简报", 7, issuer="市文明办", date=datetime.date(2026, 3, 18)),
    True,
    (Section("s1", "工作动态", (FIRST, SECOND, THIRD)), Section("s2", "文明时讯")),
    Distribution("省文明办", "市委各部门", "各县（市、区）", 50),
)


def changes(new: Bulletin, old: Bulletin = OLD) -> dict[str, Change]:
    """What is not the same, by part or article."""
    parts = compare(old, new)
    return {p.id or p.part: p.change for p in parts if p.change is not Change.SAME}


def find(new: Bulletin, key: str) -> PartDifference:
    return next(part for part in compare(OLD, new) if key in (part.id, part.part))


def test_the_same_issue_has_no_differences() -> None:
    assert changes(OLD) == {}
    assert summary(compare(OLD, OLD)) == "内容相同"


def test_articles_that_came_and_went() -> None:
    new = edits.remove_article(OLD, "a2")
    new = edits.insert_article(new, "s2", 0, Article("a4", "新来稿"))
    assert changes(new) == {"a2": Change.REMOVED, "a4": Change.ADDED}
    assert [part.id for part in compare(OLD, new) if part.id] == ["a1", "a2", "a3", "a4"]
    assert summary(compare(OLD, new)) == "新增 1 篇，删去 1 篇"


def test_an_article_moved_within_its_column_moves_alone() -> None:
    new = edits.move_article(OLD, "a1", "s1", 3)
    assert changes(new) == {"a1": Change.MOVED}


def test_an_article_moved_to_another_column() -> None:
    assert changes(edits.move_article(OLD, "a2", "s2", 0)) == {"a2": Change.MOVED}
    moved = edits.move_article(OLD, "a2", "s2", 0)
    both = edits.replace_article(moved, replace(SECOND, title="白杨县广泛开展活动"))
    assert changes(both) == {"a2": Change.MOVED_AND_CHANGED}
    labels = [line.label for line in lines_of(find(both, "a2"), OLD, both) if line.is_changed]
    assert labels == ["栏目", "标题"]


def test_columns_that_change_places_move_no_article() -> None:
    new = replace(OLD, sections=OLD.sections[::-1])
    assert changes(new) == {"columns": Change.CHANGED}


def test_masthead_and_footer() -> None:
    new = replace(
        OLD,
        masthead=replace(OLD.masthead, number=8),
        distribution=replace(OLD.distribution, copies=60, send_to="市委各部门，市政府各部门"),
    )
    assert changes(new) == {"masthead": Change.CHANGED, "distribution": Change.CHANGED}
    head = [line for line in lines_of(find(new, "masthead"), OLD, new) if line.is_changed]
    assert [(line.label, line.old, line.new) for line in head] == [
        ("期号", ((Mark.REMOVED, "7"),), ((Mark.ADDED, "8"),))
    ]
    foot = [line for line in lines_of(find(new, "distribution"), OLD, new) if line.is_changed]
    assert [line.label for line in foot] == ["送", "份数"]
    assert foot[0].new == ((Mark.SAME, "市委各部门"), (Mark.ADDED, "，市政府各部门"))


def test_contents_and_template_belong_to_the_masthead() -> None:
    new = replace(OLD, contents=False, template="kuaibao")
    lines = [line for line in lines_of(find(new, "masthead"), OLD, new) if line.is_changed]
    assert [line.label for line in lines] == ["目录", "模板"]
    assert lines[1].old == ((Mark.REMOVED, "工作简"), (Mark.SAME, "报"))


def test_a_rewritten_paragraph_stands_beside_the_old_one() -> None:
    body = (
        plain("新增的导语，此前没有。"),
        plain("近日，青石县召开工作推进会。"),
        plain("要求落实。"),
    )
    new = edits.replace_article(OLD, replace(FIRST, body=body))
    lines = [line for line in lines_of(find(new, "a1"), OLD, new) if not line.label]
    assert [line.is_changed for line in lines] == [True, True, False]
    assert lines[0].old is None
    assert lines[1].new == (
        (Mark.SAME, "近日，青石县召开"),
        (Mark.ADDED, "工作"),
        (Mark.SAME, "推进会。"),
    )


def test_unlike_paragraphs_are_one_that_went_and_one_that_came() -> None:
    body = (FIRST.body[0], plain("全市共整治小巷三十条。"))
    new = edits.replace_article(OLD, replace(FIRST, body=body))
    lines = [line for line in lines_of(find(new, "a1"), OLD, new) if line.is_changed]
    assert [(line.old is None, line.new is None) for line in lines] == [
        (True, False),
        (False, True),
    ]


def test_what_the_text_does_not_show_is_said() -> None:
    first = Paragraph((Run("近日，", bold=True), Run("青石县召开推进会。")))
    body = (first, plain("要求落实。", ParagraphKind.HEADING1))
    new = edits.replace_article(OLD, replace(FIRST, body=body))
    lines = [line for line in lines_of(find(new, "a1"), OLD, new) if line.is_changed]
    assert [line.remark for line in lines] == ["字体有改动", "正文改为一级标题"]


def test_pictures_and_tables() -> None:
    picture = Picture("0" * 64, "image/png", 4, 3, (Run("会场"),))
    table = Table((((Run("单位"),), (Run("篇数"),)), ((Run("青石县"),), (Run("3"),))))
    old = edits.replace_article(OLD, replace(THIRD, body=(picture, table)))
    body = (replace(picture, digest="1" * 64), replace(table, header_rows=0))
    new = edits.replace_article(old, replace(THIRD, body=body))
    part = next(part for part in compare(old, new) if part.id == "a3")
    lines = [line for line in lines_of(part, old, new) if not line.label]
    assert [line.remark for line in lines] == ["换了图片", "表格样式有改动"]


def test_an_article_that_came_has_no_old_side() -> None:
    new = edits.insert_article(OLD, "s2", 0, Article("a4", "新来稿", body=(plain("正文。"),)))
    lines = lines_of(find(new, "a4"), OLD, new)
    assert [line.label for line in lines] == ["栏目", "标题", ""]
    assert all(line.old is None and line.is_changed for line in lines)
