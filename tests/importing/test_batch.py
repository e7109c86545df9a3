"""Imports of many files: order, repeats, bad files, archives, stopping and going on."""

import multiprocessing
import os
import signal
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bulletin_desk.importing.batch import Batch
from bulletin_desk.importing.items import Wishes
from bulletin_desk.importing.outcomes import FileOutcome
from bulletin_desk.library.library import Library
from bulletin_desk.library.records import ImportItem, ImportKind
from bulletin_desk.model.templates import load_template
from bulletin_desk.ui.files.writing import pictures_of, write_issue
from importing.past_issues import issue, nameless, note, other

ISSUE, POOL = ImportKind.ISSUE, ImportKind.POOL
QUEUED, DUPLICATE, FAILED = ImportKind.QUEUED, ImportKind.DUPLICATE, ImportKind.FAILED


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "往期"
    made.mkdir()
    return made


def run(
    library: Library, chosen: Sequence[Path], wishes: Wishes | None = None
) -> dict[str, FileOutcome]:
    """Import, and return what became of each file by its shown name, in their order."""
    told: dict[str, FileOutcome] = {}
    counted: list[int] = []
    Batch(library, wishes, jobs=2).run(
        chosen,
        lambda plan: counted.append(len(plan.files)),
        lambda outcome, _: told.update({outcome.file.shown: outcome}),
    )
    assert counted == [len(told)]
    return told


def kinds(told: dict[str, FileOutcome]) -> dict[str, ImportKind]:
    return {name: outcome.kind for name, outcome in told.items()}


def test_a_folder_of_years_is_imported_in_the_order_of_its_names(
    library: Library, folder: Path
) -> None:
    for year in (2025, 2026):
        for number in (10, 2, 1):
            issue(folder / f"{year}年" / f"第{number}期.txt", number, year)
    (folder / "2026年" / "~$第2期.docx").write_bytes(b"lock")
    (folder / "2026年" / "现场.jpg").write_bytes(b"\xff\xd8\xff")
    told = run(library, [folder])
    assert list(told) == [
        f"{year}年/第{number}期.txt" for year in (2025, 2026) for number in (1, 2, 10)
    ]
    assert set(kinds(told).values()) == {ISSUE}
    found = [library.record(i) for i in range(1, 7)]
    assert [(r.year, r.number) for r in found] == [
        (2025, 1), (2025, 2), (2025, 10), (2026, 1), (2026, 2), (2026, 10),
    ]  # fmt: skip


def test_the_same_file_is_imported_once(library: Library, folder: Path) -> None:
    first = issue(folder / "第3期.txt", 3)
    copy = folder / "副本" / "改了名.txt"
    copy.parent.mkdir()
    copy.write_bytes(first.read_bytes())
    told = run(library, [folder])
    assert kinds(told) == {"副本/改了名.txt": ISSUE, "第3期.txt": DUPLICATE} or kinds(told) == {
        "第3期.txt": ISSUE,
        "副本/改了名.txt": DUPLICATE,
    }
    again = run(library, [folder])
    assert set(kinds(again).values()) == {DUPLICATE}
    assert "第3期" in again["第3期.txt"].sentence
    assert again["第3期.txt"].issue_id == library.issues()[0].id
    assert len(library.issues()) == 1


def test_what_was_imported_is_not_read_again(library: Library, folder: Path) -> None:
    path = issue(folder / "第3期.txt", 3)
    run(library, [path])
    brought: list[ImportItem] = []
    Batch(library).run([path], lambda _: None, lambda _, items: brought.extend(items))
    assert [item.bulletin for item in brought] == [None]


def test_one_issue_as_word_and_as_pdf_is_one_issue(library: Library, folder: Path) -> None:
    with Library.open(folder.parent / "other.db") as second:
        run(second, [issue(folder.parent / "text" / "a.txt", 4)])
        bulletin = second.load_issue(1)
        template = load_template(bulletin.template)
        for suffix in ("docx", "pdf"):
            target = folder / f"第4期.{suffix}"
            write_issue(suffix, bulletin, template, pictures_of(bulletin, second), target)
    told = run(library, [folder / "第4期.docx", folder / "第4期.pdf"])
    assert kinds(told) == {"第4期.docx": ISSUE, "第4期.pdf": DUPLICATE}
    assert "是同一期" in told["第4期.pdf"].sentence
    assert told["第4期.pdf"].issue_id == told["第4期.docx"].issue_id


def test_a_number_of_another_issue_waits_for_the_clerk(library: Library, folder: Path) -> None:
    issue(folder / "甲.txt", 5)
    other(folder / "乙.txt", 5)
    told = run(library, [folder / "甲.txt", folder / "乙.txt"])
    assert kinds(told) == {"甲.txt": ISSUE, "乙.txt": QUEUED}
    assert "第5期" in told["乙.txt"].sentence
    (waiting,) = library.queued()
    source, _ = library.queued_source(waiting.id)
    assert "白杨县整治河道" in source


