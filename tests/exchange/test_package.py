"""An issue as one file: everything of it goes along, and nothing here is touched by it."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.exchange.opening import Opened, PackageReader
from bulletin_desk.exchange.package import is_jianbao, read_jianbao, write_jianbao
from bulletin_desk.library import Library, NumberTakenError
from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.templates import load_template, own_folder, own_path
from exchange.samples import (
    drawing,
    drawn_issue,
    emptied,
    kept_issue,
    parts_of,
    picture_of,
    sealed,
    with_json,
    zipped,
)
from library.samples import article, issue

OWN = 'id = "bangongshi"\nname = "办公室简报"\n[masthead]\nissuer = "云泽市政府办"\n'


def opened(path: Path, tmp_path: Path) -> Opened:
    """A package that was read here, without a process of its own."""
    import tempfile

    folder = tempfile.TemporaryDirectory(dir=tmp_path)
    return Opened(read_jianbao(path, Path(folder.name)), folder)


def keep_own(text: str = OWN) -> None:
    own_folder().mkdir(parents=True, exist_ok=True)
    own_path("bangongshi").write_text(text, encoding="utf-8")


def test_an_issue_comes_over_whole_by_way_of_the_process(library: Library, package: Path) -> None:
    reader = PackageReader()
    try:
        with reader.read(package) as found:
            contents = found.contents(library)
            assert (contents.name, contents.date) == (
                "云泽精神文明建设简报 增刊第7期（总第112期）", "2026年2月3日",
            )  # fmt: skip
            assert contents.titles == ["有图的稿件", "第二篇", "简讯一则。"]
            assert contents.template_note == "工作简报（本机已有）"
            assert (contents.same, contents.clash, contents.remarks) == (None, None, [])
            issue_id = found.keep(library)
    finally:
        reader.close()
    drawn = (drawing(), drawing("blue", "JPEG"))
    assert library.load_issue(issue_id) == drawn_issue(*drawn)
    assert [library.picture(picture_of(data).digest) for data in drawn] == list(drawn)
    assert library.record(issue_id).status is IssueStatus.DRAFT
    assert library.check() == []


def test_the_same_issue_gives_the_same_bytes(other: Library, package: Path, tmp_path: Path) -> None:
    write_jianbao(other, 1, tmp_path / "再.jianbao")
    assert (tmp_path / "再.jianbao").read_bytes() == package.read_bytes()
    with zipfile.ZipFile(package) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_package_is_told_by_its_content(package: Path, tmp_path: Path) -> None:
    plain = tmp_path / "文稿.txt"
    plain.write_text("青石县召开会议", encoding="utf-8")
    renamed = package.rename(tmp_path / "附件.dat")
    assert is_jianbao(renamed)
    assert not is_jianbao(plain)
    assert not is_jianbao(tmp_path)
    assert is_jianbao(
        zipped({"a": b""}, tmp_path / "别的.jianbao")
    )  # its reader says what is wrong


def test_a_final_issue_stays_what_was_published(
    library: Library, other: Library, tmp_path: Path
) -> None:
    keep_own()
    kept = other.add_issue(replace(drawn_issue(), template="bangongshi"))
    other.finalise(kept, template=OWN, pdf=b"%PDF-1.7 a", docx=b"PK\x03\x04 b")
    time = other.final_records(kept)[0].created
    write_jianbao(other, kept, tmp_path / "定.jianbao")
    keep_own(OWN.replace("政府办", "文明办"))
    with opened(tmp_path / "定.jianbao", tmp_path) as found:
        assert found.contents(library).final
        issue_id = found.keep(library)
    assert library.record(issue_id).status is IssueStatus.FINAL
    record = library.final_record(issue_id)
    assert record is not None
    assert (record.created, record.template) == (time, OWN)
    assert library.final_file(issue_id, "pdf") == b"%PDF-1.7 a"
    assert library.final_file(issue_id, "docx") == b"PK\x03\x04 b"


def test_a_number_that_is_used_is_refused_or_left_away(
    library: Library, package: Path, tmp_path: Path
) -> None:
    mine = library.add_issue(emptied(drawn_issue()))
    with opened(package, tmp_path) as found:
        assert found.contents(library).clash == mine
        with pytest.raises(NumberTakenError, match="已经有了"):
            found.keep(library)
        assert len(library.issues()) == 1
        copy = found.keep(library, as_copy=True)
    masthead = library.load_issue(copy).masthead
    assert (masthead.number, masthead.serial_number) == (None, None)
    assert library.load_issue(mine) == emptied(drawn_issue())
    with opened(package, tmp_path) as found:
        assert found.contents(library).same is None
    library.delete_issue(mine)
    with opened(package, tmp_path) as found:
        again = found.keep(library)
        assert found.contents(library).same == again


def test_articles_of_the_pool_here_stay_there(
    library: Library, package: Path, tmp_path: Path
) -> None:
    mine = article("这边的待用稿", "别动它。", id="a9")
    library.add_to_pool([mine])
    with opened(package, tmp_path) as found:
        issue_id = found.keep(library)
    assert library.pool() == [mine]
    arrived = next(library.load_issue(issue_id).articles())
    # Another id: taken out and put back by undo, it would take the pool's article along.
    assert (arrived.title, arrived.id == "a9") == ("有图的稿件", False)


@pytest.mark.parametrize("there", ["none", "same", "different", "different twice"])
def test_an_own_template_comes_along_and_replaces_none(
    library: Library, other: Library, tmp_path: Path, there: str
) -> None:
    keep_own()
    kept = other.add_issue(replace(issue(1, article("题", "文。")), template="bangongshi"))
    write_jianbao(other, kept, tmp_path / "一.jianbao")
    own_path("bangongshi").unlink()
    if there != "none":
        keep_own(OWN if there == "same" else OWN.replace("政府办", "文明办"))
    before = own_path("bangongshi").read_bytes() if there != "none" else OWN.encode()
    new, issue_id = False, 0
    for _ in range(2 if there.endswith("twice") else 1):
        with opened(tmp_path / "一.jianbao", tmp_path) as found:
            new = found.contents(library).template.text is not None
            issue_id = found.keep(library, as_copy=True)
    assert own_path("bangongshi").read_bytes() == before
    template = load_template(library.load_issue(issue_id).template)
    assert template.issuer == "云泽市政府办"
    if there in ("none", "different"):
        assert new
    else:
        assert not new
    if there.startswith("different"):
        assert (template.id, template.name) == ("own-1", "办公室简报（副本）")
        assert len(list(own_folder().glob("*.toml"))) == 2
    else:
        assert template.id == "bangongshi"


def test_pictures_that_are_not_there_are_told(other: Library, tmp_path: Path) -> None:
    kept = other.add_issue(drawn_issue(drawing()))
    remarks = write_jianbao(other, kept, tmp_path / "一.jianbao")
    assert remarks == ["有一张图片不在稿库里，没有一起导出。"]
    assert read_jianbao(tmp_path / "一.jianbao", tmp_path).missing == 1


def test_another_version_is_read_when_it_can_be(package: Path, tmp_path: Path) -> None:
    parts = parts_of(package)
    new = zipped(sealed(parts, lambda m: m.update(version="2.0")), tmp_path / "新.jianbao")
    with pytest.raises(DeskError, match="升级简报台"):
        read_jianbao(new, tmp_path)
    more = {**parts, "sound.ogg": b"later"}
    minor = sealed(more, lambda m: m.update(version="1.3", later=[1]))
    found = read_jianbao(zipped(minor, tmp_path / "次.jianbao"), tmp_path)
    assert (found.unknown, found.bulletin.series) == (1, "云泽精神文明建设简报")
    with pytest.raises(DeskError, match=r"不该有的“sound.ogg”"):
        read_jianbao(zipped(sealed(more), tmp_path / "多.jianbao"), tmp_path)


def bomb(package: Path, name: str, data: bytes) -> bytes:
    """The package with a part that is small packed and large unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, kept in parts_of(package).items():
            archive.writestr(other, data if other == name else kept)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("issue.json", b" " * (60 << 20), "压缩率不正常"),
        ("issue.json", b" " * (65 << 20), "超过 64 MB"),
        ("manifest.json", b" " * (2 << 20), "压缩率不正常"),
    ],
)
def test_what_is_large_unpacked_is_not_read(
    package: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / "大.jianbao"
    path.write_bytes(bomb(package, name, data))
    with pytest.raises(
        DeskError, match=said if name == "manifest.json" or len(data) > 1 << 20 else "."
    ):
        read_jianbao(path, tmp_path)


def test_json_within_bounds(package: Path, tmp_path: Path) -> None:
    parts = parts_of(package)
    for body, said in (
        (b"[" * 900 + b"]" * 900, "套得太深"),
        (b"[" + b"[]," * 600_000 + b"[]]", "太大"),
        (b'{"version":1,"template":NaN}', "损坏"),
        (b"[" * 200_000, "损坏|太大"),
    ):
        sealed_parts = sealed({**parts, "issue.json": body})
        with pytest.raises(DeskError, match=said):
            read_jianbao(zipped(sealed_parts, tmp_path / "深.jianbao"), tmp_path)


def test_a_link_in_a_package_leads_nowhere(package: Path, tmp_path: Path) -> None:
    file = zipfile.ZipFile(package, "a")
    with file:
        link = zipfile.ZipInfo("pictures/x.png")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "../../here.db")
    with pytest.raises(DeskError, match="链接"):
        read_jianbao(package, tmp_path)


