"""ZIP files and messages of submissions: unpacked where they are told to, or refused."""

import random
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from bulletin_desk.intake import archive
from bulletin_desk.intake.archive import is_archive, unpack
from bulletin_desk.intake.files import read_sources
from bulletin_desk.intake.gathering import Skipped
from bulletin_desk.intake.result import IntakeError
from intake.archives import TEXT, raw_zip, unicode_path, zip_of


def unpacked(tmp_path: Path, data: bytes, name: str = "来稿.zip") -> list[Path | Skipped]:
    path = tmp_path / name
    path.write_bytes(data)
    folder = tmp_path / "out"
    folder.mkdir()
    found = unpack(path, folder)
    # Whatever a file holds: nothing stands outside the folder, nothing but plain files in it.
    assert {entry.name for entry in tmp_path.iterdir()} == {name, "out"}
    assert not [entry for entry in folder.rglob("*") if entry.is_symlink()]
    return found


def names(tmp_path: Path, found: list[Path | Skipped]) -> list[str]:
    folder = tmp_path / "out"
    return [p.relative_to(folder).as_posix() for p in found if not isinstance(p, Skipped)]


def reasons(found: list[Path | Skipped]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Skipped)]


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        unpacked(tmp_path, data)
    return str(caught.value)


def test_submissions_keep_their_folders_and_come_in_order(tmp_path: Path) -> None:
    data = zip_of(
        {"2021年/第10期.txt": TEXT, "2021年/": b"", "2021年/第2期.txt": TEXT, "a.txt": "甲"}
    )
    found = unpacked(tmp_path, data)
    assert names(tmp_path, found) == ["2021年/第2期.txt", "2021年/第10期.txt", "a.txt"]
    (source,) = read_sources(tmp_path / "out" / "2021年" / "第2期.txt")
    assert "青石县来稿" in [line.text for line in source.lines]


def test_what_is_an_archive_is_told_by_its_content(tmp_path: Path) -> None:
    for name, data, is_one in (
        ("a.docx", zip_of({"第7期.txt": TEXT}), True),
        ("b.zip", TEXT.encode(), False),
        ("c.zip", zip_of({"[Content_Types].xml": "", "word/document.xml": ""}), False),
    ):
        (tmp_path / name).write_bytes(data)
        assert is_archive(tmp_path / name) is is_one
    assert not is_archive(tmp_path / "none.zip")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_old_programs_are_repaired(tmp_path: Path, encoding: str) -> None:
    found = unpacked(tmp_path, raw_zip([("来稿/青石县第7期.txt".encode(encoding), TEXT.encode())]))
    assert names(tmp_path, found) == ["来稿/青石县第7期.txt"]


def test_the_name_that_stands_beside_the_garbled_one(tmp_path: Path) -> None:
    extra = unicode_path(b"?7?.txt", "第7期.txt")
    found = unpacked(tmp_path, raw_zip([(b"?7?.txt", TEXT.encode())], extra=extra))
    assert names(tmp_path, found) == ["第7期.txt"]


def test_folders_written_the_other_way_round(tmp_path: Path) -> None:
    found = unpacked(tmp_path, raw_zip([("来稿\\7.txt".encode("gbk"), TEXT.encode())]))
    assert names(tmp_path, found) == ["来稿/7.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt", "\\\\host\\a.txt"]
)
def test_a_name_that_leads_out_is_left_out(tmp_path: Path, name: str) -> None:
    found = unpacked(tmp_path, raw_zip([(name.encode(), b"x"), (b"good.txt", TEXT.encode())]))
    assert names(tmp_path, found) == ["good.txt"]
    (reason,) = reasons(found)
    assert "可能不安全" in reason


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("CON.txt", "_CON.txt"),
        ("a<b>:c?.txt", "a_b__c_.txt"),
        ("a\u202etxt.exe", "a_txt.exe"),
        ("名 . ", "名"),
        ("长" * 200 + ".docx", "长" * 58 + ".docx"),
        ("...", "_"),
        ("-rf.txt", "-rf.txt"),
    ],
)
def test_names_become_plain(tmp_path: Path, name: str, plain: str) -> None:
    assert names(tmp_path, unpacked(tmp_path, zip_of({name: TEXT}))) == [plain]