def test_a_bad_file_is_named_and_stops_no_other(library: Library, folder: Path) -> None:
    issue(folder / "第1期.txt", 1)
    (folder / "第2期.docx").write_bytes(b"PK\x03\x04 no zip at all")
    (folder / "第3期.txt").write_bytes(b"")
    issue(folder / "第4期.txt", 4)
    told = run(library, [folder, folder.parent / "没有的.txt"])
    assert list(kinds(told).values()) == [ISSUE, FAILED, FAILED, ISSUE, FAILED], told
    for outcome in told.values():
        assert outcome.sentence
        assert "Traceback" not in outcome.sentence
    assert "没有的.txt" in told["没有的.txt"].sentence


def test_an_archive_of_submissions_goes_to_the_pool(library: Library, folder: Path) -> None:
    path = folder / "六月来稿.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for place in ("青石县", "白杨县"):
            source = note(folder.parent / "notes" / f"{place}.txt", f"{place}开展送书下乡活动")
            archive.write(source, f"来稿/{place}.txt")
        archive.writestr("来稿/现场.jpg", b"\xff\xd8\xff")
    told = run(library, [path])
    assert set(kinds(told)) == {"六月来稿.zip/来稿/青石县.txt", "六月来稿.zip/来稿/白杨县.txt"}
    assert set(kinds(told).values()) == {POOL}
    assert {article.title for article in library.pool()} == {
        "青石县开展送书下乡活动", "白杨县开展送书下乡活动",
    }  # fmt: skip
    assert {outcome.file.again for outcome in told.values()} == {path}


def test_what_resembles_an_old_article_is_told(library: Library, folder: Path) -> None:
    run(library, [issue(folder / "第6期.txt", 6)])
    old = next(iter(library.load_issue(1).articles()))
    text = f"{old.title}\n\n　　{old.text[:-20]}，成效明显。\n"
    (folder / "来稿.txt").write_text(text, encoding="utf-8")
    told = run(library, [folder / "来稿.txt"])
    assert kinds(told) == {"来稿.txt": POOL}
    assert "第6期" in told["来稿.txt"].sentence
    assert "相近" in told["来稿.txt"].sentence


def test_a_bound_volume_brings_each_of_its_issues_once(library: Library, folder: Path) -> None:
    from bulletin_desk.cli import main

    first, second = issue(folder / "a.txt", 1), issue(folder / "b.txt", 2)
    volume = folder / "合订本.docx"
    path = str(folder.parent / "other.db")
    assert main(["--library", path, "import", str(first), str(second)]) == 0
    assert main(["--library", path, "export", "1", "2", "--docx", str(volume)]) == 0
    told = run(library, [volume])
    assert [part.kind for part in told["合订本.docx"].parts] == [ISSUE, ISSUE]
    assert kinds(run(library, [volume])) == {"合订本.docx": DUPLICATE}
    assert len(library.issues()) == 2


def test_doubts_wait_for_the_clerk_or_are_told(library: Library, folder: Path) -> None:
    path = nameless(folder / "简报.txt")
    told = run(library, [path])
    assert kinds(told) == {"简报.txt": QUEUED}
    (waiting,) = library.queued()
    assert waiting.doubts
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    kept = run(library, [path], Wishes(review=False))
    assert kinds(kept) == {"简报.txt": ISSUE}
    assert set(waiting.doubts) <= set(kept["简报.txt"].parts[0].warnings)


def test_a_stopped_import_keeps_what_it_has_and_goes_on_later(
    library: Library, folder: Path
) -> None:
    for number in range(1, 61):
        issue(folder / f"第{number}期.txt", number)
    batch = Batch(library, jobs=2)
    told: list[FileOutcome] = []

    def stop(outcome: FileOutcome, _: object) -> None:
        told.append(outcome)
        batch.stop()

    batch.run([folder], lambda _: None, stop)
    assert 0 < len(told) < 60
    assert {outcome.kind for outcome in told} == {ISSUE}
    assert len(library.issues()) == len(told)
    rest = run(library, [folder])
    assert list(kinds(rest).values()) == [DUPLICATE] * len(told) + [ISSUE] * (60 - len(told))
    assert len(library.issues()) == 60


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_reader_that_is_killed_takes_one_file_along(library: Library, folder: Path) -> None:
    for number in range(1, 61):
        issue(folder / f"第{number}期.txt", number)
    told: list[FileOutcome] = []

    def kill(outcome: FileOutcome, _: object) -> None:
        if not told:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
        told.append(outcome)

    Batch(library, jobs=2).run([folder], lambda _: None, kill)
    assert len(told) == 60
    failed = [outcome for outcome in told if outcome.kind is FAILED]
    assert len(failed) <= 2  # what each of the two was reading
    assert len(library.issues()) == 60 - len(failed)
    again = run(library, [outcome.file.again for outcome in failed])
    assert set(kinds(again).values()) <= {ISSUE}
    assert len(library.issues()) == 60


def test_nothing_is_left_running(library: Library, folder: Path) -> None:
    before = set(multiprocessing.active_children())
    run(library, [issue(folder / "第1期.txt", 1)])
    assert set(multiprocessing.active_children()) <= before
