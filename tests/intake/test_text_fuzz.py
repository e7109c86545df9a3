"""Texts and Markdown in any state: a source, or one sentence; and lines that are recognised."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.files import read_sources
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.taking import take
from intake.mutations import mutated
from intake.sample_bulletins import FULL, PLAIN, Print, printed

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "gb18030")
MARKS = (
    "# **青石县** `a` [链](b) ![图](c)\n- 甲\n> 乙\n| a | b |\n|---|---|\n| 1 |\n===\n\\*__x__\n"
)
TEXTS = [printed(FULL, Print()), printed(PLAIN, Print(measure=26)), MARKS * 3]
FILES = [text.encode(encoding) for text in TEXTS for encoding in ENCODINGS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def outcome(path: Path, data: bytes, *, recognised: bool = True) -> bool:
    """Read a file as the child does; tell whether it was read."""
    path.write_bytes(data)
    try:
        sources = read_sources(path)
    except IntakeError as error:
        sentence = str(error)
        assert sentence.endswith("。")
        assert len(sentence) < 200
        assert "\n" not in sentence
        return False
    for source in sources:
        assert source.lines or source.exact
        if recognised:
            for _, found in take(source, path):
                assert len(found.roles) == len(source.lines)
    return True


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_mutated_texts(folder: Path, name: str) -> None:
    read = 0
    for number, data in enumerate(mutated(FILES, 1_200, seed=len(name))):
        read += outcome(folder / name, data, recognised=number % 10 == 0)
    assert read > 100


@settings(max_examples=500)
@given(st.binary(max_size=3_000))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    outcome(tmp_path_factory.getbasetemp() / "bytes.md", data)


@settings(max_examples=300)
@given(st.text(max_size=400), st.sampled_from(ENCODINGS))
def test_any_text(tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str) -> None:
    data = text.encode(encoding, "surrogatepass" if "utf" in encoding else "replace")
    outcome(tmp_path_factory.getbasetemp() / "text.md", data)


@settings(max_examples=300)
@given(st.text("#*_`[]()!|-=><\\&; \n\t\u3000甲乙。1a", max_size=300))
def test_any_mixture_of_marks(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    outcome(tmp_path_factory.getbasetemp() / "marks.md", text.encode())


@pytest.mark.parametrize("unit", ["[", "**", "![", "`", "|-", "> ", "<br>", "\\", "_a", "# ", "- "])
def test_marks_without_end_take_time_in_proportion(folder: Path, unit: str) -> None:
    # Work that grows with the square of the length takes 16 times as long for four times of it.
    for end in ("", "\n"):
        short, long = ((unit + end) * count for count in (5_000, 20_000))
        assert _seconds(folder, long) < 9 * _seconds(folder, short) + 0.05


def _seconds(folder: Path, text: str) -> float:
    """Return the shortest processor time of a few readings."""
    times: list[float] = []
    for _ in range(3):
        start = time.process_time()
        outcome(folder / "long.md", text.encode(), recognised=False)
        times.append(time.process_time() - start)
    return min(times)
