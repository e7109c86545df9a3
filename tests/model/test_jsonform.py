"""The JSON form is lossless, compact, and strict on reading."""

import datetime
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.model import jsonform
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    Masthead,
    Section,
)
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain

texts = st.text(st.characters(codec="utf-8"), max_size=12)
numbers = st.none() | st.integers(0, 10**9)
dates = st.none() | st.dates()
runs = st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), max_size=3).map(tuple)
lengths = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers()
cells = st.lists(runs, max_size=2).map(tuple)
blocks = st.lists(
    st.builds(Paragraph, runs, st.sampled_from(ParagraphKind))
    | st.builds(Table, st.lists(cells, max_size=2).map(tuple), st.integers(0, 3))
    | st.builds(
        Picture,
        texts,
        texts,
        st.integers(),
        st.integers(),
        runs,
        lengths,
        st.integers(-360, 360),
        texts,
    ),
    max_size=4,
).map(tuple)
articles = st.builds(
    Article,
    id=texts,
    title=texts,
    subtitle=texts,
    byline=texts,
    units=st.lists(texts, max_size=3).map(tuple),
    date=dates,
    run_in=st.booleans(),
    body=blocks,
    origin=texts,
)
mastheads = st.builds(
    Masthead,
    name=texts,
    number=numbers,
    serial_number=numbers,
    supplement=st.booleans(),
    year=numbers,
    issuer=texts,
    date=dates,
    classification=texts,
    copy_number=texts,
    notice=texts,
)
bulletins = st.builds(
    Bulletin,
    template=texts,
    masthead=mastheads,
    contents=st.booleans(),
    sections=st.lists(
        st.builds(
            Section, id=texts, name=texts, articles=st.lists(articles, max_size=2).map(tuple)
        ),
        max_size=3,
    ).map(tuple),
    distribution=st.builds(
        Distribution, report_to=texts, send_to=texts, issue_to=texts, copies=numbers
    ),
    contents_style=st.none() | st.sampled_from(ContentsStyle),
    contents_pages=st.none() | st.booleans(),
)


def through_text(document: object) -> object:
    return json.loads(json.dumps(document, ensure_ascii=False, allow_nan=False))


@given(bulletins)
@settings(max_examples=200)
def test_a_bulletin_comes_back_as_it_was(bulletin: Bulletin) -> None:
    document = through_text(jsonform.bulletin_to_json(bulletin))
    assert jsonform.bulletin_from_json(document) == bulletin


@given(articles)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert jsonform.article_from_json(through_text(jsonform.article_to_json(article))) == article


@given(blocks)
def test_rich_text_comes_back_as_it_was(body: tuple) -> None:
    assert jsonform.blocks_from_json(through_text(jsonform.blocks_to_json(body))) == body


def test_defaults_are_left_out() -> None:
    article = Article(id="a1", title="简讯", body=(plain("正文"),))
    assert jsonform.article_to_json(article) == {
        "version": 1,
        "id": "a1",
        "title": "简讯",
        "body": [{"runs": ["正文"]}],
    }
    assert jsonform.bulletin_to_json(Bulletin(template="gongzuo")) == {
        "version": 1,
        "template": "gongzuo",
    }


