"""One issue with its pictures and its template as one file: .jianbao (docs/exchange.md)."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bulletin_desk import __version__
from bulletin_desk.errors import DeskError
from bulletin_desk.exchange import pictures, reading
from bulletin_desk.exchange.checking import DIGEST, check_bulletin, pictures_in
from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.exchange.jsondata import from_bytes, malformed, to_bytes
from bulletin_desk.exchange.library_form import read_time, time_text
from bulletin_desk.exchange.reading import Limits, Parts
from bulletin_desk.exchange.templates import checked, template_text
from bulletin_desk.exchange.versioning import VERSION, check_version
from bulletin_desk.exchange.writing import zip_at
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.jsonform import bulletin_from_json, bulletin_to_json
from bulletin_desk.model.template_file import parse_template
from bulletin_desk.model.templates import BUILT_IN, is_own

if TYPE_CHECKING:
    from bulletin_desk.library.library import Library

SUFFIX = ".jianbao"
FORMAT = "bulletin-desk jianbao"
MANIFEST, ISSUE, TEMPLATE = "manifest.json", "issue.json", "template.toml"
PDF, DOCX = "final.pdf", "final.docx"
_PICTURES = "pictures/"
_MIB = 1 << 20
LIMITS = Limits(parts=2_000, part=64 * _MIB, total=512 * _MIB)
_STARTS = {PDF: b"%PDF-", DOCX: b"PK\x03\x04"}


@dataclass(frozen=True, slots=True)
class Final:
    """What was published: when, and the digests of both files."""

    created: datetime.datetime
    pdf: str
    docx: str


@dataclass(frozen=True, slots=True)
class Package:
    """What a .jianbao holds. Pictures and files lie by their digests in the folder it was read to.

    `missing` counts the pictures that were not with it, `unknown` the parts that only a newer
    program knows.
    """

    bulletin: Bulletin
    template: str
    built_in: bool
    pictures: tuple[str, ...]
    final: Final | None
    missing: int
    unknown: int


def write_jianbao(library: "Library", issue_id: int, target: Path) -> list[str]:
    """Write an issue as it was saved, in place of `target`; return what could not go with it.

    A final issue (定稿) takes the files along that were published, and the template of then.
    """
    bulletin = library.load_issue(issue_id)
    check_bulletin(bulletin)
    parts: dict[str, bytes] = {ISSUE: to_bytes(bulletin_to_json(bulletin))}
    manifest: dict[str, object] = {}
    record = library.final_record(issue_id) if _is_final(library, issue_id) else None
    if record is not None:
        parts[TEMPLATE] = record.template.encode()
        parts[PDF] = library.final_file(issue_id, "pdf", record.revision)
        parts[DOCX] = library.final_file(issue_id, "docx", record.revision)
        manifest["final"] = {"created": time_text(record.created.replace(tzinfo=None))}
    else:
        parts[TEMPLATE] = template_text(bulletin.template).encode()
    remarks = _add_pictures(library, bulletin, parts)
    built_in = bulletin.template in BUILT_IN and not is_own(bulletin.template)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "template": {"id": bulletin.template, "built_in": built_in},
        **manifest,
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    with zip_at(target, deflated=False) as writer:
        writer.add(MANIFEST, [to_bytes(document)])
        for name, data in parts.items():
            writer.add(name, [data])
    return remarks


def is_jianbao(path: Path) -> bool:
    """Return whether a file begins as a .jianbao does, whatever it is called."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(30 + len(MANIFEST))
    except OSError:
        return False
    # The manifest is the first entry; a package made anew by another program has the ending.
    made_here = start.startswith(b"PK\x03\x04") and start.endswith(MANIFEST.encode())
    return made_here or path.suffix.lower() == SUFFIX


def read_jianbao(path: Path, folder: Path) -> Package:
    """Return what a .jianbao holds, checked; its pictures and files are written into `folder`.

    For a process of its own: the file may come from anybody. ExchangeError or another DeskError
    says what is wrong with it.
    """
    with reading.parts_of(path, LIMITS) as parts:
        document = _manifest(parts, path.name)
        newer = check_version(document.get("format"), FORMAT, document.get("version"), path.name)
        hashes = _hashes(parts, document, path.name)
        read = partial(_checked_part, parts, hashes)
        bulletin = _bulletin(read(ISSUE))
        built_in = _template_note(document, bulletin)
        template = checked(read(TEMPLATE), TEMPLATE)
        if parse_template(template, TEMPLATE).id != bulletin.template:
            raise ExchangeError("里面的模板不是这一期所用的，没有读入。请让对方重新导出。")
        wanted = pictures_in(bulletin)
        kept: list[str] = []
        unknown = 0
        for name in hashes:
            if name.startswith(_PICTURES):
                kept.append(_keep_picture(name, read(name), hashes[name], folder))
            elif name not in (ISSUE, TEMPLATE, PDF, DOCX):
                if not newer:
                    raise ExchangeError(f"里面有不该有的“{name:.80}”，没有读入。")
                unknown += 1
        final = _final(document, hashes, read, folder)
        missing = len(wanted.keys() - set(kept))
    return Package(bulletin, template, built_in, tuple(kept), final, missing, unknown)


