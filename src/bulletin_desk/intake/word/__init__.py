"""Reads the DOCX that this program writes, as it is after somebody worked on it in Word."""

from collections.abc import Iterator
from pathlib import Path

from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.source import Source
from bulletin_desk.intake.word.assemble import Assembler
from bulletin_desk.intake.word.container import MAX_TOTAL, Container
from bulletin_desk.intake.word.foreign import read_foreign, remarks
from bulletin_desk.intake.word.foreign.package import Package
from bulletin_desk.intake.word.names import Styles, W
from bulletin_desk.intake.word.pictures import PictureReader
from bulletin_desk.intake.word.record import NAMESPACE, Record, read_records
from bulletin_desk.intake.word.visible import BodyReader, SectionEnd, Visible

__all__ = ["read_docx", "read_docx_source", "read_issues"]

TEMPLATE_PROPERTY = "BulletinDeskTemplate"


def read_docx(source: Path | bytes) -> Intake:
    """Return what is in a DOCX of one issue, or in one that is not ours."""
    issues = read_issues(source)
    if len(issues) > 1:
        raise IntakeError(f"这个文档里有 {len(issues)} 期简报，请用导入命令读入，每期各自入库。")
    return issues[0]


def read_issues(source: Path | bytes) -> list[Intake]:
    """Return every issue of a DOCX that this program wrote; what is recognised in another one."""
    found = _source(source if isinstance(source, bytes) else _read(source), "")
    if found.exact:
        return list(found.exact)
    from bulletin_desk.intake.recognise import recognise  # only for what others wrote

    return [recognise(found).intake]


def read_docx_source(data: bytes, name: str) -> Source:
    """Return what a DOCX shows; its `exact` holds the issues where this program wrote it."""
    try:
        return _source(data, name)
    except RecursionError:
        raise IntakeError("这个文档的结构不正常，没有读入。请在 Word 里另存一份再导入。") from None


def _source(data: bytes, name: str) -> Source:
    container = Container(data)
    package = Package(container)
    styles = Styles(package.related("styles"))
    records = _records(container, styles) if package.has_document() else ()
    if not records:
        return read_foreign(package, name)
    exact = tuple(_ours(container, package, records, styles))
    return Source("docx", name, exact=exact, warnings=tuple(remarks(package)))


def _ours(
    container: Container, package: Package, records: tuple[Record, ...], styles: Styles
) -> Iterator[Intake]:
    """Yield the issues that this program wrote."""
    body = package.root.find(W + "body")
    visible = [] if body is None else list(BodyReader(styles).read(body))
    recorded = [picture for record in records for picture in record.pictures]
    pictures = PictureReader(container, package.main, recorded)
    for record, part in zip(records, _parts(visible, len(records)), strict=False):
        bulletin = Assembler(record, pictures.read).assemble(part)
        articles = tuple(bulletin.articles())
        remarks_here = tuple(pictures.warnings)
        yield Intake(bulletin, articles, remarks_here, pictures.bytes, record.states)
        pictures.warnings.clear()


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


def _records(container: Container, styles: Styles) -> tuple[Record, ...]:
    """Return the records of our own files, none for any other."""
    for name in container.names("customXml/"):
        root = container.xml(name)
        if root.tag == NAMESPACE + "issues":
            return read_records(root)
    # The name of the template outlives the styles, which alone say what each paragraph is.
    template = _template(container) if styles.are_ours else ""
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
