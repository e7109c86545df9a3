"""Masthead and footer: what the template asks for, and the numbers of the series."""

from collections.abc import Iterator

from bulletin_desk.model.bulletin import has_footer
from bulletin_desk.model.checks.problem import Finding, Issue, IssueRule, Scope, Severity
from bulletin_desk.model.flow import Source
from bulletin_desk.model.template import MastheadPart

_MASTHEAD = Source("masthead")
_FOOTER = Source("distribution")


def missing_masthead_part(issue: Issue) -> Iterator[Finding]:
    """A part that the template's masthead shows is empty; marking and copy number may be."""
    masthead, template = issue.bulletin.masthead, issue.template
    asked = set(template.masthead.parts)
    if MastheadPart.ISSUER_DATE in asked:
        asked |= {MastheadPart.ISSUER, MastheadPart.DATE}
    parts = [
        (MastheadPart.NAME in asked, masthead.name.strip(), "刊名"),
        (MastheadPart.NUMBER in asked, masthead.number, "期号"),
        (MastheadPart.ISSUER in asked, masthead.issuer.strip(), "编发单位"),
        (MastheadPart.DATE in asked, masthead.date, "日期"),
        (MastheadPart.NUMBER in asked and template.serial, masthead.serial_number, "总期号"),
        (
            MastheadPart.NOTICE in asked and bool(template.notice),
            masthead.notice.strip(),
            f"“{template.notice}”字样",
        ),
    ]
    for wanted, value, name in parts:
        if wanted and value in ("", None):
            yield Finding(f"没有{name}，请在报头里填写。", _MASTHEAD, subject=name)


def missing_footer_part(issue: Issue) -> Iterator[Finding]:
    """A list or the copies that the template fills in by itself are gone from the footer."""
    given, asked, layout = issue.bulletin.distribution, issue.template.distribution, issue.template
    labels = layout.footer
    parts = (
        (asked.report_to, given.report_to, labels.report_label),
        (asked.send_to, given.send_to, labels.send_label),
        (asked.issue_to, given.issue_to, labels.issue_label),
    )
    for wanted, value, label in parts:
        if wanted and not value.strip():
            name = label.strip().rstrip("：:")
            message = f"模板里有“{name}”的单位，这一期没有，请在版记里填写。"
            yield Finding(message, _FOOTER, subject=name)
    if asked.copies is not None and given.copies is None:
        yield Finding("没有印数，请在版记里填写共印多少份。", _FOOTER, subject="印数")


def footer_gone(issue: Issue) -> Iterator[Finding]:
    """The issue before this one has a footer, and this one has none."""
    known = issue.facts.library
    if known and known.footer_before and _has_no_footer(issue):
        message = "上一期有版记（报、送、发），这一期没有，请在版记里填写。"
        yield Finding(message, _FOOTER, subject="版记")


def no_footer(issue: Issue) -> Iterator[Finding]:
    """There is no footer, and no issue before this one that shows whether one is wanted."""
    known = issue.facts.library
    if known and known.footer_before is None and _has_no_footer(issue):
        message = "没有版记（报、送、发和印数）；这个刊物如果有版记，请填写。"
        yield Finding(message, _FOOTER, subject="版记")


def _has_no_footer(issue: Issue) -> bool:
    """Return whether the footer is empty and no other rule says so part by part."""
    given, asked = issue.bulletin.distribution, issue.template.distribution
    return not has_footer(given) and not has_footer(asked)


def number_taken(issue: Issue) -> Iterator[Finding]:
    """Another issue of the series has the number."""
    known = issue.facts.library
    if known and known.taken:
        message = f"期号和{known.taken}重复，请改用别的期号。"
        yield Finding(message, _MASTHEAD, subject=str(issue.bulletin.masthead.number))


def number_skipped(issue: Issue) -> Iterator[Finding]:
    """Between the issue's number and the one before it in the library, numbers are missing."""
    known, masthead = issue.facts.library, issue.bulletin.masthead
    if known is None:
        return
    for number, previous, form in (
        (masthead.number, known.previous, "第{}期"),
        (masthead.serial_number, known.previous_serial, "总第{}期"),
    ):
        if number is not None and previous is not None and number > previous + 1:
            before, after = form.format(previous), form.format(previous + 1)
            message = f"稿库里上一期是{before}，这一期应是{after}；如果没有跳号，请改正期号。"
            yield Finding(message, _MASTHEAD, subject=f"{previous}-{number}")


RULES = (
    IssueRule(
        "missing-masthead-part", "报头不全", "模板的报头里有，这一期却没有填的部分。",
        Scope.MASTHEAD, Severity.ERROR, missing_masthead_part,
    ),
    IssueRule(
        "missing-footer-part", "版记不全", "模板填好而这一期空着的报、送、发和印数。",
        Scope.MASTHEAD, Severity.WARNING, missing_footer_part,
    ),
    IssueRule(
        "footer-gone", "缺版记", "上一期有版记，这一期报、送、发和印数都空着。",
        Scope.LIBRARY, Severity.WARNING, footer_gone,
    ),
    IssueRule(
        "no-footer", "没有版记", "报、送、发和印数都空着，稿库里也没有上一期可以比照。",
        Scope.LIBRARY, Severity.NOTICE, no_footer,
    ),
    IssueRule(
        "number-taken", "期号重复", "同一刊物里已经有这个期号。",
        Scope.LIBRARY, Severity.ERROR, number_taken,
    ),
    IssueRule(
        "number-skipped", "期号不连续", "期号和稿库里的上一期之间缺了号。",
        Scope.LIBRARY, Severity.WARNING, number_skipped,
    ),
)  # fmt: skip