def _is_final(library: "Library", issue_id: int) -> bool:
    from bulletin_desk.library.records import IssueStatus

    return library.record(issue_id).status is IssueStatus.FINAL


def _add_pictures(library: "Library", bulletin: Bulletin, parts: dict[str, bytes]) -> list[str]:
    remarks: list[str] = []
    for digest in pictures_in(bulletin):
        try:
            data = library.picture(digest)
        except DeskError:
            remarks.append("有一张图片不在稿库里，没有一起导出。")
            continue
        found = pictures.measure(data)
        if found is None or hashlib.sha256(data).hexdigest() != digest:
            remarks.append("有一张图片已损坏或格式不能识别，没有一起导出。")
        else:
            parts[f"{_PICTURES}{digest}.{pictures.ENDINGS[found.media_type]}"] = data
    return remarks


def _manifest(parts: Parts, name: str) -> Mapping[str, object]:
    if MANIFEST not in parts.names():
        raise ExchangeError(f"“{name}”不是简报文件（.jianbao），没有读入。请选择正确的文件。")
    document = from_bytes(reading.read(parts, MANIFEST, _MIB), MANIFEST)
    if not isinstance(document, dict):
        raise malformed(MANIFEST)(ValueError("an object is expected"))
    return cast("Mapping[str, object]", document)


def _hashes(parts: Parts, document: Mapping[str, object], name: str) -> dict[str, str]:
    """Return the parts' hashes; the manifest names every part of the file, and no other."""
    found = document.get("parts")
    hashes = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    texts = {key: value for key, value in hashes.items() if isinstance(value, str)}
    if {*texts, MANIFEST} != set(parts.names()) or len(texts) < len(hashes):
        raise ExchangeError(reading.DAMAGED.format(name=name))
    return texts


def _checked_part(parts: Parts, hashes: Mapping[str, str], name: str) -> bytes:
    data = reading.read(parts, name, LIMITS.part)
    if hashes.get(name) != hashlib.sha256(data).hexdigest():
        raise ExchangeError(reading.DAMAGED.format(name=name))
    return data


def _bulletin(data: bytes) -> Bulletin:
    document = from_bytes(data, ISSUE)
    try:
        bulletin = bulletin_from_json(document)
    except ValueError as error:
        raise malformed(ISSUE)(error) from error
    check_bulletin(bulletin)
    return bulletin


def _template_note(document: Mapping[str, object], bulletin: Bulletin) -> bool:
    """Return whether the template was one of the program's own."""
    note = document.get("template")
    if not isinstance(note, dict):
        return False
    told = cast("Mapping[str, object]", note)
    return told.get("id") == bulletin.template and told.get("built_in") is True


def _keep_picture(name: str, data: bytes, digest: str, folder: Path) -> str:
    found = pictures.measure(data)
    if found is None or not 0 < found.width * found.height <= pictures.MAX_PIXELS:
        raise ExchangeError("里面有一张图片不能识别或尺寸太大，没有读入。请让对方重新导出。")
    if not DIGEST.match(digest) or name != f"{_PICTURES}{digest}.{pictures.ending_of(data)}":
        raise ExchangeError("里面有一张图片的名称与内容不符，没有读入。请让对方重新导出。")
    (folder / digest).write_bytes(data)
    return digest


def _final(
    document: Mapping[str, object],
    hashes: Mapping[str, str],
    read: "partial[bytes]",
    folder: Path,
) -> Final | None:
    """Return what was published, where all of it is there."""
    note = document.get("final")
    if note is None and not hashes.keys() & _STARTS.keys():
        return None
    created = cast("Mapping[str, object]", note).get("created") if isinstance(note, dict) else None
    try:
        time = read_time(created)
    except ValueError as error:
        raise malformed(MANIFEST)(error) from error
    for name, start in _STARTS.items():
        data = read(name)
        if not data.startswith(start):
            raise ExchangeError(f"里面的定稿文件“{name}”不能识别，没有读入。请让对方重新导出。")
        (folder / hashes[name]).write_bytes(data)
    return Final(time, hashes[PDF], hashes[DOCX])
