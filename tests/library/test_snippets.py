"""The text that a hit is shown with is that of the article, read without making one."""

import json
from dataclasses import replace

import pytest

from bulletin_desk.library import Library
from bulletin_desk.library.rows import article_form, digest
from bulletin_desk.library.snippets import stored_text
from bulletin_desk.library.words import texts
from bulletin_desk.model.bulletin import Article
from library.samples import article, rich_bulletin


@pytest.mark.parametrize(
    "one",
    [*rich_bulletin().articles(), Article(), article("甲", "", "乙\n丙", units=("\ud800",))],
    ids=lambda one: one.title[:4],
)
def test_a_stored_text_is_the_articles(one: Article) -> None:
    without_credits = replace(one, byline="", units=())
    assert stored_text(*article_form(one)) == texts(without_credits)[1]


@pytest.mark.parametrize("document", [[], {"body": [3]}, {"body": [{"runs": [{}]}]}, {"units": 1}])
def test_a_form_that_is_not_known_has_no_text(document: object) -> None:
    body = json.dumps(document)
    assert stored_text(body, digest(body.encode())) == ""
    assert stored_text("{", digest(b"{")) == ""


def test_a_damaged_article_is_found_without_a_snippet(library: Library) -> None:
    library.add_to_pool([article("清明甲", "春耕")])
    library._raw.execute("UPDATE articles SET body = replace(body, '春', '秋')")
    (hit,) = library.search("清明")
    assert (hit.title, hit.snippet, hit.marks) == ("清明甲", "", ())
