"""Where a final issue is filed: a pattern with placeholders becomes a path below the archive."""

import re
from pathlib import PurePosixPath

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.numbering import number_text

DEFAULT_PATTERN = "{刊名}/{年}/{刊名} {年}年{期号}"
# What stands for a part that the issue does not have.
_NONE = "无"
# The placeholders with what they mean, as the dialog explains them.
PLACEHOLDERS = {
    "刊名": "刊物名称",
    "年": "期号所属的年份",
    "月": "日期的月，两位",
    "日": "日期的日，两位",
    "期": "期号的数字",
    "期号": "第7期、增刊第2期、第7期（总第112期）",
    "总期": "总期号的数字",
}
_PLACEHOLDER = re.compile(r"\{([^{}/\\]*)\}")
# Characters that one file system or another refuses in a name; "/" only comes from the pattern.
_REFUSED = str.maketrans(
    dict.fromkeys('/\\:*?"<>|', "_") | dict.fromkeys(map(chr, [*range(32), 127]))
)
# Names that Windows keeps for devices, with any ending.
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\..*)?", re.IGNORECASE)
# A name may have 255 bytes; some are left for an ending and for what is written beside it.
_LONGEST = 200


class PatternError(DeskError):
    """A pattern that names no file; the sentence says what to mend."""


def archive_path(pattern: str, bulletin: Bulletin) -> PurePosixPath:
    """Return where an issue is filed: a relative path without ending, in names that are safe.

    A slash of either kind in the pattern makes a folder. The path never leads out of the archive,
    whatever pattern and series name hold.
    """
    values = _values(bulletin)
    unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in values]
    if unknown:
        known = "".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise PatternError(f"不认识“{{{unknown[0]}}}”，可以用的是：{known}。")
    if re.search("[{}]", _PLACEHOLDER.sub("", pattern)):
        raise PatternError("大括号没有成对，请写成 {刊名} 这样。")
    names = [_filled(part, values) for part in re.split(r"[/\\]", pattern)]
    names = [name for name in names if name]
    if not names or re.search(r"[/\\]\s*$", pattern):
        raise PatternError("请写明文件名，如：{刊名} {年}年{期号}。")
    return PurePosixPath(*names)


def _filled(part: str, values: dict[str, str]) -> str:
    """Return one name of the path; empty when nothing of it is left."""
    name = _PLACEHOLDER.sub(lambda found: values[found[1]], part).translate(_REFUSED)
    name = name.encode(errors="ignore")[:_LONGEST].decode(errors="ignore")
    # Windows drops dots and spaces at the end; a dot at the beginning hides the file.
    name = re.sub(r"\s+", " ", name).strip(" .")
    return f"{name}_" if _DEVICES.fullmatch(name) else name


def _values(bulletin: Bulletin) -> dict[str, str]:
    head, date = bulletin.masthead, bulletin.masthead.date
    year = head.numbering_year or (date.year if date else None)
    number = "" if head.number is None else str(head.number)
    if head.supplement:
        number = f"增刊{number}"  # or an issue and a supplement would have one name
    values = {
        "刊名": bulletin.series,
        "年": str(year) if year else "",
        "月": f"{date:%m}" if date else "",
        "日": f"{date:%d}" if date else "",
        "期": number,
        "期号": number_text(head),
        "总期": "" if head.serial_number is None else str(head.serial_number),
    }
    return {name: value.translate(_REFUSED).strip(" .") or _NONE for name, value in values.items()}
