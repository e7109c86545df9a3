"""Files as they come: encodings, empty ones, and files that are no text."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.encoding import decode
from bulletin_desk.intake.reader import read_file, read_text
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.model.richtext import Paragraph

TEXT = "北岭区举办志愿服务广场活动\n近日，北岭区在中心广场举办活动，群众纷纷点赞。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_mark_of_big_endian() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_a_short_gbk_text_is_not_taken_for_korean() -> None:
    assert decode("简报".encode("gbk")) == "简报"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        bytes(range(256)) * 4,
        b"\x00" * 100,
        b"abc\x00def",
        b"\x01\x02\x03\x04" * 50,
        b"\x80\xff\xff" * 20,
        TEXT.encode()[:-2] + "简".encode()[:2],
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"。$"):
        decode(data)


def test_missing_folder_and_empty(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"\xef\xbb\xbf \r\n")
    for path in (tmp_path / "none.txt", tmp_path, empty):
        with pytest.raises(DeskError, match=path.name):
            read_file(path)


def test_control_characters_are_removed_and_told() -> None:
    intake = read_text("北岭区\x07举办活动\n近日，\x00群众点赞。\n")
    (article,) = intake.articles
    assert article.title == "北岭区举办活动"
    assert "U+0000、U+0007" in intake.warnings[0]


def test_a_paragraph_cut_by_a_page_and_a_doubled_character() -> None:
    first = "近日，北岭区在中心广场举办活动，来自各街道的志愿者参加，现场气氛热烈，群众开展丰"
    intake = read_text(f"北岭区举办活动\n\n{first}\n\n丰富多彩的文艺活动，其乐融融。\n")
    (article,) = intake.articles
    assert [block.text for block in article.body] == [first + "丰富多彩的文艺活动，其乐融融。"]
    assert "重了一个字" in intake.warnings[0]


@pytest.mark.parametrize(
    "unit",
    [
        "今天天气很好，大家都来到了广场上参加\n",
        "标题\n",
        "【动态】\n全市开会\n近日，开会了。\n",
        "（",
        "甲 ",
    ],
)
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        read_text(unit * count)
        return time.process_time() - started

    # Ten times the text; work that grew with its square would take a hundred times as long.
    small = max(min(seconds(4_000) for _ in range(3)), 0.02)
    assert min(seconds(40_000) for _ in range(2)) < 40 * small


def test_reading_a_text_loads_no_library() -> None:
    code = (
        "import sys, bulletin_desk.intake.reader\n"
        "print([m for m in ('docx', 'lxml', 'PySide6', 'sqlalchemy', 'pypdfium2') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_bodies_are_plain_paragraphs() -> None:
    (article,) = read_text(TEXT).articles
    assert all(isinstance(block, Paragraph) for block in article.body)
