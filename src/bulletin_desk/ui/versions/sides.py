"""Two versions of a part beside each other, as rich text in the window's colours."""

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QColor

from bulletin_desk.model.differences import Line
from bulletin_desk.model.textdiff import Mark, Piece
from bulletin_desk.ui import theme

# Unchanged lines that are shown on each side of a change.
_AROUND = 1
# How much of a mark's colour its background has.
_TINT = 0.2


def sides_html(lines: Sequence[Line], names: tuple[str, str], *, only_changed: bool) -> str:
    """Return the lines in two columns under the names; what is the same may be left out."""
    shown = _near_changes(lines) if only_changed else set(range(len(lines)))
    rows = [_names(names)]
    left_out = 0
    for index, line in enumerate(lines):
        if index in shown:
            rows += [_gap(left_out), _row(line)]
            left_out = 0
        else:
            left_out += 1
    rows.append(_gap(left_out))
    return f'<table width="100%" cellspacing="0" cellpadding="6">{"".join(rows)}</table>'


def _near_changes(lines: Sequence[Line]) -> set[int]:
    changed = [index for index, line in enumerate(lines) if line.is_changed]
    near = {at for index in changed for at in range(index - _AROUND, index + _AROUND + 1)}
    return near or set(range(len(lines)))


def _names(names: tuple[str, str]) -> str:
    colour = theme.colours().quiet
    cells = [f'<td width="50%" style="color:{colour}">{escape(name)}</td>' for name in names]
    return f"<tr>{''.join(cells)}</tr>"


def _gap(count: int) -> str:
    if not count:
        return ""
    colour = theme.colours().quiet
    cell = f'<td colspan="2" align="center" style="color:{colour}">……　相同 {count} 段　……</td>'
    return f"<tr>{cell}</tr>"


def _row(line: Line) -> str:
    left, right = _side(line, line.old), _side(line, line.new)
    row = f"<tr>{left}{right}</tr>"
    if line.remark:
        note = f'<td colspan="2" style="color:{theme.colours().accent}">{escape(line.remark)}</td>'
        row += f"<tr>{note}</tr>"
    return row


def _side(line: Line, pieces: Sequence[Piece] | None) -> str:
    scheme = theme.colours()
    if pieces is None:
        return f'<td width="50%" bgcolor="{scheme.raised}"></td>'
    label = (
        f'<span style="color:{scheme.quiet}">{escape(line.label)}　</span>' if line.label else ""
    )
    return f'<td width="50%" valign="top">{label}{"".join(map(_piece, pieces))}</td>'


def _piece(piece: Piece) -> str:
    scheme = theme.colours()
    text = escape(piece.text).replace("\n", "<br>").replace("\t", "　")
    match piece.mark:
        case Mark.REMOVED:
            style = f"background-color:{_tint(scheme.error)}; text-decoration:line-through"
        case Mark.ADDED:
            style = f"background-color:{_tint(scheme.accent)}; text-decoration:underline"
        case _:
            return text
    return f'<span style="{style}">{text}</span>'


def _tint(name: str) -> str:
    """Return a colour that is a fifth of this one on the paper of the fields."""
    colour, base = QColor(name), QColor(theme.colours().base)
    mixed = [
        round(own * _TINT + under * (1 - _TINT))
        for own, under in (
            (colour.red(), base.red()),
            (colour.green(), base.green()),
            (colour.blue(), base.blue()),
        )
    ]
    return QColor(*mixed).name()
