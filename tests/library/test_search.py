"""Search finds words of any length, and whatever is typed is harmless."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin_desk.library import Hit, Library, search
from bulletin_desk.model.richtext import Run, Table
from library.samples import SERIES, article, issue

BODY = "市委宣传部印发《精神文明建设简报》第 12 期，GB/T9704标准，ＷＰＳ２０２６，𠮷㛃䶮三位同志。"


@pytest.fixture
def found(library: Library) -> Library:
    """A library with one article."""
    library.add_issue(issue(3, article("创建全国文明\n城市工作", BODY, units=("临河区教育局",))))
    return library


@pytest.mark.parametrize(
    "words",
    [
        "简报",
        "简",
        "文明城市",
        "精神文明建设简报第12期",
        "宣传部 简报",
        "简报\u3000宣传",
        "教育局",
        "GB",
        "gb/t",
        "GB/T9704",
        "T97",
        "12",
        "WPS2026",
        "wps",
        "ｗｐｓ",
        "𠮷",
        "㛃䶮",
        "䶮三位",
        "“简报”",
        '"简报"',
        "简报*",
        "印发 简报",
    ],
)
def test_words_are_found(found: Library, words: str) -> None:
    assert len(found.search(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "报简",
        "简报 没有",
        "部简",
        "9704",
        "PS",
        "2027",
        "第12年",
        "届12期",
        "",
        "  ",
        "。",
        '"',
        "简报 OR 没有",
        "title:x",
    ],
)
def test_other_words_are_not(found: Library, words: str) -> None:
    assert found.search(words) == []


@given(st.text(max_size=30) | st.text("\"'*():^-+{}ANDORTNE 简报", max_size=30))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_does_harm(found: Library, words: str) -> None:
    assert len(found.search(words)) <= 1


def test_a_pasted_page_is_looked_for_by_its_beginning(library: Library) -> None:
    page = "各县区要高度重视，加强领导，落实责任。" * 300
    library.add_to_pool([article("通知", page)])
    assert len(library.search(page)) == 1
    assert len(library.search(" ".join(page))) == 1


def test_a_hit_tells_where_the_article_stands(found: Library) -> None:
    record = found.issues()[0]
    (stands,) = found.load_issue(record.id).articles()
    assert found.search("宣传部") == [
        Hit(
            article_id=stands.id,
            issue_id=record.id,
            series=SERIES,
            number=3,
            supplement=False,
            date=datetime.date(2026, 1, 4),
            title="创建全国文明城市工作",
            snippet=f"{BODY[:48]}…",
            section="要闻",
            units=("临河区教育局",),
            status="draft",
            marks=((2, 5),),
        )
    ]


def test_a_hit_in_the_pool_has_no_issue(library: Library) -> None:
    library.add_to_pool([article("来稿", date=datetime.date(2026, 3, 1))])
    (hit,) = library.search("来稿")
    assert (hit.issue_id, hit.series, hit.number) == (None, "", None)
    assert hit.date == datetime.date(2026, 3, 1)


def test_the_snippet_shows_the_place_that_was_found(library: Library) -> None:
    library.add_to_pool([article("长文", "前" * 500 + "，重要、讲话。" + "后" * 500)])
    (hit,) = library.search("重要讲话")
    assert hit.snippet.startswith("…前")
    assert "重要、讲话" in hit.snippet
    assert hit.snippet.endswith("后…")
    assert len(hit.snippet) <= 50


def test_titles_come_first_then_the_newest(library: Library) -> None:
    library.add_issue(issue(1, article("旧的清明活动"), article("其他", "清明清明清明")))
    library.add_issue(issue(2, article("新的清明活动")))
    library.add_issue(issue(3, article("别的", "到清明为止")))
    library.add_to_pool([article("清明来稿（无日期）")])
    hits = [hit.title for hit in library.search("清明")]
    assert hits == ["新的清明活动", "旧的清明活动", "清明来稿（无日期）", "别的", "其他"]
    assert [hit.title for hit in library.search("清明", limit=2)] == hits[:2]


def test_all_words_in_the_title_come_before_some(library: Library) -> None:
    library.add_issue(issue(1, article("志愿服务进社区")))
    library.add_issue(issue(2, article("志愿者风采", "走进社区")))
    assert [hit.number for hit in library.search("志愿 社区")] == [1, 2]


def test_the_index_follows_every_write(library: Library) -> None:
    first = article("第一稿", "春耕")
    issue_id = library.add_issue(issue(1, first))
    library.save_issue(issue_id, issue(1, replace(first, body=article("", "秋收").body)))
    assert library.search("春耕") == []
    assert len(library.search("秋收")) == 1
    library.save_issue(issue_id, issue(1))
    assert library.search("秋收") == []
    library.add_to_pool([first])
    library.remove_from_pool(first.id)
    assert library.search("春耕") == []


def test_table_cells_and_captions_are_searched(library: Library) -> None:
    library.add_to_pool([replace(article("表"), body=(Table((((Run("白杨县"),),),)),))])
    assert [hit.title for hit in library.search("白杨")] == ["表"]


def test_the_index_can_be_made_anew(found: Library) -> None:
    found.rebuild_index()
    assert len(found.search("简报")) == 1
    assert found.check() == []


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("青石县召开推进会", "推进 青石", ["青石", "推进"]),
        ("志愿服务，志愿者", "志愿 志愿服务", ["志愿服务", "志愿"]),
        ("第１２期 ABC", "12 abc", ["１２", "ABC"]),
        ("召开“推进”会", "推进会", ["推进”会"]),
        ("青石县", "，。", []),
        ("青石县", "", []),
    ],
)
def test_the_words_of_a_search_are_found_in_a_text(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in search.places(text, words)] == found
