"""Wrong, missing and odd arguments: one Chinese sentence each, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin_desk.paths import RESOURCES

SAMPLE = RESOURCES / "sample" / "jianbao.txt"
PROGRAM = [sys.executable, "-c", "import sys; from bulletin_desk.cli import main; sys.exit(main())"]


def desk(*words: object, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program as a process of its own, as scripts do."""
    command = [*PROGRAM, *map(str, words)]
    return subprocess.run(command, capture_output=True, env=os.environ | environment, timeout=60)


def sentence(result: "subprocess.CompletedProcess[bytes]") -> str:
    said = result.stderr.decode()
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1, said
    assert said.rstrip().endswith(("。", "help。")), said
    assert any("一" <= char <= "鿿" for char in said), said
    return said


@pytest.mark.parametrize(
    "words",
    [
        ("show", "9" * 30),
        ("show", "²"),
        ("show", "9" * 300),
        ("show", "长" * 300),
        ("export", SAMPLE, "--pdf", "长" * 300 + ".pdf"),
        ("sample", "--out", SAMPLE),
        ("sample", "--out", SAMPLE / "x"),
        ("backup", "."),
        ("restore", "长" * 300),
        ("backup", "长" * 300),
        ("lines", SAMPLE, "--template", "长" * 300),
        ("search", "没有这个词"),
        ("list", "--library", "."),
    ],
)
def test_odd_arguments_get_a_sentence(tmp_path: Path, words: tuple[object, ...]):
    result = desk("--library", tmp_path / "library.db", *words)
    sentence(result)
    assert result.returncode == 1
    assert result.stdout == b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "没有“nonsense”这个命令"),
        (("show",), "缺少参数：ISSUE"),
        (("list", "--colour"), "没有这样的参数：--colour"),
        (("export", "1", "--pdf"), "“--pdf”后面缺少内容"),
        (("export", "1", "--pdf", ""), "“--pdf”后面不能是空白"),
        (("new", "--series", " "), "“--series”后面不能是空白"),
        (("new", "--series", "甲", "--from", "1", "--template", "huiyi"), "不能同时使用"),
        (("search", os.fsdecode(b"\xff")), "不成文字"),
        (("backup", ""), "后面不能是空白"),
    ],
)
def test_wrong_usage_is_told_in_one_sentence(words: tuple[str, ...], said: str):
    result = desk(*words)
    assert said in sentence(result)
    assert result.returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-8"])
def test_any_locale_can_print(tmp_path: Path, encoding: str):
    rare = tmp_path / os.fsdecode(b"\xff\xe7\xa8\xbf.txt")
    rare.write_text("㛃𠮷来稿\n姓名里的𠮷和㛃都要读得出来，一个字也不能少。\n", encoding="utf-8")
    library = ("--library", tmp_path / "library.db")
    imported = desk(*library, "import", rare, "--json", PYTHONIOENCODING=encoding)
    assert imported.returncode == 0, imported.stderr
    printed = imported.stdout.decode(encoding if encoding == "gbk" else "utf-8")
    assert json.loads(printed)[0]["file"] == str(rare)
    searched = desk(*library, "search", "来稿", PYTHONIOENCODING=encoding)
    assert searched.returncode == 0, searched.stderr


def test_what_cannot_be_printed_is_told(tmp_path: Path):
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    with Path("/dev/full").open("wb") as full:
        command = [*PROGRAM, "templates"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert result.returncode == 1
    assert "没有打印完整" in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


def test_an_export_never_writes_over_what_it_reads(tmp_path: Path):
    library, text = tmp_path / "library.db", tmp_path / "notes.txt"
    text.write_bytes(SAMPLE.read_bytes())
    assert desk("--library", library, "import", text).returncode == 0
    kept = library.read_bytes()
    for target in (text, library, f"{library}-wal"):
        result = desk("--library", library, "export", text, "--pdf", target)
        assert "不能写到它上面" in sentence(result)
        assert result.returncode == 1
    both = tmp_path / "both"
    result = desk("--library", library, "export", text, "--pdf", both, "--docx", both)
    assert "另一个文件" in sentence(result)
    assert not both.exists()
    assert (text.read_bytes(), library.read_bytes()) == (SAMPLE.read_bytes(), kept)


def test_a_folder_takes_an_issue_with_a_very_long_name(tmp_path: Path):
    library = ("--library", tmp_path / "library.db")
    name = "县" * 200
    assert desk(*library, "new", "--series", name).returncode == 0
    result = desk(*library, "export", "1", "--pdf", tmp_path)
    assert result.returncode == 0, result.stderr
    assert len(list(tmp_path.glob("县县*第1期.pdf"))) == 1


def test_one_file_that_cannot_be_written_stops_no_other(tmp_path: Path):
    missing, docx = tmp_path / "no" / "x.pdf", tmp_path / "x.docx"
    result = desk("export", SAMPLE, "--pdf", missing, "--docx", docx)
    said = result.stderr.decode()
    assert missing.parent.name in said
    assert "文件夹" in said
    assert "Traceback" not in said
    assert result.returncode == 1
    assert docx.stat().st_size > 0
