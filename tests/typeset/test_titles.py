import pytest

from bulletin_desk.typeset.display import TextLine
from typeset.flow_samples import TITLE, WORD_PAGE, page_lines, text, typeset


def title_lines(words: str) -> list[str]:
    return [line.text for line in page_lines(typeset(text(words, TITLE)).pages[0])]


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("王少青带队调研全域创建工作") == ["王少青带队调研全域创建工作"]


def test_a_title_that_must_break_breaks_at_its_space() -> None:
    assert title_lines("市委组织部以常态促长效 巩固提升文明单位创建成果") == [
        "市委组织部以常态促长效",
        "巩固提升文明单位创建成果",
    ]


def test_a_title_that_fits_keeps_its_space() -> None:
    assert title_lines("送法律 送政策 送服务") == ["送法律 送政策 送服务"]


def test_manual_breaks_are_kept() -> None:
    assert title_lines("市政府办公室\n开展志愿服务活动") == ["市政府办公室", "开展志愿服务活动"]


@pytest.mark.parametrize("length", range(19, 60))
def test_no_line_of_a_title_holds_one_character(length: int) -> None:
    lines = title_lines("国" * length)
    lengths = [len(line) for line in lines]
    assert sum(lengths) == length
    assert max(lengths) - min(lengths) <= 2
    assert lengths == sorted(lengths, reverse=True)


def test_quotes_and_titles_of_books_stay_whole() -> None:
    lines = title_lines("我市举行二〇二三年度诚信建设“红黑榜发布”新闻发布会")
    assert len(lines) == 2
    assert any("“红黑榜发布”" in line for line in lines)


def test_a_title_breaks_after_a_mark_rather_than_in_the_middle_of_a_word() -> None:
    lines = title_lines("市残联、市妇联、市图书馆，联合开展主题阅读系列活动")
    assert lines[0] == "市残联、市妇联、市图书馆，"


def test_lines_of_a_title_are_centred() -> None:
    document = typeset(text("国" * 30, TITLE))
    for placed in document.pages[0].items:
        assert isinstance(placed.item, TextLine)
        left = placed.item.runs[0].x
        assert left == pytest.approx(WORD_PAGE.measure - placed.item.width)