def test_files_of_the_same_name_are_both_kept(tmp_path: Path) -> None:
    same = [
        (b"a.txt", b"one"),
        (b"A.TXT", b"two"),
        (b"a.txt", b"three"),
        (b"a", b"4"),
        (b"a", b"5"),
    ]
    found = unpacked(tmp_path, raw_zip(same))
    assert len(names(tmp_path, found)) == 5
    contents = sorted(path.read_bytes() for path in found if isinstance(path, Path))
    assert contents == [b"4", b"5", b"one", b"three", b"two"]


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    for mode in (stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666, stat.S_IFIFO | 0o666):
        folder = tmp_path / oct(mode)
        folder.mkdir()
        found = unpacked(folder, raw_zip([(b"link.txt", b"/etc/passwd")], mode=mode))
        assert names(folder, found) == []
        assert "链接或设备" in reasons(found)[0]


def test_what_systems_add_is_left_out_quietly(tmp_path: Path) -> None:
    data = zip_of({"__MACOSX/._a.txt": "x", ".DS_Store": "x", "~$a.docx": "x", "a.txt": TEXT})
    found = unpacked(tmp_path, data)
    assert names(tmp_path, found) == ["a.txt"]
    assert all(item.quiet for item in found if isinstance(item, Skipped))


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    assert "大得不正常" in refusal(tmp_path, zip_of({"a.txt": b"\0" * (64 << 20)}))


def test_a_bomb_beside_submissions_is_left_out(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(400_000)
    data = zip_of({"a.txt": TEXT, "noise.bin": noise, "bomb.txt": b"\0" * (16 << 20)})
    found = unpacked(tmp_path, data)
    assert names(tmp_path, found) == ["a.txt", "noise.bin"]
    assert "大得不正常" in reasons(found)[0]


def test_the_limits_count_for_all_entries_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 100)
    assert "大得不正常" in refusal(tmp_path, zip_of({"a.txt": "x" * 60, "b.txt": "y" * 60}))


def test_an_archive_in_the_archive_shares_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1_000)
    inner = zip_of({"b.txt": "y" * 900})
    found = unpacked(tmp_path, zip_of({"a.txt": TEXT, "c.zip": inner, "d.zip": inner}))
    assert names(tmp_path, found) == ["a.txt"]
    assert len([reason for reason in reasons(found) if "大得不正常" in reason]) == 2


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    assert "超过 3 个" in refusal(tmp_path, zip_of({f"{n}.txt": "x" for n in range(4)}))


def test_an_entry_that_is_larger_than_it_says(tmp_path: Path) -> None:
    found = unpacked(tmp_path, raw_zip([(b"a.txt", b"x" * 5_000_000)], size=10))
    assert names(tmp_path, found) == []
    assert "已损坏" in reasons(found)[0]
    assert all(path.stat().st_size < 1_000 for path in (tmp_path / "out").rglob("*"))


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    assert "加了密码" in refusal(tmp_path, raw_zip([(b"a.txt", b"x")], flags=1))


def test_an_empty_and_a_damaged_archive(tmp_path: Path) -> None:
    assert "是空的" in refusal(tmp_path, zip_of({}))
    other = tmp_path / "other"
    other.mkdir()
    assert refusal(other, zip_of({"a.txt": TEXT})[:-30]).startswith("压缩包“来稿.zip”已损坏")


def test_a_damaged_document_is_not_called_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "第20期.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(range(1, 250)) * 8)
    with pytest.raises(IntakeError, match=r"^文件“第20期\.docx”已损坏"):
        archive.unpack(path, tmp_path / "out")


