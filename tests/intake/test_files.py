"""Files of every kind, told by their content: each is read, or refused with what it is."""

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from bulletin_desk.intake.files import MAX_TEXT, read_sources
from bulletin_desk.intake.kinds import Kind, seen
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.shown import shown_name
from bulletin_desk.intake.source import Source
from bulletin_desk.model.richtext import Run, Table
from export.docx_samples import docx_of, rich_bulletin

TEXT = "青石县举办志愿服务活动\n\n　　近日，青石县在中心广场举办志愿服务活动，群众纷纷点赞。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"<x/>")
    return file.getvalue()


def old(stream: str) -> bytes:
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(600)


def written(folder: Path, data: bytes, name: str = "来稿.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def text_of(source: Source) -> str:
    return "\n".join(line.text for line in source.lines if line.text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("name", ["来稿.txt", "来稿.docx", "来稿"])
def test_a_text_is_a_text_whatever_its_name(tmp_path: Path, encoding: str, name: str) -> None:
    (source,) = read_sources(written(tmp_path, TEXT.encode(encoding), name))
    assert (source.kind, source.name) == ("text", name)
    assert "青石县举办志愿服务活动" in text_of(source)
    assert "群众纷纷点赞。" in text_of(source)


def test_the_name_may_be_that_of_the_original(tmp_path: Path) -> None:
    (source,) = read_sources(written(tmp_path, TEXT.encode()), "第7期.txt")
    assert source.name == "第7期.txt"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n", "一张图片"),
        (b"\xff\xd8\xff\xe0", "一张图片"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "一张图片"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "一张图片"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0", "一张图片"),
        (b"MZ\x90\0" + bytes(80), "一个程序"),
        (b"\x7fELF\x02\x01\x01", "一个程序"),
        (b"Rar!\x1a\x07\x01\0", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "压缩包"),
        (b"\x1f\x8b\x08\0", "压缩包"),
        (b"ID3\x04\0", "录音"),
        (b"SQLite format 3\0", "数据库"),
        (b"Founder CEB", "版式文件"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "表格"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "演示"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "表格"),
        (zipped(mimetype="application/epub+zip"), "电子书"),
        (zipped("AndroidManifest.xml"), "一个程序"),
        (zipped("manifest.json", "issue.json"), "简报台导出的文件"),
        (zipped("第7期.txt"), "一个压缩包"),
        (old("Workbook"), "表格"),
        (old("PowerPoint Document"), "演示"),
        (old("EncryptedPackage"), "密码"),
        (old("__substg1.0_0037001F"), "Outlook"),
        (old("Something"), "旧版办公文件"),
        (b"From: a@b.cn\r\nReceived: x\r\nMIME-Version: 1.0\r\n\r\nhello", "一封邮件"),
        (b"%TSD-Header-###%", "加密"),
    ],
)
def test_what_is_not_read_is_named_and_what_to_do(tmp_path: Path, data: bytes, told: str) -> None:
    path = written(tmp_path, data, "来稿.docx")
    with pytest.raises(IntakeError, match=told) as caught:
        read_sources(path)
    sentence = str(caught.value)
    assert sentence.startswith("“来稿.docx”是")
    assert "请" in sentence or "不要打开" in sentence or "不需要" in sentence
    assert sentence.endswith("。")
    assert sentence.count("没有读入") == 1


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"{\\rtf1 x}", ".rtf"),
        (old("WordDocument"), ".doc"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text-template"), ".odt"),
        (b'<?xml version="1.0"?><office:document office:mimetype="application/'
         b'vnd.oasis.opendocument.text">', ".fodt"),
    ],
)  # fmt: skip
def test_old_formats_are_left_to_libreoffice(data: bytes, suffix: str) -> None:
    found = seen(io.BytesIO(data))
    assert (found.kind, found.suffix) == (Kind.OFFICE, suffix)


def test_the_directory_of_an_old_document_may_stand_anywhere() -> None:
    for before in (10, 65_520, (1 << 20) + 65_530):
        data = OLE + b"x" * before + "WordDocument".encode("utf-16-le") + bytes(5_000)
        assert seen(io.BytesIO(data)).kind is Kind.OFFICE


def test_texts_that_begin_like_another_kind_are_texts(tmp_path: Path) -> None:
    for head in ("BM公司来稿", "MZ世代", "From: 市文明办", "SEP 9", "<通知>", "ID3：标签"):
        text = f"{head}\n近日，开会。"
        (source,) = read_sources(written(tmp_path, text.encode()))
        assert text_of(source).replace("\n", "") == text.replace("\n", "")


MARKDOWN = """# 云泽市文明简报

第一段有**重点词**和`代码`，见[通知](https://example.org/a)。

## 一、基本情况
- 甲区
- 乙区

全市\\*共有__三百__个点。
这一行接着上一行。

![图](a.png)

---

| 单位 | 篇数 |
|------|:----:|
| 甲区 | 3 |
| 乙区 |

> 编者按：这是按语。
"""


