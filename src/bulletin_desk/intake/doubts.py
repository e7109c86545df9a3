"""Why a clerk should look at what was recognised before it is kept."""

from bulletin_desk.intake import report
from bulletin_desk.intake.draft import Draft
from bulletin_desk.intake.marks import is_finished
from bulletin_desk.model.bulletin import Bulletin, one_line

NO_NAME = "没有认出刊名，请补上。"
NO_NUMBER = "没有认出期号和日期，请补上。"
NO_ARTICLE = "没有认出稿件，请核对。"


def doubts_about(bulletin: Bulletin) -> list[str]:
    """Return what an issue lacks to find its place among the others."""
    masthead = bulletin.masthead
    found = [] if bulletin.series else [NO_NAME]
    numbers = (masthead.number, masthead.serial_number, masthead.date)
    if all(value is None for value in numbers):
        found.append(NO_NUMBER)
    if not any(True for _ in bulletin.articles()):
        found.append(NO_ARTICLE)
    return found


def doubts_about_draft(draft: Draft) -> list[str]:
    """Return why the bounds of an article may be wrong."""
    if not draft.title:
        return [report.untitled(draft.body[0].text if draft.body else "")]
    title = one_line(draft.title)
    if not (draft.body or draft.figures):
        return [report.without_text(title)]
    if not draft.figures and not any(is_finished(block.text) for block in draft.body):
        return [NO_ARTICLE]  # a list, a table of contents: not one sentence
    return [report.weak_title(title)] if draft.weak else []
