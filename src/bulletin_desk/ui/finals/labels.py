"""What the window calls a final revision."""

from bulletin_desk.library.records import FinalRecord


def final_label(revision: int) -> str:
    """Return the name of a revision in the history."""
    return f"第{revision}次定稿"


def final_mark(record: FinalRecord | None) -> str:
    """Return what title and status bar say of a final issue."""
    return f"已定稿（第{record.revision}次）" if record else "已定稿"


def final_sentence(record: FinalRecord | None) -> str:
    """Return what the banner says of a final issue."""
    when = ""
    if record is not None:
        day = record.created.astimezone()
        when = f"于{day.year}年{day.month}月{day.day}日 {day:%H:%M} "
    return f"本期已{when}定稿。需要改动，请先取消定稿。"
