"""The numbers that the issues of a series have taken."""

from sqlalchemy import ColumnElement, Connection, and_, func, select

from bulletin_desk.library.errors import LibraryError, NumberTakenError
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import issues, series
from bulletin_desk.model import numbering
from bulletin_desk.model.bulletin import Bulletin, Masthead
from bulletin_desk.model.numbering import IssueNumber

_LARGEST = 2**31 - 1  # what an integer column of any database holds


def named(name: str) -> ColumnElement[bool]:
    """Return the condition that a series has this name."""
    return series.c.name == storable(name)


def next_number(connection: Connection, name: str, year: int | None, supplement: bool) -> int:
    """Return the number after the highest one of the year, or of all years where it is None."""
    rows = connection.execute(
        select(issues.c.year, issues.c.number, issues.c.supplement)
        .join(series)
        .where(named(name), issues.c.number.is_not(None))
    )
    taken = [IssueNumber(year and row.year, row.number, row.supplement) for row in rows]
    return numbering.next_number(taken, year, supplement=supplement)


def next_serial_number(connection: Connection, name: str) -> int | None:
    """Return the cumulative number after the highest, or None where the series has none."""
    highest = connection.scalar(
        select(func.max(issues.c.serial_number)).join(series).where(named(name))
    )
    return None if highest is None else highest + 1


def holder(
    connection: Connection, name: str, number: IssueNumber, except_issue: int | None
) -> int | None:
    """Return the issue that has a number, in any year where the number has none."""
    same = and_(issues.c.number == number.number, issues.c.supplement == number.supplement)
    if number.year is not None:
        same &= issues.c.year == number.year
    return _other(connection, name, same, except_issue)


def check_sizes(masthead: Masthead) -> None:
    """Refuse numbers that no column holds."""
    for number in (masthead.number, masthead.serial_number, masthead.year):
        if number is not None and not -_LARGEST <= number <= _LARGEST:
            raise LibraryError(f"期号“{number}”太大了，无法保存。请改成实际的期号。")


def taken(
    connection: Connection, bulletin: Bulletin, except_issue: int | None
) -> tuple[int, str] | None:
    """Return another issue that has a number of this bulletin's, and that number as printed."""
    masthead = bulletin.masthead
    if masthead.number is not None:
        year = masthead.numbering_year
        same = and_(
            issues.c.number == masthead.number,
            issues.c.supplement == masthead.supplement,
            issues.c.year.is_(None) if year is None else issues.c.year == year,
        )
        other = _other(connection, bulletin.series, same, except_issue)
        if other is not None:
            number = Masthead(number=masthead.number, supplement=masthead.supplement)
            return other, f"{f'{year}年' if year else ''}{numbering.number_text(number)}"
    if masthead.serial_number is not None:
        same = and_(
            issues.c.serial_number == masthead.serial_number,
            issues.c.supplement == masthead.supplement,
        )
        other = _other(connection, bulletin.series, same, except_issue)
        if other is not None:
            return other, f"总第{masthead.serial_number}期"
    return None


def taken_error(series_name: str, number: str, other: IssueRecord) -> NumberTakenError:
    """Return the error that names the issue which has the number."""
    date = (
        f"{other.date.year}年{other.date.month}月{other.date.day}日" if other.date else "未写日期"
    )
    return NumberTakenError(
        f"《{series_name}》{number}已经有了：{date}的那一期，共{other.titles}篇稿件。"
        "请改用别的期号，或者打开那一期修改。",
        other.id,
    )


def _other(
    connection: Connection, name: str, same: ColumnElement[bool], except_issue: int | None
) -> int | None:
    statement = select(issues.c.id).join(series).where(named(name), same)
    if except_issue is not None:
        statement = statement.where(issues.c.id != except_issue)
    return connection.scalar(statement.order_by(issues.c.id).limit(1))