def test_an_archive_in_an_archive_and_no_deeper(tmp_path: Path) -> None:
    inner = zip_of({"第1期.txt": TEXT})
    data = zip_of({"一季度.zip": inner, "二季度.zip": zip_of({"四月.zip": inner, "b.txt": "乙"})})
    found = unpacked(tmp_path, data)
    assert names(tmp_path, found) == ["一季度.zip/第1期.txt", "二季度.zip/b.txt"]
    (reason,) = reasons(found)
    assert "套了几层" in reason


def test_rar_and_others_are_told(tmp_path: Path) -> None:
    assert "压缩包" in refusal(tmp_path, b"Rar!\x1a\x07\x01\0")
    folder = tmp_path / "b"
    folder.mkdir()
    found = unpacked(folder, zip_of({"a.rar": b"Rar!\x1a\x07\x01\0"}))
    with pytest.raises(IntakeError, match="RAR"):
        read_sources(folder / "out" / names(folder, found)[0])


def message(body: str = "", *, html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "青石县文明办 <a@example.org>", "b@example.org"
    mail["Subject"], mail["Message-ID"] = "青石县来稿（3月）", "<1@example.org>"
    mail.set_content(body, charset="gb18030")
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def attach(mail: EmailMessage, data: bytes, name: str) -> None:
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)


def test_a_message_gives_its_attachments(tmp_path: Path) -> None:
    mail = message("请查收，谢谢！")
    attach(mail, TEXT.encode(), "青石县第7期.txt")
    attach(mail, zip_of({"第8期.txt": TEXT}), "更多.zip")
    attach(mail, b"x", "../../evil.txt")
    found = unpacked(tmp_path, mail.as_bytes(), "来稿.eml")
    assert names(tmp_path, found) == ["青石县第7期.txt", "更多.zip/第8期.txt", "_.._evil.txt"]
    (reason,) = reasons(found)
    assert "“请查收，谢谢！”" in reason


def test_a_message_that_is_the_submission(tmp_path: Path) -> None:
    found = unpacked(tmp_path, message(TEXT * 5).as_bytes(), "来稿.eml")
    assert names(tmp_path, found) == ["青石县来稿（3月）.txt"]
    (source,) = read_sources(tmp_path / "out" / "青石县来稿（3月）.txt")
    assert "近日，青石县开展志愿服务活动。" in [line.text for line in source.lines]


def test_the_limit_holds_for_attachments_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 1_000)
    mail = message("请查收")
    attach(mail, b"x" * 900, "a.txt")
    attach(mail, b"y" * 900, "b.txt")
    found = unpacked(tmp_path, mail.as_bytes(), "来稿.eml")
    assert names(tmp_path, found) == ["a.txt"]
    assert "“b.txt”解开后大得不正常" in reasons(found)[1]


@pytest.mark.parametrize("name", ["..", ".", "C:a.txt", "/", "\\", "a/../b", " "])
def test_attachments_may_be_called_anything(tmp_path: Path, name: str) -> None:
    mail = message("请查收")
    attach(mail, TEXT.encode(), name)
    found = unpacked(tmp_path, mail.as_bytes(), "来稿.eml")
    assert [path.read_bytes() for path in found if isinstance(path, Path)] == [TEXT.encode()]


def test_an_empty_message(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="没有文字和附件"):
        unpacked(tmp_path, message().as_bytes(), "来稿.eml")


def test_what_is_written_is_for_this_user_alone(tmp_path: Path) -> None:
    unpacked(tmp_path, zip_of({"a/b.txt": TEXT}))
    assert stat.S_IMODE((tmp_path / "out" / "a").stat().st_mode) & 0o077 == 0


def test_all_methods_that_zip_programs_use(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        folder = tmp_path / str(method)
        folder.mkdir()
        assert names(folder, unpacked(folder, zip_of({"a.txt": TEXT}, method=method))) == ["a.txt"]