def test_marks_of_markdown_are_no_text(tmp_path: Path) -> None:
    (source,) = read_sources(written(tmp_path, MARKDOWN.encode(), "来稿.md"))
    lines = source.lines
    assert [line.text for line in lines if line.block is None] == [
        "云泽市文明简报", "第一段有重点词和代码，见通知。", "一、基本情况", "●甲区", "●乙区",
        "全市*共有三百个点。", "这一行接着上一行。", "图", "编者按：这是按语。",
    ]  # fmt: skip
    assert [line.heading for line in lines[:3]] == [1, 0, 2]
    assert lines[1].runs == (Run("第一段有"), Run("重点词", bold=True), Run("和代码，见通知。"))
    assert [line.whole for line in lines[4:7]] == [True, False, False]
    (table,) = [line.block for line in lines if isinstance(line.block, Table)]
    assert table.text == "单位\t篇数\n甲区\t3\n乙区\t"
    assert source.warnings == ("文稿里提到 1 张图片，没有读入，请另外插入。",)


def test_a_plain_text_keeps_its_stars(tmp_path: Path) -> None:
    (source,) = read_sources(written(tmp_path, "# 号码\n**三** 条。".encode()))
    assert text_of(source).startswith("# 号码\n**三** 条。")


def refusal(path: Path) -> str:
    with pytest.raises(IntakeError) as caught:
        read_sources(path)
    return str(caught.value)


def test_a_huge_sparse_file_is_refused_unread(tmp_path: Path) -> None:
    for name, head in (("大.txt", b"text "), ("大.pdf", b"%PDF-1.7"), ("大.html", b"<html>")):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(head)
            file.truncate(1 << 30)
        assert "不像一份文稿" in refusal(path)


def test_a_text_may_be_as_large_as_the_limit_says(tmp_path: Path) -> None:
    line = "近日，全市开会部署工作。\n".encode()
    data = line * (MAX_TEXT // len(line))
    assert read_sources(written(tmp_path, data))
    assert "超过 4 MB" in refusal(written(tmp_path, data + line))


def test_an_empty_file_and_one_of_blanks(tmp_path: Path) -> None:
    assert "是空的" in refusal(written(tmp_path, b""))
    assert "没有文字" in refusal(written(tmp_path, "\ufeff \r\n　".encode()))


def test_what_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "第7期.docx"
    folder.mkdir()
    assert refusal(folder) == "“第7期.docx”是一个文件夹，请选择里面的文件。"
    assert "找不到" in refusal(tmp_path / "没有.docx")
    assert "文件名不能用" in refusal(tmp_path / "a\0b.txt")
    assert "文件" in refusal(tmp_path / ("长" * 300 + ".txt"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.docx")
    assert "不是普通文件" in refusal(tmp_path / "管道.docx")
    link = tmp_path / "链接.txt"
    link.symlink_to("/dev/zero")
    assert "不是普通文件" in refusal(link)


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions here")
def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, TEXT.encode())

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # The administrator, who runs tests in CI, may read everything.
    monkeypatch.setattr(os, "open", refuse)
    assert "没有权限" in refusal(path)


def test_names_stand_plainly_in_sentences(tmp_path: Path) -> None:
    assert shown_name(Path("a\u202egnp.txt")) == "a\ufffdgnp.txt"
    assert shown_name("第7期\n\x07.docx") == "第7期\ufffd\ufffd.docx"
    assert len(shown_name("长" * 300 + ".docx")) == 60
    assert shown_name("长" * 300 + ".docx").endswith(".docx")
    assert shown_name(Path(os.fsdecode(b"\xff.txt"))).encode()
    path = tmp_path / os.fsdecode(b"\xff\xfe.txt")
    try:
        path.write_bytes(OLE)
    except (OSError, UnicodeError):
        pytest.skip("the file system takes no such name")
    assert refusal(path).encode()


def test_the_longest_name_that_a_disk_takes(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.encode(), "n" * 251 + ".txt")
    (source,) = read_sources(path)
    assert len(source.name) == 60


def test_a_text_that_begins_like_a_bitmap_is_a_text() -> None:
    assert seen(io.BytesIO(b"BM" + struct.pack("<I", 0x20202020) + b"text")).kind is Kind.TEXT


def test_documents_are_told_by_content_too(tmp_path: Path) -> None:
    docx = docx_of(rich_bulletin())
    (source,) = read_sources(written(tmp_path, docx, "来稿.txt"))
    assert (source.kind, source.name) == ("docx", "来稿.txt")
    assert [intake.bulletin for intake in source.exact] == [rich_bulletin()]
    assert "不完整" in refusal(written(tmp_path, docx[: len(docx) // 2], "来稿.zip"))
    assert "PDF" in refusal(written(tmp_path, b"\n%PDF-1.7 nothing", "来稿.doc"))
