"""A bulletin that has everything, its pictures, and DOCX files read as XML."""

import datetime
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from PIL import Image

from bulletin_desk.export.word import write_docx
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.compose import compose
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain
from bulletin_desk.model.templates import load_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH = (
    "为倡导绿色出行，引导更多市民自觉遵守道路交通规则，6月5日，我市在临河体育馆广场举办"
    "“礼让有我 平安到家”骑行者承诺大会——10支社区骑行代表队参加……"
)


def _png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_FILES = [_png(600, 300, (200, 220, 255)), _png(90, 120, (255, 200, 200))]
PICTURES = {_digest(content): content for content in _FILES}
WIDE, TALL = PICTURES


def cell(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def rich_article() -> Article:
    kinds = [plain(f"{kind.value}：{PARAGRAPH}", kind) for kind in ParagraphKind]
    emphasis = Paragraph(
        (
            Run("一是提高认识。", bold=True),
            Run("各单位"),
            Run("高度重视", kai=True),
            Run("，", True, True),
        )
    )
    bold_heading = Paragraph(
        (Run("1. "), Run("明确", bold=True), Run("分工", kai=True)), ParagraphKind.HEADING3
    )
    return Article(
        id="a1",
        title="市科协、市图书馆共同举办\n“盏盏明灯伴夜读 家乡故事大家听”活动",
        subtitle="——写在世界读书日",
        byline="（市科协供稿）",
        units=("市科协", "市图书馆"),
        date=datetime.date(2024, 1, 8),
        body=(
            *kinds,
            emphasis,
            bold_heading,
            plain(""),
            plain("第一行\n第二行  两个空格"),
            Picture(WIDE, "image/png", 600, 300, (Run("图为活动"), Run("现场", bold=True))),
            Picture(TALL, "image/png", 90, 120, (), 60.0, 90),
            Picture(WIDE, "image/png", 600, 300, (), 80.5),
            Table(((cell("单位"), cell("篇数")), (cell("市税务局"), cell("12"))), 1),
            Table(((cell("甲"), ()), (cell("乙\n丙"), cell("丁"))), 0),
        ),
    )


def rich_bulletin(template: str = "jingshen-wenming") -> Bulletin:
    brief = Article(
        id="a2",
        title="青石县召开\n推进会",
        run_in=True,
        subtitle="副题不印",
        byline="（青石县）",
        body=(plain("10月19日，青石县召开推进会。"), plain("第二段。")),
    )
    asked = Article(id="a3", title="准备好了吗？", run_in=True, body=(plain("准备好了。"),))
    untitled = Article(id="a4", body=(plain("没有标题的稿件。"),))
    return Bulletin(
        template=template,
        masthead=Masthead(
            name="云泽精神文明建设\n简报",
            number=7,
            serial_number=112,
            issuer="云泽市文明办",
            date=datetime.date(2024, 1, 10),
            classification="内部",
            copy_number="000012",
            notice="内部资料 注意保存",
        ),
        sections=(
            Section("s1", "工作动态", (rich_article(),)),
            Section("s2", "文明时讯", (brief, asked)),
            Section("s3", "", (untitled,)),
        ),
        distribution=Distribution(
            "市委常委，市人大主任、副主任", "各部门", "各县（市、区）委", 260
        ),
    )


def docx_of(
    *bulletins: Bulletin,
    pages: dict[str, str] | None = None,
    titles: dict[str, str] | None = None,
) -> bytes:
    """Return the DOCX of bulletins, each with its own template."""
    flows = [compose(bulletin, load_template(bulletin.template)) for bulletin in bulletins]
    file = io.BytesIO()
    write_docx(flows, PICTURES.__getitem__, file, pages or {}, bulletins, titles or {})
    return file.getvalue()


def zip_part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def part(docx: bytes, name: str) -> Any:
    return etree.fromstring(zip_part(docx, name))


def replaced(docx: bytes, name: str, *changes: tuple[str, str]) -> bytes:
    """Return the DOCX with texts changed in one part, as an edit in Word would; each must occur."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == name:
                text = content.decode()
                for before, after in changes:
                    assert before in text
                    text = text.replace(before, after)
                content = text.encode()
            new.writestr(entry.filename, content)
    return file.getvalue()


def without(docx: bytes, names: Sequence[str]) -> bytes:
    """Return the DOCX without some parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            if entry.filename not in names:
                new.writestr(entry.filename, old.read(entry))
    return file.getvalue()


def second_issue(template: str = "jingshen-wenming") -> Bulletin:
    """Return another issue that holds the same article again."""
    bulletin = rich_bulletin(template)
    return replace(bulletin, masthead=replace(bulletin.masthead, number=8))
