"""Opening: new and older libraries are made ready, all other files refused and left as they are."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bulletin_desk.library import Library, LibraryError, driver, migrate, schema
from bulletin_desk.library.driver import Access, sqlite
from library.samples import article, beside, fingerprint, issue, rich_bulletin


def change(path: Path, *statements: str) -> None:
    """Run statements on a closed library, as another program might."""
    connection = sqlite.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_an_absent_library_is_created_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "新 文件夹" / "百分 50%#?.db"
    with Library.open(path) as library:
        library.add_issue(issue(1))
    assert beside(path) == []
    with Library.open(path) as library:
        assert len(library.issues()) == 1


def test_connections_are_set_up_for_safety(path: Path) -> None:
    with Library.open(path) as library:
        connection = library._raw
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "trusted_schema": 0,
        }
        assert connection.execute("PRAGMA cell_size_check").fetchone()[0] == 1
        assert connection.execute("PRAGMA busy_timeout").fetchone()[0] >= 1000


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("这是一份文本文件，不是稿库。\n" * 200, encoding="utf-8")


def word(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 64)


def short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:700])


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 4])


def foreign(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE bookmarks (url)", "INSERT INTO bookmarks VALUES ('x')")


def foreign_wal(path: Path) -> None:
    foreign(path)
    change(path, "PRAGMA journal_mode = WAL", "INSERT INTO bookmarks VALUES ('y')")


def newer(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '9999'")


def without_revision(path: Path) -> None:
    change(path, "DROP TABLE alembic_version")


REFUSED: dict[Callable[[Path], None], str] = {
    empty: "空文件.*从最近的备份恢复",
    text: "不是简报台的稿库文件.*选择正确的",
    word: "不是简报台的稿库文件",
    short: "不是简报台的稿库文件|已损坏",
    truncated: "已损坏.*从最近的备份恢复",
    foreign: "其他程序的数据库.*选择正确的",
    foreign_wal: "其他程序的数据库",
    newer: "更新版本.*升级简报台",
    without_revision: "已损坏",
}


@pytest.mark.parametrize("spoil", REFUSED, ids=lambda spoil: spoil.__name__)
def test_what_cannot_be_used_is_refused_and_left_as_it_is(
    path: Path, spoil: Callable[[Path], None]
) -> None:
    with Library.open(path) as library:
        library.add_issue(rich_bulletin())
    spoil(path)
    before = fingerprint(path)
    for _ in range(2):
        with pytest.raises(LibraryError, match=REFUSED[spoil]) as refusal:
            Library.open(path)
        assert path.name in str(refusal.value)
    assert fingerprint(path) == before
    assert beside(path) == []


def test_a_library_with_any_page_destroyed_is_refused_or_whole(path: Path) -> None:
    bulletin = issue(1, *(article(f"第{n}篇", "正文" * 400) for n in range(20)))
    with Library.open(path) as library:
        issue_id = library.add_issue(bulletin)
        library.delete_issue(library.add_issue(issue(2, article("删去", "空页" * 4000))))
    whole = path.read_bytes()
    refused = 0
    for start in range(0, len(whole), 4096):
        path.write_bytes(whole[:start] + bytes(4096) + whole[start + 4096 :])
        spoiled = fingerprint(path)
        try:
            library = Library.open(path)
        except LibraryError:
            refused += 1
            assert fingerprint(path) == spoiled
            continue
        # Only pages that hold nothing of ours may be destroyed unnoticed.
        with library:
            assert library.load_issue(issue_id) == bulletin
            assert len(library.search("正文")) == 20
    assert refused > 10


def test_a_newer_library_with_changes_under_way_is_left_as_it_is(path: Path) -> None:
    writer = sqlite.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE alembic_version SET version_num = '9999'")
    copies = {p.name: shutil.copy(p, path.parent.parent) for p in path.parent.iterdir()}
    writer.close()
    for name in copies:
        if name != path.name + "-shm":
            shutil.copy(copies[name], path.parent / name)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="更新版本"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_place_below_a_file_are_refused(path: Path) -> None:
    with pytest.raises(LibraryError, match="是文件夹"):
        Library.open(path.parent)
    with pytest.raises(LibraryError, match=r"文件夹.*检查路径"):
        Library.open(path / "below.db")
    # A link to nowhere is not a place for a new library.
    link = path.with_name("link.db")
    link.symlink_to(path.with_name("nowhere.db"))
    with pytest.raises(LibraryError, match="不是普通文件"):
        Library.open(link)


def as_nobody(call: str, *paths: Path) -> str:
    """What a call says to a user without rights; root, whom no permission stops, becomes one."""
    code = (
        "import os, sys; from pathlib import Path; from bulletin_desk.library import *\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"try: {call}(*map(Path, sys.argv[1:]))\n"
        "except LibraryError as error: sys.stdout.buffer.write(str(error).encode())\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)], check=True, capture_output=True
    ).stdout.decode()


@pytest.fixture
def open_path(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a library that the folders above let every user reach."""
    for folder in path.parents:
        if folder.is_relative_to(tmp_path_factory.getbasetemp().parent):
            folder.chmod(folder.stat().st_mode | 0o055)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "says"),
    [
        (0o444, 0o777, "是只读的.*去掉文件的只读属性"),
        (0o000, 0o777, "没有权限读取"),
        (0o666, 0o555, "文件夹.*不能写入"),
    ],
)
def test_what_permissions_forbid_is_refused(
    open_path: Path, file_mode: int, folder_mode: int, says: str
) -> None:
    before = fingerprint(open_path)
    open_path.chmod(file_mode)
    open_path.parent.chmod(folder_mode)
    try:
        assert re.search(says, as_nobody("Library.open", open_path))
        if folder_mode == 0o555:
            assert "没有权限" in as_nobody("Library.open", open_path.with_name("new.db"))
    finally:
        open_path.parent.chmod(0o755)
        open_path.chmod(0o644)
    assert fingerprint(open_path) == before
    assert beside(open_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_backup_on_a_disk_that_cannot_be_written_is_restored(open_path: Path) -> None:
    elsewhere = open_path.parent / "新"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    open_path.chmod(0o444)
    open_path.parent.chmod(0o555)
    try:
        assert as_nobody("restore", open_path, elsewhere / "library.db") == ""
    finally:
        open_path.parent.chmod(0o755)
    assert (elsewhere / "library.db").stat().st_size == open_path.stat().st_size


def older_library(path: Path, revision: str) -> str:
    """Make a library of an older schema, with something in it, and return an article's id."""
    path.unlink(missing_ok=True)
    migrate.create(path, revision)
    with Library.open(path.with_name("source.db")) as library:
        article_id = article("旧库里的䶮稿件").id
        old = article("旧库里的䶮稿件", "正文有二十个字以上才算是同一篇稿件的文字。", id=article_id)
        stored = issue(1, replace(old, byline="（市教育局）", units=("市文旅局",)))
        library.save_version(library.add_issue(stored, warnings=["一行"]), "送审")
        library.add_to_pool([article("待用的旧稿", units=("市文旅局",))])
    old_tables = driver.connect(path, Access.READ)
    copied = ["series", "issues", "sections", "articles", "versions", "warnings"]
    copied += ["article_search"] if revision > "0001" else []
    statements: list[str] = []
    for table in copied:
        rows = old_tables.execute(f"PRAGMA table_info({table})").fetchall()
        columns = ", ".join(["rowid"] * (table == "article_search") + [row[1] for row in rows])
        statements.append(
            f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table}"
        )
    old_tables.close()
    change(path, f"ATTACH '{path.with_name('source.db')}' AS source", *statements)
    path.with_name("source.db").unlink()
    return article_id


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_older_library_is_backed_up_and_upgraded(path: Path, revision: str) -> None:
    article_id = older_library(path, revision)
    before = fingerprint(path)
    with Library.open(path) as library:
        assert [hit.article_id for hit in library.search("䶮稿")] == [article_id]
        assert [hit.issue_id for hit in library.search("待用")] == [None]
        assert library.check() == []
        stored = library.load_issue(1)
        assert stored.sections[0].articles[0].id == article_id
        assert library.known_units() == ["市文旅局", "市教育局"]
        again = replace(stored.sections[0].articles[0], id="b1", title="")
        assert [r.id for r in library.used_before(issue(2, again), None)["b1"]] == [1]
        assert library.near_duplicates([again])["b1"][0].article_id == article_id
        assert library.issues()[0].titles == 1
        assert library.facets().units == (("市文旅局", 2), ("市教育局", 1))
        assert library.units() == library.queued() == library.imports() == library.phrases() == []
        (version,) = library.versions(1)
        assert (version.label, version.automatic) == ("送审", False)
        assert library.load_version(version.id) == stored
        assert library.warnings(1) == ["一行"]
    (name,) = beside(path)
    assert re.fullmatch(rf"library\.升级前-{revision}-\d{{8}}-\d{{6}}\.db", name)
    backup = path.with_name(name)
    # The backup is the old library: it can be opened (and upgraded) in its own right.
    assert driver.connect(backup, Access.READ_MAIN_FILE).execute(
        "SELECT version_num, (SELECT count(*) FROM articles) FROM alembic_version"
    ).fetchone() == (revision, 2)
    assert fingerprint(path) != before
    with Library.open(path):
        assert beside(path) == ["library.db-shm", "library.db-wal", name]


