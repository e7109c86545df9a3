"""The versions of the two formats: a newer major one is refused, a newer minor one read."""

import re

from bulletin_desk.exchange.errors import ExchangeError

MAJOR, MINOR = 1, 0
VERSION = f"{MAJOR}.{MINOR}"
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\Z")


def check_version(found: object, wanted: object, version: object, name: str) -> bool:
    """Return whether a package is of a newer minor version than this program writes.

    ExchangeError when it is no package of the wanted format, or of a newer major version.
    """
    match = _VERSION.match(version) if isinstance(version, str) else None
    if found != wanted or match is None:
        raise ExchangeError(f"“{name}”不是简报台导出的文件，没有读入。请选择正确的文件。")
    if int(match[1]) > MAJOR:
        raise ExchangeError(f"“{name}”由更新版本的简报台导出，本版本读不了。请升级简报台后再导入。")
    return (int(match[1]), int(match[2])) > (MAJOR, MINOR)
