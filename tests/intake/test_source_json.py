"""A source kept as JSON comes back whole; what is damaged is refused with a sentence."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.reader import read_text, text_source
from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.source import Align, Source, SourceLine
from bulletin_desk.intake.source_json import source_from_json, source_to_json
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.richtext import Paragraph, Picture, Run, Table
from intake.sample_bulletins import FULL, PLAIN, Print, printed

_runs = st.lists(st.builds(Run, st.text(), st.booleans(), st.booleans()), max_size=3).map(tuple)
_sizes = st.floats(0, 500, allow_nan=False)
_digests = st.sampled_from(["a" * 64, "b" * 64])
_pictures = st.dictionaries(_digests, st.binary(max_size=8))
_blocks = st.one_of(
    st.none(),
    st.builds(Picture, _digests, st.just("image/png"), st.just(4), st.just(3), _runs),
    st.builds(Table, st.lists(st.lists(_runs, max_size=2).map(tuple), max_size=2).map(tuple)),
)
_lines = st.builds(
    SourceLine,
    text=st.text(),
    whole=st.booleans(),
    indent=_sizes,
    gap=st.integers(0, 9),
    page=st.booleans(),
    size=_sizes,
    bold=st.booleans(),
    red=st.booleans(),
    align=st.sampled_from(Align),
    heading=st.integers(0, 9),
    runs=_runs,
    block=_blocks,
    page_number=st.integers(0, 900),
)
_articles = st.builds(Article, title=st.text(), body=_runs.map(lambda runs: (Paragraph(runs),)))
_intakes = st.builds(
    Intake,
    bulletin=st.one_of(st.none(), st.builds(Bulletin)),
    articles=st.lists(_articles, max_size=2).map(tuple),
    warnings=st.lists(st.text(), max_size=2).map(tuple),
    pictures=_pictures,
)
_sources = st.builds(
    Source,
    kind=st.sampled_from(["docx", "pdf", "text"]),
    name=st.text(),
    lines=st.lists(_lines, max_size=4).map(tuple),
    exact=st.lists(_intakes, max_size=2).map(tuple),
    warnings=st.lists(st.text(), max_size=2).map(tuple),
    pictures=_pictures,
)


@given(_sources)
@settings(max_examples=200)
def test_every_source_comes_back(source: Source) -> None:
    files = {**source.pictures}
    for intake in source.exact:
        for digest, data in intake.pictures.items():
            files.setdefault(digest, data)
    back = source_from_json(source_to_json(source), files)
    assert source_to_json(back) == source_to_json(source)
    assert (back.kind, back.name, back.lines, back.warnings) == (
        source.kind,
        source.name,
        source.lines,
        source.warnings,
    )
    assert back.pictures == source.pictures
    assert [one.articles for one in back.exact] == [one.articles for one in source.exact]


def test_a_text_is_stored_as_short_as_can_be() -> None:
    source = text_source(printed(FULL, Print(measure=26)), "简报.txt")
    stored = source_to_json(source)
    assert source_from_json(stored, {}) == source
    assert json.loads(stored)["lines"][0] == source.lines[0].text
    assert len(stored) < 2 * sum(len(line.text) for line in source.lines)


def test_a_name_that_is_no_text_comes_back() -> None:
    source = Source("text", "\udcb2\udce2.txt")
    stored = source_to_json(source)
    assert stored.encode()
    assert source_from_json(stored, {}) == source


def test_pictures_that_are_gone_are_left_out() -> None:
    source = Source("docx", "图.docx", pictures={"a" * 64: b"x", "b" * 64: b"y"})
    assert source_from_json(source_to_json(source), {"a" * 64: b"x"}).pictures == {"a" * 64: b"x"}


def _forms() -> list[str]:
    good = json.loads(source_to_json(Source("docx", "稿.docx", (SourceLine("甲", size=16.0),))))
    line = good["lines"][0]
    broken: list[object] = [
        {**good, "version": 2},
        {**good, "more": 1},
        {**good, "lines": [{**line, "align": "middle"}]},
        {**good, "lines": [{**line, "block": 0}]},
        {**good, "lines": [{**line, "size": "large"}]},
        {**good, "lines": [7]},
        {**good, "blocks": [{"runs": ["甲"]}], "lines": [{**line, "block": 0}]},
        {**good, "warnings": [1]},
        {**good, "exact": [{"bulletin": {}}]},
        {**good, "pictures": "a"},
        [],
    ]
    return ["", "{", "[" * 100_000, *(json.dumps(form) for form in broken)]


@pytest.mark.parametrize("number", range(len(_forms())))
def test_what_is_damaged_is_refused_with_a_sentence(number: int) -> None:
    with pytest.raises(IntakeError, match="已经损坏"):
        source_from_json(_forms()[number], {})


def test_what_is_recognised_is_the_same_after_it() -> None:
    text = printed(FULL, Print())
    stored = source_to_json(Source("docx", "期.docx", exact=(read_text(text),)))
    assert read_text(text).bulletin is not None
    assert source_from_json(stored, {}).exact[0].bulletin is not None


_VALUES = (
    None, True, 0, -1, 1.5, 10**30, 1e308, "", "甲", "\ud800", "\x00", [], {}, [[]], [None],
    "center", {"": None}, {"runs": ["甲"]}, {"text": "甲"}, "a" * 64, [7], -0.0, 2**63,
)  # fmt: skip


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a JSON document with every key or index in it."""
    for key in list(document) if isinstance(document, dict) else range(len(document)):
        yield document, key
        if isinstance(document[key], dict | list):
            yield from _places(document[key])


def _disturb(document: Any, chance: random.Random) -> None:
    within, key = chance.choice(list(_places(document)))
    match chance.randrange(5):
        case 0:
            del within[key]
        case 1 if isinstance(within, dict):
            within[chance.choice(["", "text", "block", "runs", "未知"])] = within[key]
        case 2 if isinstance(within, list):
            within.append(within[key])
        case _:
            within[key] = chance.choice(_VALUES)


def test_a_source_of_which_something_changed_is_read_or_refused_with_a_sentence() -> None:
    lines = (
        SourceLine("甲", size=16.0, align=Align.CENTRE, runs=(Run("甲", bold=True),)),
        SourceLine("乙", block=Picture("a" * 64, "image/png", 4, 3, (Run("现场"),))),
        SourceLine("丙", block=Table((((Run("丁"),), ()),))),
    )
    exact = (read_text(printed(PLAIN, Print(measure=26))),)
    source = Source("docx", "稿.docx", lines, exact, ("说明",), {"a" * 64: b"x"})
    whole = source_to_json(source)
    chance = random.Random(20261121)
    read = refused = 0
    for _ in range(2_400):
        form = json.loads(whole)
        for _ in range(chance.choice((1, 1, 1, 3))):
            if form:
                _disturb(form, chance)
        try:
            found = source_from_json(json.dumps(form), {"a" * 64: b"x"})
        except IntakeError as error:
            refused += 1
            sentence = str(error)
            assert sentence.endswith("。")
            continue
        read += 1
        assert source_from_json(source_to_json(found), found.pictures).lines == found.lines
    assert read > 100
    assert refused > 500