def test_the_documented_form_is_what_is_written() -> None:
    picture = Picture("ab12", "image/png", 640, 480, (Run("图"),), width_mm=80.5, rotation=90)
    table = Table((((Run("甲"),), (Run("乙", bold=True),)),), header_rows=0)
    heading = Paragraph((Run("一、", kai=True),), ParagraphKind.HEADING1)
    masthead = Masthead(name="简报", number=0, supplement=True, date=datetime.date(2026, 2, 3))
    bulletin = Bulletin(
        template="t",
        masthead=masthead,
        contents=False,
        sections=(Section("s", "要闻", (Article("a", body=(heading, picture, table)),)),),
        distribution=Distribution(send_to="各科室", copies=0),
    )
    body = [
        {"runs": [{"text": "一、", "kai": True}], "kind": "heading1"},
        {
            "picture": "ab12",
            "media_type": "image/png",
            "pixels": [640, 480],
            "caption": ["图"],
            "width_mm": 80.5,
            "rotation": 90,
        },
        {"table": [[["甲"], [{"text": "乙", "bold": True}]]], "header_rows": 0},
    ]
    assert jsonform.bulletin_to_json(bulletin) == {
        "version": 1,
        "template": "t",
        "masthead": {"name": "简报", "number": 0, "supplement": True, "date": "2026-02-03"},
        "contents": False,
        "sections": [{"id": "s", "name": "要闻", "articles": [{"id": "a", "body": body}]}],
        "distribution": {"send_to": "各科室", "copies": 0},
    }


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ([], "document: an object is expected"),
        ({"blocks": []}, "the key 'version' is missing"),
        ({"version": 2}, "version 2 is not known"),
        ({"version": True}, "version True is not known"),
        ({"version": 1, "blocks": [], "colour": "red"}, "unknown key 'colour'"),
        ({"version": 1, "blocks": {}}, r"document\.blocks: a list is expected"),
        ({"version": 1, "blocks": ["text"]}, r"document\.blocks\[0\]: an object is expected"),
        ({"version": 1, "blocks": [{}]}, r"blocks\[0\]: the key 'runs' is missing"),
        ({"version": 1, "blocks": [{"runs": [3]}]}, r"blocks\[0\]\.runs\[0\]: an object"),
        ({"version": 1, "blocks": [{"runs": [{}]}]}, r"runs\[0\]: the key 'text' is missing"),
        (
            {"version": 1, "blocks": [{"runs": [{"text": "a", "bold": 1}]}]},
            r"runs\[0\]\.bold: true or false",
        ),
        ({"version": 1, "blocks": [{"runs": [], "kind": "poem"}]}, r"\[0\]\.kind: 'poem'"),
        ({"version": 1, "blocks": [{"table": [[], 3]}]}, r"table: a list is expected, not 3"),
        (
            {"version": 1, "blocks": [{"picture": "a", "media_type": "b", "pixels": [1]}]},
            r"pixels: width and height",
        ),
        (
            {
                "version": 1,
                "blocks": [
                    {
                        "picture": "a",
                        "media_type": "b",
                        "pixels": [1, 2],
                        "width_mm": float("nan"),
                    }
                ],
            },
            r"width_mm: a finite length",
        ),
    ],
)
def test_malformed_rich_text_is_refused_with_its_place(document: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        jsonform.blocks_from_json(document)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"date": "20260203"}, r"\.date: a date such as"),
        ({"date": 5}, r"\.date: a text is expected"),
        ({"units": ["局", 1]}, r"\.units: a list of texts"),
        ({"run_in": "yes"}, r"\.run_in: true or false"),
        ({"title": None}, r"\.title: a text is expected"),
    ],
)
def test_malformed_articles_are_refused_with_their_place(change: dict, complaint: str) -> None:
    document = {"version": 1, "template": "t", "sections": [{"id": "s", "articles": [{"id": "a"}]}]}
    assert jsonform.bulletin_from_json(document).sections[0].articles == (Article("a"),)
    document["sections"] = [{"id": "s", "articles": [{"id": "a", **change}]}]
    with pytest.raises(ValueError, match=r"document\.sections\[0\]\.articles\[0\]" + complaint):
        jsonform.bulletin_from_json(document)


def test_a_number_must_be_whole() -> None:
    document = {"version": 1, "template": "t", "masthead": {"number": 7.0}}
    with pytest.raises(ValueError, match=r"masthead\.number: a whole number is expected, not 7\.0"):
        jsonform.bulletin_from_json(document)


def test_the_import_is_cheap() -> None:
    code = "import sys, bulletin_desk.model.jsonform; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "bulletin_desk.model.jsonform" in loaded
    assert not {"sqlalchemy", "PySide6", "hypothesis", "docx", "uharfbuzz"} & set(loaded)


@pytest.mark.parametrize(
    ("wish", "complaint"),
    [
        ({"contents_style": "x"}, r"\.contents_style: 'x' is not known"),
        ({"contents_pages": 1}, r"\.contents_pages: true or false"),
    ],
)
def test_a_malformed_wish_for_the_contents_is_refused(wish: dict, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        jsonform.bulletin_from_json({"version": 1, "template": "t", **wish})
