"""All rules over the real bulletins: printed ones are right, so a finding is a false alarm."""

from pathlib import Path

import pytest

from bulletin_desk.intake.reader import read_file
from bulletin_desk.model.bulletin import Bulletin, Section
from bulletin_desk.model.checks import Facts, Severity, check_bulletin
from bulletin_desk.model.compose import compose
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.findings import page_facts
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Its text begins below the masthead.
        ("000", {"missing-masthead-part"}),
        ("002", set[str]()),
        ("003", set[str]()),
        # A newspaper's page: no masthead, and half-width marks throughout.
        ("004", {"missing-masthead-part", "half-width-mark"}),
    ],
)
def test_real_bulletins_raise_no_false_alarm(corpus_dir: Path, name: str, expected: set[str]):
    (path,) = corpus_dir.glob(f"{name}_*.txt")
    intake = read_file(path)
    sections = (Section(articles=intake.articles),)
    bulletin = intake.bulletin or Bulletin("gongzuo", contents=False, sections=sections)
    template = load_template(bulletin.template)
    typesetter = Typesetter(Fonts())
    document = typesetter.typeset(compose(bulletin, template))
    facts = Facts(pages=page_facts(document, typesetter.fonts))
    problems = check_bulletin(bulletin, template, facts)
    assert {p.rule for p in problems if p.severity is not Severity.NOTICE} == expected
