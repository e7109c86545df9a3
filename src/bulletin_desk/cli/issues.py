"""Commands that look at issues and make them: list, show, new, search, templates."""

import argparse
from dataclasses import replace

from bulletin_desk.cli.printing import complain, print_json
from bulletin_desk.cli.sources import Sources, open_library, parse_date
from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin, one_line
from bulletin_desk.model.edits import new_bulletin, next_issue
from bulletin_desk.model.numbering import number_text
from bulletin_desk.model.structure import structure
from bulletin_desk.model.templates import load_template, survey


def list_command(options: argparse.Namespace) -> int:
    """List the issues: id, series, number, date, title count, status."""
    with open_library(options.library) as library:
        records = library.issues()
    rows = [
        {
            "id": record.id,
            "series": record.series or None,
            "number": record.number,
            "date": record.date.isoformat() if record.date else None,
            "titles": record.titles,
            "status": record.status,
        }
        for record in records
    ]
    if options.json:
        print_json(rows)
        return 0
    if not rows:
        print("稿库里还没有简报。用 import 导入往期，或用 new 新建一期。")
    for record in records:
        status = "已定稿" if record.status == "final" else "在编"
        series, date = record.series or "（无刊名）", record.date or ""
        cells = (record.id, series, record.number_text, date, status, f"{record.titles}篇")
        print(*cells, sep="\t")
    return 0


def show_command(options: argparse.Namespace) -> int:
    """Show the structure of one issue."""
    with Sources(options.library) as sources:
        issue = sources.find(options.issue)
        if options.json:
            print_json(structure(issue.bulletin, warnings=issue.warnings, id=issue.id))
        else:
            _print_outline(issue.bulletin)
    return 0


def _print_outline(bulletin: Bulletin) -> None:
    masthead = bulletin.masthead
    date = masthead.date.isoformat() if masthead.date else ""
    head = (bulletin.series, number_text(masthead), masthead.issuer, date)
    print("  ".join(part for part in head if part) or "（无报头）")
    for section in bulletin.sections:
        if section.name:
            print(f"【{section.name}】")
        for article in section.articles:
            size = sum(len(block.text) for block in article.body)
            print(f"  {one_line(article.title) or '（无标题）'}（{size}字）")


def new_command(options: argparse.Namespace) -> int:
    """Make the next issue of a series, from a template or a past issue."""
    date = parse_date(options.date)
    with Sources(options.library) as sources:
        library = sources.library()
        base = options.base
        if base is None and options.template is None:
            latest = library.latest_issue(options.series)
            base = None if latest is None else str(latest)
        bulletin = _base(sources, base, options)
        masthead = replace(bulletin.masthead, date=date)
        number = library.next_number(
            options.series, masthead.numbering_year, supplement=masthead.supplement
        )
        bulletin = replace(bulletin, masthead=replace(masthead, number=number))
        issue_id = library.add_issue(bulletin)
    if options.json:
        print_json(structure(bulletin, id=issue_id))
    else:
        print(f"已新建 {bulletin.series} {number_text(bulletin.masthead)}，编号 {issue_id}。")
    return 0


def _base(sources: Sources, base: str | None, options: argparse.Namespace) -> Bulletin:
    if base is None:
        template = load_template(options.template or "jingshen-wenming")
        return new_bulletin(template, series=options.series)
    past = next_issue(sources.find(base).bulletin, number=None, date=None)
    if past.series == options.series:
        return past
    return replace(past, masthead=replace(past.masthead, name=options.series))


def search_command(options: argparse.Namespace) -> int:
    """Search every article of the library."""
    words = " ".join(options.words)
    with open_library(options.library) as library:
        hits = library.search(words)
    if options.json:
        print_json(
            [
                {
                    "article": hit.article_id,
                    "issue": hit.issue_id,
                    "series": hit.series or None,
                    "number": hit.number,
                    "date": hit.date.isoformat() if hit.date else None,
                    "title": one_line(hit.title),
                    "snippet": hit.snippet,
                }
                for hit in hits
            ]
        )
        return 0
    for hit in hits:
        place = "待用稿" if hit.issue_id is None else f"第{hit.number}期" if hit.number else "往期"
        print(f"{one_line(hit.title)}（{hit.series}{place}）\n  {hit.snippet}")
    if not hits:
        raise DeskError(f"没有找到含有“{words}”的稿件。")
    return 0


def templates_command(options: argparse.Namespace) -> int:
    """List the templates: id, name, description; 1 when some cannot be used."""
    templates, wrong = survey()
    if options.json:
        keys = ("id", "name", "description")
        print_json([{key: getattr(template, key) for key in keys} for template in templates])
    else:
        for template in templates:
            print(template.id, template.name, template.description, sep="\t")
    for error in wrong:
        complain(error)
    return 1 if wrong else 0
