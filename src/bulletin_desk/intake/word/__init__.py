"""Reads the DOCX that this program writes, as it is after somebody worked on it in Word."""

from collections.abc import Iterator
from pathlib import Path

from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.word.assemble import Assembler
from bulletin_desk.intake.word.container import MAX_TOTAL, Container
from bulletin_desk.intake.word.foreign import foreign_text, foreign_warnings
from bulletin_desk.intake.word.names import Styles, W
from bulletin_desk.intake.word.pictures import PictureReader
from bulletin_desk.intake.word.record import NAMESPACE, Record, read_records
from bulletin_desk.intake.word.visible import BodyReader, SectionEnd, Visible

__all__ = ["read_docx", "read_issues"]

DOCUMENT = "word/document.xml"
TEMPLATE_PROPERTY = "BulletinDeskTemplate"


def read_docx(source: Path | bytes) -> Intake:
    """Return what is in a DOCX of one issue, or in one that is not ours."""
    issues = read_issues(source)
    if len(issues) > 1:
        raise IntakeError(f"这个文档里有 {len(issues)} 期简报，请用导入命令读入，每期各自入库。")
    return issues[0]


def read_issues(source: Path | bytes) -> list[Intake]:
    """Return every issue of a DOCX that this program wrote; of another one, its text."""
    container = Container(source if isinstance(source, bytes) else _read(source))
    if DOCUMENT not in container:
        raise IntakeError("这个文件不是 Word 文档，没有读入。请在 Word 里另存为 .docx 再导入。")
    styles = Styles(container.xml("word/styles.xml") if "word/styles.xml" in container else None)
    body = container.xml(DOCUMENT).find(W + "body")
    visible = [] if body is None else list(BodyReader(styles).read(body))
    records = _records(container)
    if not records:
        return [_read_foreign(visible)]
    recorded = [picture for record in records for picture in record.pictures]
    pictures = PictureReader(container, DOCUMENT, recorded)
    issues: list[Intake] = []
    for record, part in zip(records, _parts(visible, len(records)), strict=False):
        bulletin = Assembler(record, pictures.read).assemble(part)
        articles = tuple(bulletin.articles())
        issues.append(Intake(bulletin, articles, tuple(pictures.warnings), pictures.bytes))
        pictures.warnings.clear()
    return issues


def _read_foreign(visible: list[Visible]) -> Intake:
    from bulletin_desk.intake.reader import read_text  # only for what others wrote

    text = foreign_text(visible)
    if not text:
        raise IntakeError("这个文档里没有文字，没有读入。请确认它不是扫描的图片。")
    intake = read_text(text)
    warnings = (*intake.warnings, *foreign_warnings(visible))
    return Intake(intake.bulletin, intake.articles, warnings)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_TOTAL:
            raise IntakeError(f"“{path.name}”太大了，没有读入。请确认它是 Word 文档。")
        return path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"找不到文件“{path.name}”，请检查文件名。") from None
    except OSError as error:
        raise IntakeError(
            f"“{path.name}”读不出来（{error.strerror}），请关闭打开它的程序再试。"
        ) from None


def _records(container: Container) -> tuple[Record, ...]:
    """Return the records of our own files, none for any other."""
    for name in container.names("customXml/"):
        root = container.xml(name)
        if root.tag == NAMESPACE + "issues":
            return read_records(root)
    template = _template(container)
    return (Record(template=template),) if template else ()


def _template(container: Container) -> str:
    """Return the template that the document's properties name; empty when it is not ours."""
    if "docProps/custom.xml" not in container:
        return ""
    for entry in container.xml("docProps/custom.xml").iterchildren():
        if entry.get("name") == TEMPLATE_PROPERTY:
            return "".join(entry.itertext()).strip()
    return ""


def _parts(visible: list[Visible], count: int) -> Iterator[list[Visible]]:
    """Yield what belongs to each issue: a section each, the last takes what is left."""
    part: list[Visible] = []
    for item in visible:
        part.append(item)
        if isinstance(item, SectionEnd) and count > 1:
            yield part
            part, count = [], count - 1
    yield part
