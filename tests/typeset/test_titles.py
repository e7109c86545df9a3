import pytest

from bulletin_desk.typeset.display import TextLine
from typeset.flow_samples import TITLE, WORD_PAGE, page_lines, text, typeset


def title_lines(words: str) -> list[str]:
    return [line.text for line in page_lines(typeset(text(words, TITLE)).pages[0])]


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("林远山带队检查夜市管理工作") == ["林远山带队检查夜市管理工作"]


def test_a_title_that_must_break_breaks_at_its_space() -> None:
    assert title_lines("市水务局以小切口促民生 持续擦亮文明窗口服务品牌") == [
        "市水务局以小切口促民生",
        "持续擦亮文明窗口服务品牌",
    ]


def test_a_title_that_fits_keeps_its_space() -> None:
    assert title_lines("送法律 送政策 送服务") == ["送法律 送政策 送服务"]


def test_manual_breaks_are_kept() -> None:
    assert title_lines("市城市管理局\n开展秩序劝导活动") == ["市城市管理局", "开展秩序劝导活动"]


@pytest.mark.parametrize("length", range(19, 60))
def test_no_line_of_a_title_holds_one_character(length: int) -> None:
    lines = title_lines("国" * length)
    lengths = [len(line) for line in lines]
    assert sum(lengths) == length
    assert max(lengths) - min(lengths) <= 2
    assert lengths == sorted(lengths, reverse=True)


def test_quotes_and_titles_of_books_stay_whole() -> None:
    lines = title_lines("我市召开二〇二五年度文明服务“示范岗评选”工作部署会")
    assert len(lines) == 2
    assert any("“示范岗评选”" in line for line in lines)


def test_a_title_breaks_after_a_mark_rather_than_in_the_middle_of_a_word() -> None:
    lines = title_lines("市科协、市侨联、市博物馆，共同举办古籍修复体验活动")
    assert lines[0] == "市科协、市侨联、市博物馆，"


def test_lines_of_a_title_are_centred() -> None:
    document = typeset(text("国" * 30, TITLE))
    for placed in document.pages[0].items:
        assert isinstance(placed.item, TextLine)
        left = placed.item.runs[0].x
        assert left == pytest.approx(WORD_PAGE.measure - placed.item.width)
