"""Masthead and distribution: what was recorded, corrected by what the printed lines say now."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletin_desk.intake.dates import whole_date
from bulletin_desk.intake.word.record import Record
from bulletin_desk.model.bulletin import Distribution, Masthead
from bulletin_desk.model.numbering import parse_number_line

_COPY = re.compile(r"编\s*号\s*[:：]\s*")
_COPIES = re.compile(r"([0-9０-９]+)")
_LISTS = {"报": "report_to", "送": "send_to", "发": "issue_to"}
_LABEL = re.compile(r"\s*([报送发])\s*[:：]\s*")

StyledLine = tuple[str, str]


def read_masthead(record: Record, lines: Sequence[StyledLine]) -> Masthead:
    """Return the masthead; a line that is as it was written stands for what was recorded."""
    masthead = record.masthead
    gone = [line for line in record.lines if line not in lines]
    new = [line for line in lines if line not in record.lines]
    for style, text in gone:
        masthead = replace(masthead, **_cleared(style, text, masthead))
    for style, text in new:
        # A changed line takes the place of the one that is gone.
        before = next((old for old_style, old in gone if old_style == style), "")
        masthead = replace(masthead, **_shown(style, text, before == record.masthead.notice))
    return masthead


def _cleared(style: str, text: str, masthead: Masthead) -> dict[str, object]:
    """Return the values that a line showed, emptied."""
    match style:
        case "masthead_name":
            return {"name": ""}
        case "masthead_number":
            return {"number": None, "serial_number": None, "supplement": False}
        case "marking":
            if text == masthead.notice:
                return {"notice": ""}
            return {"classification": "", "copy_number": ""}
        case _:
            emptied: dict[str, object] = {}
            if text.startswith(masthead.issuer):
                emptied["issuer"] = ""
            if "\t" in text or text != masthead.issuer:
                emptied["date"] = None
            return emptied


def _shown(style: str, text: str, is_notice: bool) -> dict[str, object]:
    """Return the values that a line shows."""
    left, tab, right = text.partition("\t")
    match style:
        case "masthead_name":
            return {"name": text}
        case "masthead_number":
            line = parse_number_line(text)
            if line is None:
                return {"supplement": "增刊" in text}
            return {
                "number": line.number,
                "serial_number": line.serial_number,
                "supplement": line.supplement,
            }
        case "marking":
            if is_notice and not tab:
                return {"notice": text}
            return {"classification": left, "copy_number": _COPY.sub("", right)}
        case _:
            date = whole_date(right if tab else left)
            if tab:
                return {"issuer": left, "date": date}
            return {"date": date} if date else {"issuer": left}


def read_distribution(record: Record, lines: Sequence[StyledLine]) -> Distribution:
    """Return the distribution: lists by their labels, a line without one goes on with the last."""
    values: dict[str, str] = {}
    copies: int | None = None
    labels = list(record.labels)
    last = ""
    for style, text in lines:
        if style == "copies":
            found = _COPIES.search(text)
            copies = int(found[1]) if found else None
            continue
        field, rest = _labelled(text, labels)
        if field:
            last = field
            values[field] = f"{values[field]}\n{rest}" if field in values else rest
        elif last:
            values[last] += "\n" + text
        else:
            last = "report_to"
            values[last] = text
    return Distribution(
        values.get("report_to", ""), values.get("send_to", ""), values.get("issue_to", ""), copies
    )


def _labelled(text: str, labels: list[tuple[str, str]]) -> tuple[str, str]:
    """Return field and text of a labelled line; a label that was used is struck off."""
    for index, (field, label) in enumerate(labels):
        if text.startswith(label):
            del labels[index]
            return field, text[len(label) :]
    found = _LABEL.match(text)
    return (_LISTS[found[1]], text[found.end() :]) if found else ("", text)
