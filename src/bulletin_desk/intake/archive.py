"""Archives of submissions: a ZIP, or a message with attachments, into a private folder.

Everything in an archive comes from a stranger. Its directory is judged before anything is
unpacked, names become plain ones below the folder, and what is written is counted.
"""

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePath

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.archive_names import entry_name, entry_parts, free_name, is_noise
from bulletin_desk.intake.files import look, open_file, refusal
from bulletin_desk.intake.gathering import Skipped, natural_key
from bulletin_desk.intake.kinds import Kind
from bulletin_desk.intake.mail import mail_parts
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.shown import shown_name

_MEGABYTE = 1 << 20
MAX_ENTRIES = 10_000
MAX_ENTRY = 128 * _MEGABYTE
MAX_TOTAL = 512 * _MEGABYTE
MAX_RATIO = 200
MAX_MAIL = 128 * _MEGABYTE
# Small texts of one repeated word compress well and do no harm.
_RATIO_FROM = _MEGABYTE
_PIECE = 256 * 1024
_DEEPEST = 1  # archives in an archive, but none in those
_UNIX = 3
# What zipfile and the decompressors raise on damaged entries, and a full disk.
_ODD_ENTRY = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError,
    ValueError, OSError, KeyError, IndexError,
    MemoryError,
)  # fmt: skip

_LARGE = "解开后大得不正常，没有读入。请解压后挑出文稿再导入"
_ENDINGS = (".zip", ".zipx")
_DAMAGED = "已损坏，没有读入。请重新取得完整的文件再导入"


def is_archive(path: Path) -> bool:
    """Tell whether `unpack` takes a file: a ZIP that is no document, or a message."""
    try:
        return look(path).kind in (Kind.ZIP, Kind.MAIL)
    except DeskError:
        return False


def unpack(path: Path, folder: Path) -> list[Path | Skipped]:
    """Return the files of an archive, written below `folder`, and what was left out, and why.

    `folder` is empty and the caller's alone. IntakeError where nothing of it may be unpacked.
    """
    return _Unpacking(folder).unpack(path, shown_name(path), folder, 0)