def test_a_picture_is_what_its_name_says(package: Path, tmp_path: Path) -> None:
    parts = parts_of(package)
    name = next(name for name in parts if name.endswith(".png"))
    wrong = {**parts, name: b"<svg onload='x'/>"}
    with pytest.raises(DeskError, match="不能识别"):
        read_jianbao(zipped(sealed(wrong), tmp_path / "图.jianbao"), tmp_path)
    huge = bytearray(parts[name])
    huge[16:24] = b"\x00\x01\x00\x00" * 2
    with pytest.raises(DeskError, match="尺寸太大"):
        read_jianbao(
            zipped(sealed({**parts, name: bytes(huge)}), tmp_path / "图.jianbao"), tmp_path
        )
    moved = {other: data for other, data in parts.items() if other != name}
    moved["pictures/" + "0" * 64 + ".png"] = parts[name]
    with pytest.raises(DeskError, match="名称与内容不符"):
        read_jianbao(zipped(sealed(moved), tmp_path / "图.jianbao"), tmp_path)


def test_ids_that_stand_twice_are_refused(package: Path, tmp_path: Path) -> None:
    def twice(document: dict[str, list[dict[str, object]]]) -> None:
        document["sections"][1]["id"] = document["sections"][0]["id"]

    path = zipped(with_json(parts_of(package), twice), tmp_path / "双.jianbao")
    with pytest.raises(DeskError, match="标识重复"):
        read_jianbao(path, tmp_path)


def test_a_target_that_cannot_be_written_keeps_what_was_there(
    other: Library, tmp_path: Path
) -> None:
    kept_issue(other, drawing())
    with pytest.raises(DeskError):
        write_jianbao(other, 1, tmp_path)
    with pytest.raises(DeskError):
        write_jianbao(other, 1, tmp_path / "没有" / "一.jianbao")
    old = tmp_path / "旧.jianbao"
    old.write_bytes(b"old")
    other.delete_issue(1)
    with pytest.raises(DeskError):
        write_jianbao(other, 1, old)
    assert old.read_bytes() == b"old"


def test_the_manifest_has_the_hash_of_every_part(package: Path) -> None:
    parts = parts_of(package)
    manifest = json.loads(parts["manifest.json"])
    assert next(iter(parts)) == "manifest.json"
    assert json.loads(sealed(parts)["manifest.json"])["parts"] == manifest["parts"]
    assert manifest["template"] == {"id": "gongzuo", "built_in": True}
