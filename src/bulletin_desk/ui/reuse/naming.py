"""How past issues, and what was found in them, are named."""

import datetime

from bulletin_desk.library.records import IssueRecord, Near
from bulletin_desk.model import numbering


def issue_name(record: IssueRecord, beside: str = "") -> str:
    """Return how an issue is named where an article comes from it: 《某某简报》2023年第5期.

    The series is left out `beside` an issue of the same one: 2023年第5期.
    """
    year = record.date.year if record.date else record.year
    series, number, supplement = record.series, record.number, record.supplement
    return numbering.issue_name(series, year, number, supplement=supplement, beside=beside)


def is_origin(origin: str, record: IssueRecord) -> bool:
    """Return whether the origin of an article names this issue, with its series or beside it."""
    return bool(origin) and origin in (issue_name(record), issue_name(record, record.series))


def near_name(near: Near, beside: str = "") -> str:
    """Return where an article stands that is like another: 2024年第3期的“…”，相近86%."""
    title = f"“{near.title.replace(chr(10), '')}”" if near.title else "一篇稿件"
    degree = f"相近{_percent(near.likeness)}"
    if near.issue_id is None:
        return f"待用稿里的{title}，{degree}"
    year = near.date.year if isinstance(near.date, datetime.date) else None
    issue = numbering.issue_name(near.series, year, near.number, beside=beside)
    return f"{issue or '往期'}的{title}，{degree}"


def _percent(likeness: float) -> str:
    # What is not the same is never called so.
    return f"{min(int(likeness * 100), 99 if likeness < 1 else 100)}%"