class _Unpacking:
    """One archive with those in it: they share one limit."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._left = MAX_TOTAL
        self._entries = MAX_ENTRIES

    def unpack(self, path: Path, name: str, folder: Path, depth: int) -> list[Path | Skipped]:
        kind = look(path)
        if kind.kind is Kind.ZIP:
            return self._unzip(path, name, folder, depth)
        if kind.kind is Kind.MAIL:
            return self._open_mail(path, name, folder, depth)
        raise IntakeError(refusal(kind, name))

    def _unzip(self, path: Path, name: str, folder: Path, depth: int) -> list[Path | Skipped]:
        found: list[Path | Skipped] = []
        try:
            with open_file(path) as file, zipfile.ZipFile(file) as archive:
                for info in self._entries_of(archive, path.stat().st_size, name):
                    found += self._entry(archive, info, folder, depth)
        except _ODD_ENTRY:
            what = "压缩包" if name.lower().endswith(_ENDINGS) else "文件"
            raise IntakeError(f"{what}“{name}”{_DAMAGED}。") from None
        if not found:
            raise IntakeError(f"压缩包“{name}”是空的，没有读入。请向发件人要文稿。")
        return found

    def _entries_of(self, archive: zipfile.ZipFile, size: int, name: str) -> list[zipfile.ZipInfo]:
        """Return the files in an archive, or refuse all of it for what its directory declares."""
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        total = sum(entry.file_size for entry in entries)
        self._entries -= len(entries)
        if self._entries < 0:
            raise IntakeError(
                f"压缩包“{name}”里的文件超过 {MAX_ENTRIES} 个，没有读入。请分批解压后再导入。"
            )
        if total > self._left or total > max(_RATIO_FROM, MAX_RATIO * size):
            raise IntakeError(f"压缩包“{name}”{_LARGE}。")
        if entries and all(entry.flag_bits & 1 for entry in entries):
            raise IntakeError(f"压缩包“{name}”加了密码，没有读入。请解压后再导入里面的文件。")
        return sorted(entries, key=lambda entry: natural_key(entry_name(entry)))

    def _entry(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, depth: int
    ) -> list[Path | Skipped]:
        name = entry_name(info)
        told = shown_name(name)
        reason = _refused(info, name, told)
        if reason:
            return [Skipped(PurePath(told), reason, quiet=is_noise(name))]
        try:
            with archive.open(info) as entry:
                target = self._write(name, folder, iter(lambda: entry.read(_PIECE), b""))
        except IntakeError as error:
            return [Skipped(PurePath(told), str(error))]
        except _ODD_ENTRY:
            return [Skipped(PurePath(told), f"压缩包里的“{told}”{_DAMAGED}。")]
        return self._nested(target, told, depth)

    def _nested(self, path: Path, told: str, depth: int) -> list[Path | Skipped]:
        """Return a file, or the files of one that is an archive itself."""
        if not is_archive(path):
            return [path]
        try:
            if depth >= _DEEPEST:
                path.unlink()
                raise IntakeError(f"“{told}”是套了几层的压缩包，没有读入。请先解压再导入。")
            packed = path.rename(free_name(path.parent, path.name + ".packed"))
            try:
                path.mkdir(mode=0o700)
                return self.unpack(packed, told, path, depth + 1)
            finally:
                packed.unlink()
        except IntakeError as error:
            return [Skipped(PurePath(told), str(error))]

    def _write(self, name: str, folder: Path, pieces: Iterable[bytes]) -> Path:
        """Write a file under its plain name, or beside one that has it already."""
        *above, last = entry_parts(name) or ["附件"]  # an attachment may be called anything
        place = folder.joinpath(*above)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = free_name(place, last)
        with target.open("xb") as file:
            for piece in pieces:
                self._left -= len(piece)
                if self._left < 0:
                    raise IntakeError(f"“{shown_name(name)}”{_LARGE}。")
                file.write(piece)
        return target

    def _open_mail(self, path: Path, name: str, folder: Path, depth: int) -> list[Path | Skipped]:
        with open_file(path) as file:
            data = file.read(MAX_MAIL + 1)
        if len(data) > MAX_MAIL:
            raise IntakeError(f"邮件“{name}”太大了，没有读入。请把附件另存出来再导入。")
        found: list[Path | Skipped] = []
        for part in mail_parts(data):
            if isinstance(part, Skipped):
                found.append(part)
                continue
            told = shown_name(part.name)
            self._entries -= 1
            if self._entries < 0:
                raise IntakeError(f"邮件“{name}”里的附件太多，没有读入。请另存出来再导入。")
            try:
                target = self._write(part.name, folder, [part.data])
            except IntakeError as error:
                found.append(Skipped(PurePath(told), str(error)))
            except OSError as error:
                reason = f"“{told}”没有解出来（{error.strerror}），请检查磁盘空间后再试。"
                found.append(Skipped(PurePath(told), reason))
            else:
                found += self._nested(target, told, depth)
        if not found:
            raise IntakeError(f"邮件“{name}”里没有文字和附件，没有读入。请向发件人要文稿。")
        return found


def _refused(info: zipfile.ZipInfo, name: str, told: str) -> str:
    """Return why an entry is left in the archive; empty for one that is unpacked."""
    if is_noise(name):
        return f"压缩包里的“{told}”是系统或程序的临时文件，没有读入。"
    if info.flag_bits & 1:
        return f"压缩包里的“{told}”加了密码，没有读入。请解压后再导入。"
    if not entry_parts(name):
        return f"压缩包里的“{told}”名字指向别的文件夹，可能不安全，没有读入。"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and kind != stat.S_IFREG and info.create_system == _UNIX:
        return f"压缩包里的“{told}”是链接或设备，不是文稿，没有读入。"
    packed = max(info.compress_size, 1)
    if info.file_size > MAX_ENTRY or info.file_size > max(_RATIO_FROM, MAX_RATIO * packed):
        return f"压缩包里的“{told}”{_LARGE}。"
    return ""
