"""定稿 keeps what was published; reopening keeps it too, with the reason."""

import hashlib
from pathlib import Path

import pytest

from bulletin_desk.library import IssueStatus, Library, LibraryError
from bulletin_desk.library.driver import sqlite
from library.samples import article, issue

PDF, DOCX, TOML = b"%PDF-1.7 first", b"PK first", '[template]\nname = "云泽"\n'


def test_the_files_of_a_final_issue_are_kept(path: Path) -> None:
    with Library.open(path) as library:
        issue_id = library.add_issue(issue(1, article()))
        assert library.final_record(issue_id) is None
        assert library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX) == 1
    with Library.open(path) as library:
        assert library.record(issue_id).status is IssueStatus.FINAL
        record = library.final_record(issue_id)
        assert record is not None
        assert (record.revision, record.note, record.template) == (1, "", TOML)
        assert record.pdf_sha256 == hashlib.sha256(PDF).hexdigest()
        assert record.docx_sha256 == hashlib.sha256(DOCX).hexdigest()
        assert library.final_file(issue_id, "pdf") == PDF
        assert library.final_file(issue_id, "docx") == DOCX
        with pytest.raises(LibraryError, match="已经定稿"):
            library.save_issue(issue_id, issue(2))
        with pytest.raises(LibraryError, match="已经定稿"):
            library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX)
        with pytest.raises(LibraryError, match="已经定稿"):
            library.delete_issue(issue_id)


def test_reopening_keeps_the_revision_and_the_reason(library: Library) -> None:
    issue_id = library.add_issue(issue(1, article()))
    library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX)
    library.reopen(issue_id, "领导改了标题")
    assert library.record(issue_id).status is IssueStatus.DRAFT
    library.save_issue(issue_id, issue(1, article("改后的标题")))
    assert library.final_file(issue_id, "pdf") == PDF
    assert library.finalise(issue_id, template="", pdf=b"%PDF second", docx=DOCX) == 2
    assert [(r.revision, r.note) for r in library.final_records(issue_id)] == [
        (2, ""),
        (1, "领导改了标题"),
    ]
    assert library.final_record(issue_id) == library.final_records(issue_id)[0]
    assert library.final_file(issue_id, "pdf") == b"%PDF second"
    assert library.final_file(issue_id, "pdf", 1) == PDF


def test_what_was_never_final_has_no_files(library: Library) -> None:
    issue_id = library.add_issue(issue(1))
    with pytest.raises(LibraryError, match="没有这一期定稿"):
        library.final_file(issue_id, "pdf")
    with pytest.raises(LibraryError, match="没有定稿"):
        library.reopen(issue_id, "")
    # An issue that was imported as final has no frozen files; it can be opened again all the same.
    imported = library.add_issue(issue(2), final=True)
    library.reopen(imported, "补改")
    assert library.record(imported).status is IssueStatus.DRAFT
    with pytest.raises(LibraryError, match="已不在稿库中"):
        library.finalise(99, template="", pdf=b"", docx=b"")


def test_deleting_an_issue_deletes_all_that_is_kept_of_it(library: Library) -> None:
    issue_id = library.add_issue(issue(1, article(units=("市教育局",))), warnings=["一行"])
    library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX)
    library.reopen(issue_id, "")
    library.ignore_problem(issue_id, "number")
    library.save_version(issue_id, "自动", automatic=True)
    library.delete_issue(issue_id)
    for table in ("finals", "ignored_problems", "versions", "warnings", "article_units"):
        assert library._raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert library.check() == []


@pytest.mark.parametrize(
    "damage", ["pdf = x'00'", "docx = x'00'", "template = 'x'", "template = CAST(x'ff41' AS TEXT)"]
)
def test_damaged_final_files_are_found(path: Path, damage: str) -> None:
    with Library.open(path) as library:
        issue_id = library.add_issue(issue(7, article()))
        library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX)
        assert library.check() == []
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute(f"UPDATE finals SET {damage}")
    connection.close()
    with Library.open(path) as library:
        (finding,) = library.check()
        assert "第7期" in finding
        assert "第1次定稿的文件与保存时不一致" in finding
        if damage.startswith("pdf"):
            with pytest.raises(LibraryError, match="PDF文件与保存时不一致"):
                library.final_file(issue_id, "pdf")


def test_a_backup_holds_the_desk_memory_too(library: Library, tmp_path: Path) -> None:
    issue_id = library.add_issue(issue(1, article(units=("市教育局",))))
    library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX)
    library.ignore_problem(issue_id, "number")
    library.set_preference("archive", "出刊")
    library.backup(tmp_path / "备份.db")
    with Library.open(tmp_path / "备份.db") as copy:
        assert copy.final_file(issue_id, "docx") == DOCX
        assert copy.ignored_problems(issue_id) == {"number"}
        assert copy.preference("archive") == "出刊"
        assert copy.known_units() == ["市教育局"]


def test_an_issue_that_changed_while_its_files_were_made_is_not_locked(library: Library) -> None:
    first = issue(1, article("原来的标题", id="a1"))
    issue_id = library.add_issue(first)
    library.save_issue(issue_id, issue(1, article("另一台电脑改的标题", id="a1")))
    with pytest.raises(LibraryError, match=r"又有改动.*没有定稿"):
        library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX, of=first)
    assert library.record(issue_id).status is IssueStatus.DRAFT
    assert library.final_records(issue_id) == []
    now = library.load_issue(issue_id)
    assert library.finalise(issue_id, template=TOML, pdf=PDF, docx=DOCX, of=now) == 1
