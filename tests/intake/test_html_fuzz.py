"""Web pages in any state: a source, or one sentence."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.clipboard.arrange import arranged
from bulletin_desk.intake.clipboard.html import read_html
from bulletin_desk.intake.web import web_lines
from intake.mutations import mutated
from intake.test_html_files import PAGE
from intake.test_text_fuzz import outcome

MHT = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    "\r\n<html><p>=E7=AE=80=E6=8A=A5=\r\n</p>\r\n--b--\r\n"
)
WORD = (
    '<html xmlns:o="urn:x"><!--[if gte mso 9]><xml><o:p/></xml><![endif]--><p class=MsoNormal '
    "style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>甲"
    "<table><tr><td colspan=3>a<td rowspan=2>b<tr><td>c</table><ol start=3><li>x<li>y</ol>"
)
FILES = [
    PAGE.format(charset="utf-8").encode(), PAGE.format(charset="gb2312").encode("gbk"),
    PAGE.format(charset="utf-16").encode("utf-16"), MHT.encode(), WORD.encode(),
]  # fmt: skip
TAGS = "html body p div br table tr td th ol li h1 main article nav pre b font span script style"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def test_mutated_pages(folder: Path) -> None:
    read = 0
    for number, data in enumerate(mutated(FILES, 1_600, seed=3)):
        read += outcome(folder / "a.html", data, recognised=number % 10 == 0)
    assert read > 500


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(TAGS.split()), st.booleans(), st.text(max_size=8))))
def test_any_mixture_of_tags(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, bool, str]]
) -> None:
    tags = "".join(f"<{'/' * close}{tag}>{text}" for tag, close, text in parts)
    path = tmp_path_factory.getbasetemp() / "tags.html"
    outcome(path, f"<html>{tags}".encode("utf-8", "replace"))


@settings(max_examples=300)
@given(st.text("<>!-/=\"'&;#x0aptd \n[]甲", max_size=200))
def test_any_mixture_of_signs(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    outcome(tmp_path_factory.getbasetemp() / "signs.html", f"<html><p>{text}".encode())


_CLIPS = [WORD, PAGE.format(charset="utf-8"), f"<!--StartFragment-->{WORD}<!--EndFragment-->"]


def test_mutated_clipboards() -> None:
    read = 0
    for data in mutated([clip.encode() for clip in _CLIPS], 2_500, seed=11):
        found = read_html(data.decode("utf-8", "replace"))
        assert found is not None
        blocks, _ = arranged(found.clips)
        read += bool(blocks)
        assert all(line.text for line in web_lines(found.clips))
    assert read > 1_000


_PIECES = [
    *(f"<{tag}>" for tag in TAGS.split()), *(f"</{tag}>" for tag in TAGS.split()),
    "<!--", "-->", "<![if !x]>", "<a b='", '<a b="', "'", '"', ">", "<x ", "</", "甲", " ",
    "<td colspan=9 rowspan=9>", "&lt;", "&#1;", "&#" + "9" * 5_000, "\ud800", "<o:p/>",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_clipboard(html: str) -> None:
    found = read_html(html)
    assert found is not None
    arranged(found.clips)


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest processor time of a few runs."""
    times: list[float] = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def clipboard_read(text: str) -> None:
    found = read_html(text)
    assert found is not None
    arranged(found.clips)


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<!-- >", "<a b='", "<a b='>", "<x ", "<td>", "<tr><td>甲", "</", "<", "<div></x>",
     "<div>", "<table><tr><td>", "<ol><li>", "<script>", "<style", "data:;base64,", "&#x", "&#9",
     "<b>甲 </b>乙 ", "<p>甲</p>", "<p>甲\n"],
)  # fmt: skip
def test_time_grows_with_the_length(unit: str) -> None:
    # Work that grows with the square of the length takes 16 times as long for four times of it.
    short, long = ("文" + unit * (count // len(unit)) for count in (8_000, 32_000))
    assert seconds(lambda: clipboard_read(long)) < 9 * seconds(lambda: clipboard_read(short)) + 0.1


def test_end_tags_that_close_nothing_take_time_in_proportion() -> None:
    short, long = ("<div>" * count + "</x>" * count for count in (1_500, 6_000))
    assert seconds(lambda: clipboard_read(long)) < 9 * seconds(lambda: clipboard_read(short)) + 0.1


def test_a_page_file_of_one_tag_again_and_again(folder: Path) -> None:
    def read(count: int) -> Callable[[], object]:
        data = f"<html>文{'<div>' * count}".encode()
        return lambda: outcome(folder / "long.html", data, recognised=False)

    assert seconds(read(20_000)) < 9 * seconds(read(5_000)) + 0.1
