"""The rules of recognition, each by itself."""

import datetime

import pytest

from bulletin_desk.intake import shapes
from bulletin_desk.intake.dates import whole_date
from bulletin_desk.intake.lines import layout_of, split_lines
from bulletin_desk.intake.marks import is_finished, join, tidy, width
from bulletin_desk.intake.matching import one_line_title
from bulletin_desk.model.richtext import ParagraphKind


@pytest.mark.parametrize(
    ("text", "em"), [("一二", 2.0), ("a1", 1.0), ("“好”", 3.0), ("a·b", 2.0), ("", 0.0)]
)
def test_width(text: str, em: float) -> None:
    assert width(text) == em


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("10 月 17 日", "10月17日"),
        ("利用 LED 显示屏", "利用LED显示屏"),
        ("夜读  灯下有我", "夜读 灯下有我"),
        ("增长 40 %以上", "增长40 %以上"),
        ("New  Year", "New Year"),
        ("“示范岗” 工作", "“示范岗” 工作"),
    ],
)
def test_gaps_are_not_stored_and_other_spaces_are(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


def test_latin_words_are_joined_with_a_space_and_nothing_else_is() -> None:
    assert join("a new", "year") == "a new year"
    assert join("共20", "23年") == "共2023年"
    assert join("创建", "工作") == "创建工作"


@pytest.mark.parametrize("text", ["完。", "“完。”", "完！（张三 李四）", "如下：", "完……"])
def test_finished(text: str) -> None:
    assert is_finished(text)


@pytest.mark.parametrize("text", ["未完", "未完，", "“好”", "（一）", ""])
def test_not_finished(text: str) -> None:
    assert not is_finished(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月10日",
        "2024 年 1 月 10 日",
        "二〇二四年一月十日",
        "二O二四年一月十日",
        "2024-01-10",
        "2024.1.10",
    ],
)
def test_dates(text: str) -> None:
    assert whole_date(text) == datetime.date(2024, 1, 10)


def test_no_such_day_is_no_date() -> None:
    assert whole_date("2024年2月30日") is None


@pytest.mark.parametrize(
    ("printed", "contents", "title"),
    [
        (["甲乙丙", "丁戊"], "甲乙丙 丁戊", "甲乙丙 \n丁戊"),
        (["甲乙丙", "丁戊"], "甲乙丙丁戊", "甲乙丙\n丁戊"),
        (["甲乙丙 丁戊"], "甲乙丙丁戊", "甲乙丙\n丁戊"),
        (["甲乙丙 丁戊"], "甲乙丙 丁戊", "甲乙丙 丁戊"),
        (["甲乙丙丁戊"], "甲乙丙 丁戊", "甲乙丙 丁戊"),
        (["甲“乙 丙” 丁"], "甲“乙 丙”丁", "甲“乙 丙”\n丁"),
        (["举行 2023 年大会"], "举行2023年大会", "举行2023年大会"),
        (["别的题目"], "甲乙", "别的题目"),
    ],
)
def test_titles_take_breaks_from_the_body_and_spaces_from_the_contents(
    printed: list[str], contents: str, title: str
) -> None:
    assert one_line_title(printed, contents) == title


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("【工作动态】", "工作动态"),
        ("◆经验交流◆", "经验交流"),
        ("〖短讯〗", "短讯"),
        ("【编者按】", None),
        ("【工作动态】北岭区召开会议", None),
        ("工作动态", None),
    ],
)
def test_columns(text: str, name: str | None) -> None:
    assert shapes.column_name(text) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、加强领导", ParagraphKind.HEADING1),
        ("（二）完善制度", ParagraphKind.HEADING2),
        ("3.抓好落实", ParagraphKind.HEADING3),
        ("（4）明确分工。", ParagraphKind.HEADING4),
        ("一、加强领导。成立专班，明确分工。", ParagraphKind.BODY),
        ("3.5万人参加了活动", ParagraphKind.BODY),
        ("编者按：请学习借鉴。", ParagraphKind.NOTE),
        ("按语言习惯修改。", ParagraphKind.BODY),
    ],
)
def test_kinds_of_paragraphs(text: str, kind: ParagraphKind) -> None:
    assert shapes.paragraph_kind(text) is kind


@pytest.mark.parametrize(
    "text", ["李晓明", "刘 伟", "（张三丰 王强）", "市税务局", "市委宣传部部长 李晓明"]
)
def test_bylines(text: str) -> None:
    assert shapes.is_byline(text)


@pytest.mark.parametrize("text", ["广场活动", "持续擦亮文明单位品牌", "近日，李晓明", "会议结束。"])
def test_no_bylines(text: str) -> None:
    assert not shapes.is_byline(text)


@pytest.mark.parametrize(
    ("text", "before", "byline"),
    [
        ("完成了任务。（市税务局供稿）", "完成了任务。", "市税务局"),
        ("完成了任务。（李晓明 王强）", "完成了任务。", "李晓明 王强"),
        ("（供稿：市税务局）", "", "市税务局"),
    ],
)
def test_bylines_that_close(text: str, before: str, byline: str) -> None:
    assert shapes.closing_byline(text) == (before, byline)


@pytest.mark.parametrize(
    "text", ["完成了任务（详见附件）", "完成了任务。（完）", "任务。（下转第三版）"]
)
def test_other_brackets_at_the_end_stay(text: str) -> None:
    assert shapes.closing_byline(text) is None


@pytest.mark.parametrize(
    "text", ["图为活动现场。", "村民在插秧。李晓明摄", "①活动现场 王强/摄", "（市文明办供图）"]
)
def test_captions(text: str) -> None:
    assert shapes.is_caption(text)


def test_a_film_is_no_caption() -> None:
    assert not shapes.is_caption("该片由本市青年导演拍摄。")


def test_the_measure_comes_from_the_breaks_inside_sentences() -> None:
    line = "这一行写满了二十六个字并且没有写完所以还要接着往下"
    text = "\n".join([line + "写"] * 8 + ["到此为止。"])
    assert layout_of(split_lines(text)).measure == 26
    assert layout_of(split_lines("第一段话说完了，就是这样。\n" * 8)).measure is None