def test_a_failing_upgrade_leaves_the_old_library(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Library.open(path) as library:
        library.add_issue(rich_bulletin())
    steps = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, steps)
    (steps / "versions" / "0005_fails.py").write_text(
        "from alembic import op\nrevision, down_revision = '0005', '0004'\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half_done (a)')\n"
        "    op.execute('DROP TABLE pictures')\n"
        "    op.execute('DELETE FROM articles')\n"
        "    raise RuntimeError('the step fails')\n",
        encoding="utf-8",
    )
    before = fingerprint(path)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "MIGRATIONS", steps)
        patch.setattr("bulletin_desk.library.opening.REVISION", "0005")
        with pytest.raises(
            LibraryError, match=r"没有成功，稿库保持原样.*升级前的备份在"
        ) as refusal:
            Library.open(path)
    assert fingerprint(path) == before
    (name,) = beside(path)
    assert name in str(refusal.value)
    with Library.open(path) as library:
        assert library.load_issue(1) == rich_bulletin()


def test_a_step_that_leaves_loose_ends_is_undone(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Library.open(path) as library:
        library.add_issue(rich_bulletin())
    steps = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, steps)
    (steps / "versions" / "0005_loose.py").write_text(
        "from alembic import op\nrevision, down_revision = '0005', '0004'\n"
        "def upgrade():\n    op.execute('DELETE FROM sections')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(migrate, "MIGRATIONS", steps)
    monkeypatch.setattr("bulletin_desk.library.opening.REVISION", "0005")
    before = fingerprint(path)
    with pytest.raises(LibraryError, match="没有成功"):
        Library.open(path)
    assert fingerprint(path) == before


def test_a_creation_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "nowhere")
    with pytest.raises(Exception, match="nowhere"):
        Library.open(tmp_path / "new" / "library.db")
    assert list((tmp_path / "new").iterdir()) == []


def test_the_newest_step_is_the_one_the_program_knows() -> None:
    script = ScriptDirectory(str(migrate.MIGRATIONS))
    assert script.get_heads() == [schema.REVISION]


def test_the_steps_build_the_tables_that_the_program_uses(library: Library) -> None:
    def ours(_object: object, name: str | None, *_rest: object) -> bool:
        return not (name or "").startswith("article_search")

    with schema.engine_of(library._raw).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_importing_and_opening_load_no_more_than_needed(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import bulletin_desk.library as library\n"
        "print('sqlalchemy' in sys.modules)\n"
        "library.Library.open(Path(sys.argv[1])).close()\n"
        "print('sqlalchemy' in sys.modules, 'alembic' in sys.modules)\n"
        "print('sqlalchemy.orm' in sys.modules, 'sqlalchemy.dialects.postgresql' in sys.modules)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    ).stdout.split()
    assert said == ["False", "True", "False", "False", "False"]


def test_every_public_name_can_be_imported() -> None:
    import bulletin_desk.library as package

    for name in package.__all__:
        assert getattr(package, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = package.nonsense  # type: ignore[attr-defined]
