"""The command that checks an issue before it goes out."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin_desk.cli.printing import complain, print_json
from bulletin_desk.cli.sources import Issue, Sources

if TYPE_CHECKING:
    from bulletin_desk.model.checks import PageFacts, Problem


def check_command(options: argparse.Namespace) -> int:
    """Print the problems of one issue; 1 when there is one that is not ignored.

    Of an issue in the library everything is known, and the choices made in its window count. Of a
    file, what stands in it. Notices hold nothing up.
    """
    from bulletin_desk.library.facts import library_facts, rules_off
    from bulletin_desk.library.near_facts import NearFacts
    from bulletin_desk.model.checks import Facts, Severity, check_bulletin
    from bulletin_desk.model.steps import run

    off, ignored, known = frozenset[str](), frozenset[str](), None
    with Sources(options.library, options.template) as sources:
        issue = sources.find(options.issue)
        if issue.id is not None:
            library = sources.library()
            near = run(NearFacts(library).steps(issue.bulletin, issue.id))
            known = replace(library_facts(library, issue.bulletin, issue.id), near=near)
            off, ignored = rules_off(library), library.ignored_problems(issue.id)
        facts = Facts(known, _page_facts(issue))
        found = check_bulletin(issue.bulletin, issue.template, facts)
    passed = {problem.key for problem in found if problem.rule in off or problem.key in ignored}
    # What is said of this computer, not of the issue, goes where the other commands say it.
    here = [p for p in found if not p.source.part and p.key not in passed]
    shown = found if options.all else [p for p in found if p.key not in passed and p not in here]
    held_up = [p for p in shown if p.severity is not Severity.NOTICE and p.key not in passed]
    if options.json:
        print_json([problem.to_json() | {"ignored": problem.key in passed} for problem in shown])
    else:
        for problem in shown:
            _print(problem, ignored=problem.key in passed)
        if not held_up:
            print("没有发现问题。")
    for notice in here if not options.all else ():
        complain(notice.message)
    return 1 if held_up else 0


def _print(problem: "Problem", *, ignored: bool) -> None:
    head = "提示：" if problem.severity == "notice" else ""
    print(f"{head}{problem.place}：{problem.message}{'（已忽略）' if ignored else ''}")


def _page_facts(issue: Issue) -> "PageFacts":
    """Return what the issue's pages show."""
    from bulletin_desk.model.compose import compose
    from bulletin_desk.typeset.findings import page_facts
    from bulletin_desk.typeset.fonts import Fonts
    from bulletin_desk.typeset.typesetter import Typesetter

    typesetter = Typesetter(Fonts())
    document = typesetter.typeset(compose(issue.bulletin, issue.template))
    return page_facts(document, typesetter.fonts)
