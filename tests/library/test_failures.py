"""What fails in the middle leaves the library as it was, and is told in a sentence."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin_desk.library import Library, LibraryError, driver
from bulletin_desk.library.driver import sqlite
from bulletin_desk.model.bulletin import Article
from library.samples import article, issue


def test_a_fault_in_the_middle_undoes_the_whole_call(library: Library) -> None:
    kept = issue(1, article("原稿"))
    issue_id = library.add_issue(kept)
    bad = Article(title="坏稿", body=(object(),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="object"):
        library.save_issue(issue_id, issue(1, article("先写入的新稿"), bad, name="改了名"))
    with pytest.raises(Exception, match="object"):
        library.add_to_pool([article("来稿"), bad])
    assert library.load_issue(issue_id) == kept
    assert library.pool() == []
    assert library.search("先写入") == library.search("来稿") == []
    assert library.check() == []
    library.save_issue(issue_id, issue(1, article("之后照常保存")))


def test_a_full_disk_is_told_and_nothing_is_half_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = issue(1, article("原稿"))
    with Library.open(path) as library:
        issue_id = library.add_issue(kept)
    pages = path.stat().st_size // 4096
    # SQLite reports a page limit with the code of a full disk.
    monkeypatch.setattr(driver, "PRAGMAS", (*driver.PRAGMAS, f"max_page_count = {pages + 8}"))
    with Library.open(path) as library:
        with pytest.raises(LibraryError, match=r"磁盘空间已满.*清理磁盘"):
            library.add_picture(os.urandom(200_000))
        with pytest.raises(LibraryError, match="磁盘空间已满"):
            library.save_issue(issue_id, issue(1, article("大", *["文字" * 900] * 50)))
        assert library.load_issue(issue_id) == kept
        assert library.check() == []
        library.save_issue(issue_id, issue(1))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
def test_a_disk_that_fails_while_writing_is_told(path: Path) -> None:
    code = (
        "import os, resource, sys; from pathlib import Path\n"
        "from bulletin_desk.library import Library, LibraryError\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "try: library.add_picture(os.urandom(400_000))\n"
        "except LibraryError as error: sys.stdout.buffer.write(str(error).encode())\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True
    ).stdout.decode()
    assert "磁盘" in said
    with Library.open(path) as library:
        assert library.check() == []


def test_a_library_that_another_program_holds_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "PRAGMAS", (*driver.PRAGMAS, "busy_timeout = 50"))
    with Library.open(path) as library:
        issue_id = library.add_issue(issue(1))
        other = sqlite.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match=r"另一个程序占用.*稍后再试"):
            library.save_issue(issue_id, issue(2))
        assert library.load_issue(issue_id) == issue(1)
        other.execute("ROLLBACK")
        other.close()
        library.save_issue(issue_id, issue(2))


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from library.samples import article, issue
from bulletin_desk.library import Library
library = Library.open(Path(sys.argv[1]))
for number in range(1, 100_000):
    issue_id = library.add_issue(issue(number, article("初稿", "正文" * 50)))
    library.save_issue(issue_id, issue(number, article("定稿", "正文" * 80)))
    print(issue_id, flush=True)
"""


@pytest.mark.parametrize("delay", [0.02, 0.05, 0.11, 0.23])
def test_what_was_saved_survives_a_kill(path: Path, delay: float) -> None:
    tests = Path(__file__).parents[1]
    arguments = [sys.executable, "-c", KILLED, str(path), str(tests)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(delay)
    process.kill()
    rest = process.stdout.read().split("\n")
    process.stdout.close()
    process.wait()
    # A last line without its newline may have been cut off.
    told = [int(line) for line in (first.strip(), *rest[:-1])]
    with Library.open(path) as library:
        assert {record.id for record in library.issues()} >= set(told)
        assert len(told) >= 1
        for issue_id in told:
            assert [a.title for a in library.load_issue(issue_id).articles()] == ["定稿"]
        assert library.check() == []


def test_a_closed_library_does_not_open_itself_again(path: Path) -> None:
    library = Library.open(path)
    library.close()
    library.close()
    with pytest.raises(Exception, match="closed"):
        library.issues()


@pytest.mark.parametrize("said", ["limit", "pages"])
def test_a_backup_that_does_not_fit_is_told(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """The driver's own copying raises what went wrong without SQLite's code for it."""
    target = tmp_path / "备份.db"
    with Library.open(path) as library:
        library.add_picture(os.urandom(400_000))
        if said == "pages":
            monkeypatch.setattr(driver, "PRAGMAS", (*driver.PRAGMAS, "max_page_count = 20"))
            with pytest.raises(LibraryError, match="磁盘空间已满"):
                library.backup(target)
        elif sys.platform != "win32":
            import resource

            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
            try:
                with pytest.raises(LibraryError, match="磁盘"):
                    library.backup(target)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.glob("*备份*"))


def test_a_library_that_lacks_a_table_is_told_as_damaged(path: Path) -> None:
    connection = sqlite.connect(str(path))
    connection.execute("DROP TABLE warnings")
    connection.commit()
    connection.close()
    with Library.open(path) as library, pytest.raises(LibraryError, match="损坏"):
        library.warnings(None)
