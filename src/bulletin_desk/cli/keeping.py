"""Commands that keep the library safe: backup, restore, doctor."""

import argparse

from bulletin_desk.cli.printing import complain
from bulletin_desk.cli.sources import open_library
from bulletin_desk.errors import DeskError


def backup_command(options: argparse.Namespace) -> int:
    """Write a verified copy of the library."""
    if not options.library.exists():
        raise DeskError(f"没有稿库“{options.library}”，请用 --library 指明稿库文件。")
    with open_library(options.library) as library:
        library.backup(options.file)
    print(f"已备份到 {options.file}。")
    return 0


def restore_command(options: argparse.Namespace) -> int:
    """Put a backup in the library's place; the old library is kept aside."""
    from bulletin_desk.library import restore

    aside = restore(options.file, options.library)
    print(f"已用 {options.file} 换回稿库。" + (f"原来的稿库留在 {aside}。" if aside else ""))
    return 0


def doctor_command(options: argparse.Namespace) -> int:
    """Check the library and the fonts; 1 when the library has findings."""
    from bulletin_desk.typeset.fonts import Fonts

    findings: list[str] = []
    if options.library.exists():
        with open_library(options.library) as library:
            findings = library.check()
        print(f"稿库 {options.library}：" + ("完好。" if not findings else "有下列问题。"))
    else:
        print(f"稿库 {options.library}：还没有建立。")
    for finding in findings:
        complain(finding)
    for substitution in Fonts().substitutions():
        print(f"字体：没有“{substitution.wanted}”，用“{substitution.used}”代替。")
    return 1 if findings else 0
