"""Plain text: read from a file or a paste, and recognised."""

from pathlib import Path

from bulletin_desk.intake import report
from bulletin_desk.intake.controls import without_controls
from bulletin_desk.intake.encoding import decode
from bulletin_desk.intake.lines import split_lines
from bulletin_desk.intake.reading import Reading
from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.source import Source, SourceLine


def read_file(path: Path) -> Intake:
    """Return what a text file holds; IntakeError where it is no text."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"找不到文件“{path.name}”，请检查文件是否被移动或改名。") from None
    except IsADirectoryError:
        raise IntakeError(f"“{path.name or path}”是一个文件夹，请选择里面的文件。") from None
    except OSError as error:
        reason = error.strerror or "原因不明"
        raise IntakeError(
            f"打不开文件“{path.name}”（{reason}），请关闭占用它的程序再试。"
        ) from None
    text = decode(data)
    if not text.strip():
        raise IntakeError(f"文件“{path.name}”里没有文字，请检查是否选错了文件。")
    return read_text(text, path.name)


def read_text(text: str, name: str = "") -> Intake:
    """Return the bulletin in a text, or its articles when it is none; never raises.

    This is what `recognise` makes of the same text, without the detour over a source.
    """
    text, controls = without_controls(text)
    warnings = (report.controls_removed(controls),) if controls else ()
    return Reading(split_lines(text)).intake(warnings)


def text_source(text: str, name: str) -> Source:
    """Return a text as the lines that the recogniser and the clerk decide about."""
    text, controls = without_controls(text)
    return Source(
        kind="text",
        name=name,
        lines=tuple(
            [
                SourceLine(line.text, indent=line.indent, gap=line.gap, page=line.page)
                for line in split_lines(text)
            ]
        ),
        warnings=(report.controls_removed(controls),) if controls else (),
    )
