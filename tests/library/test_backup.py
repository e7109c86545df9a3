"""Backups hold everything, restoring keeps what was there, and the check finds damage."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin_desk.library import Library, LibraryError, restore
from bulletin_desk.library.driver import sqlite
from library.samples import article, beside, fingerprint, issue, rich_bulletin


def run(path: Path, *statements: str) -> None:
    """Damage a closed library behind the program's back."""
    connection = sqlite.connect(path, isolation_level=None)
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, statement
    connection.close()


def test_a_backup_holds_what_was_saved_until_then(library: Library, tmp_path: Path) -> None:
    picture = library.add_picture(b"picture" * 5000)
    issue_id = library.add_issue(rich_bulletin())
    library.save_version(issue_id, "一")
    target = tmp_path / "U盘" / "备份.db"
    library.backup(target)
    library.delete_issue(issue_id)
    assert beside(target) == []
    with Library.open(target) as copy:
        assert copy.load_issue(issue_id) == rich_bulletin()
        assert copy.picture(picture) == b"picture" * 5000
        assert len(copy.versions(issue_id)) == 1


def test_a_backup_takes_the_place_of_an_older_one(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    target.write_text("an older backup")
    library.add_issue(issue(1))
    library.backup(target)
    with Library.open(target) as copy:
        assert len(copy.issues()) == 1


def test_a_backup_onto_the_library_or_a_folder_is_refused(
    library: Library, path: Path, tmp_path: Path
) -> None:
    with pytest.raises(LibraryError, match="稿库自己的文件"):
        library.backup(path)
    with pytest.raises(LibraryError, match=r"文件夹.*换一个文件名"):
        library.backup(tmp_path)
    with pytest.raises(LibraryError, match="文件夹"):
        library.backup(path / "below.db")
    library.add_issue(issue(1))


def zero_from_outside(path: Path, first_page: int) -> None:
    """Destroy pages of an open library: this process may not open() the file itself."""
    code = (
        "import sys; f = open(sys.argv[1], 'r+b'); f.seek(0, 2); size = f.tell()\n"
        "start = int(sys.argv[2]) * 4096; f.seek(start); f.write(bytes(size - start))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path), str(first_page)], check=True)


def test_a_backup_of_a_damaged_library_leaves_the_older_backup(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    with Library.open(path) as library:
        library.add_issue(issue(1, *(article(f"{n}", "正文" * 400) for n in range(20))))
        library.backup(target)
    before = fingerprint(target)
    with Library.open(path) as library:
        zero_from_outside(path, 8)
        with pytest.raises(LibraryError, match=r"没有留下这份备份|没有备份成功"):
            library.backup(target)
    assert fingerprint(target) == before
    assert beside(target) == [path.parent.name]


def test_restoring_keeps_the_library_that_was_there(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    with Library.open(path) as library:
        library.add_issue(issue(1))
        library.backup(target)
        library.add_issue(issue(2))
    kept = restore(target, path)
    assert kept is not None
    assert kept.name.startswith("library.恢复前-")
    assert beside(path) == [kept.name]
    with Library.open(path) as library:
        assert [record.number for record in library.issues()] == [1]
    with Library.open(kept) as library:
        assert [record.number for record in library.issues()] == [2, 1]


def test_nothing_that_was_kept_is_written_over(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    with Library.open(path) as library:
        library.backup(target)
    # Several within one second, the finest that the names tell.
    kept = [restore(target, path) for _ in range(4)]
    assert beside(path) == sorted(old.name for old in kept if old)
    assert len(set(kept)) == 4


def test_restoring_without_a_library_puts_one_there(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "新电脑" / "library.db"
    assert restore(path, target) is None
    with Library.open(target) as library:
        assert library.check() == []


def test_restoring_is_refused_while_the_library_is_open(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    with Library.open(path) as library:
        library.backup(target)
        library.add_issue(issue(1))
        with pytest.raises(LibraryError, match="正在使用，不能恢复"):
            restore(target, path)
        assert len(library.issues()) == 1


@pytest.mark.parametrize("content", [b"", b"no library", bytes(8192)])
def test_restoring_what_is_no_backup_changes_nothing(
    path: Path, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "坏备份.db"
    bad.write_bytes(content)
    before = fingerprint(path)
    with pytest.raises(LibraryError, match="坏备份"):
        restore(bad, path)
    with pytest.raises(LibraryError, match="找不到备份"):
        restore(tmp_path / "没有.db", path)
    with pytest.raises(LibraryError, match="就是正在使用的稿库"):
        restore(path, path)
    with pytest.raises(LibraryError, match="是文件夹"):
        restore(path, tmp_path)
    assert fingerprint(path) == before
    assert beside(path) == []


@pytest.mark.parametrize("content", [b"", b"damaged", b"damaged" * 2000])
def test_a_damaged_library_is_kept_with_what_lies_beside_it(
    path: Path, tmp_path: Path, content: bytes
) -> None:
    target = tmp_path / "备份.db"
    with Library.open(path) as library:
        library.backup(target)
    path.write_bytes(content)
    path.with_name("library.db-wal").write_bytes(b"left behind")
    kept = restore(target, path)
    assert kept is not None
    assert kept.read_bytes() == content
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"left behind"
    with Library.open(path) as library:
        assert library.check() == []


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed library with one of everything."""
    with Library.open(path) as library:
        picture = library.add_picture(b"picture")
        issue_id = library.add_issue(issue(7, article("甲稿", "原来的文字")))
        library.add_to_pool([article("待用的乙稿", picture)])
        library.save_version(issue_id, "送审")
        assert library.check() == []
    return path


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (
            "UPDATE articles SET body = replace(body, '原来', '后来')",
            "《云泽精神文明建设简报》第7期（2026-01-08）的稿件“甲稿”与保存时不一致",
        ),
        (
            "UPDATE articles SET body = body || ' ' WHERE issue_id IS NULL",
            "待用稿的稿件“待用的乙稿”与保存时不一致",
        ),
        ("UPDATE articles SET body = CAST(x'ff41' AS TEXT) WHERE key = 1", "稿件“甲稿”与保存时"),
        ("UPDATE issues SET header = '{}'", "第7期（2026-01-08）的报头与保存时不一致"),
        ("UPDATE versions SET body = '{}'", "版本“送审”与保存时不一致"),
        ("UPDATE pictures SET data = x'00'", "有1张图片与保存时不一致"),
        ("DELETE FROM article_search", "检索目录与稿件不一致"),
        ("UPDATE article_search SET title = '别的'", "检索目录与稿件不一致"),
        ("INSERT INTO article_search (rowid, title) VALUES (99, '多')", "检索目录与稿件不一致"),
        ("DELETE FROM article_search_content", "检索目录与稿件不一致"),
        ("DELETE FROM article_search_bands", "检索目录与稿件不一致"),
        ("UPDATE search_places SET year = 1999", "检索目录与稿件不一致"),
        ("UPDATE articles SET search_rowid = NULL", "检索目录与稿件不一致"),
        ("INSERT INTO article_search_bands (rowid, bands) VALUES (9, 'a')", "检索目录与稿件不一致"),
        ("DELETE FROM sections", "有1条记录所属的期或栏目已不存在"),
    ],
)
def test_the_check_names_what_is_damaged(filled: Path, damage: str, says: str) -> None:
    run(filled, damage)
    with Library.open(filled) as library:
        (finding,) = library.check()
        assert says in finding
        assert finding.endswith("。")


def hide_from_its_index(path: Path) -> None:
    """Change a row and not its entry in an index, which only a full check sees."""
    run(
        path,
        "CREATE TABLE aside AS SELECT * FROM sqlite_schema WHERE name = 'ix_versions_issue_id'",
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_schema WHERE name = 'ix_versions_issue_id'",
    )
    run(
        path,
        "UPDATE versions SET issue_id = 2",
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema SELECT * FROM aside",
    )


def test_a_backup_that_is_not_sound_does_not_count(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    target.write_text("an older backup", encoding="utf-8")
    hide_from_its_index(filled)
    with Library.open(filled) as library:
        assert all("结构已损坏" in finding for finding in library.check())
        assert library.check() != []
        with pytest.raises(LibraryError, match="没有留下这份备份"):
            library.backup(target)
    assert target.read_text(encoding="utf-8") == "an older backup"


def test_a_broken_index_does_not_stop_a_backup(filled: Path, tmp_path: Path) -> None:
    run(filled, "DELETE FROM article_search_content")
    with Library.open(filled) as library:
        library.backup(tmp_path / "备份.db")
        library.rebuild_index()
        assert library.check() == []


def test_damage_below_the_tables_is_a_finding_too(filled: Path) -> None:
    with Library.open(filled) as library:
        zero_from_outside(filled, 2)
        findings = library.check()
        assert findings
        assert all("已损坏" in finding for finding in findings)


def test_a_damaged_article_is_not_passed_off_as_sound(filled: Path) -> None:
    run(filled, "UPDATE articles SET body = replace(body, '原来', '后来')")
    with Library.open(filled) as library:
        with pytest.raises(LibraryError, match=r"与保存时不一致.*从备份恢复"):
            library.load_issue(1)
        assert [hit.snippet for hit in library.search("甲稿")] == [""]


def test_text_that_cannot_be_decoded_is_told_as_damage(filled: Path) -> None:
    run(filled, "UPDATE articles SET body = CAST(x'ff41' AS TEXT) WHERE key = 1")
    with Library.open(filled) as library, pytest.raises(LibraryError, match="已损坏"):
        library.load_issue(1)


def test_an_index_out_of_step_can_be_made_anew(filled: Path) -> None:
    run(filled, "DELETE FROM article_search")
    with Library.open(filled) as library:
        assert library.search("甲稿") == []
        library.rebuild_index()
        assert len(library.search("甲稿")) == 1
        assert library.check() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_or_device_is_neither_written_over_nor_replaced(
    library: Library, tmp_path: Path
) -> None:
    pipe, copy = tmp_path / "pipe", tmp_path / "copy.db"
    os.mkfifo(pipe)
    library.backup(copy)
    with pytest.raises(LibraryError, match="不是普通文件"):
        library.backup(pipe)
    with pytest.raises(LibraryError, match="不是普通文件"):
        restore(copy, pipe)
    assert pipe.is_fifo()


def test_a_backup_never_replaces_the_files_beside_the_library(
    library: Library, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(library.path)
    for target in (library.path.with_name(library.path.name + "-wal"), link):
        with pytest.raises(LibraryError, match="自己的文件"):
            library.backup(target)
    library.add_issue(issue(1))
    assert library.check() == []


def test_links_stay_links(library: Library, tmp_path: Path) -> None:
    library.add_issue(issue(1))
    there, link = tmp_path / "there" / "备份.db", tmp_path / "link.db"
    there.parent.mkdir()
    link.symlink_to(there)
    library.backup(link)
    assert link.is_symlink()
    library.add_issue(issue(2))
    library.close()
    opened = tmp_path / "library-link.db"
    opened.symlink_to(library.path)
    kept = restore(link, opened)
    assert opened.is_symlink()
    assert kept is not None
    assert kept.parent == library.path.parent
    with Library.open(opened) as restored, Library.open(kept) as before:
        assert (len(restored.issues()), len(before.issues())) == (1, 2)
