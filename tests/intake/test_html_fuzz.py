"""Web pages in any state: a source, or one sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "unit", ["<div>", "<table><tr><td>", "<ol><li>", "<script>", "<style", "data:;base64,", "&#x"]
)
def test_tags_without_end_take_time_in_proportion(folder: Path, unit: str) -> None:
    # One with work that grows with the square of its length would run for minutes.
    outcome(folder / "long.html", f"<html>文{unit * 20_000}".encode(), recognised=False)
