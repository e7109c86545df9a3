"""Near duplicates: edited repeats and one story from two units are found, other articles not."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from bulletin_desk.library import ImportItem, Library
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.likeness import bands, likeness, shingles, text_shingles
from bulletin_desk.model.richtext import plain
from library.samples import article, issue

_PAIRS = (
    "群众社区志愿清洁道路学校讲座家风节水绿化巡查调研走访慰问宣传培训窗口服务质量效率满意问题清单整改台账督导检查通报考核评比表彰先进典型经验做法推广交流座谈帮助解决困难资金项目照明"
    "卫生广场公园农田水利产业就业增收青年妇女老人儿童手册横幅展板媒体网络平台数据公开规范制度流程机制常态巩固提升创新特色品牌亮点成效氛围参与响应倡议"
)
WORDS = [_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2)]
# What every office writes into every article.
OPENING = "为深入贯彻落实全市精神文明建设工作会议精神，切实提高群众的满意度和获得感，"
CLOSING = "下一步，将继续加大工作力度，压实工作责任，推动文明创建工作再上新台阶。"


def story(draw: random.Random, sentences: int = 4) -> Article:
    paragraphs = [
        "".join("".join(draw.choices(WORDS, k=4)) + mark for mark in "，，，，，，。")
        for _ in range(sentences)
    ]
    body = (OPENING + paragraphs[0], *paragraphs[1:], CLOSING)
    return article("".join(draw.choices(WORDS, k=5)), *body)


def reworded(draw: random.Random, one: Article) -> Article:
    """A tenth of the words are others."""

    def paragraph(text: str) -> str:
        pairs = [text[i : i + 2] for i in range(0, len(text), 2)]
        return "".join(draw.choice(WORDS) if draw.random() < 0.1 else pair for pair in pairs)

    return replace(one, id="r", body=tuple(plain(paragraph(block.text)) for block in one.body))


def retitled(draw: random.Random, one: Article) -> Article:
    return replace(one, id="t", title="".join(draw.choices(WORDS, k=6)))


def shortened(draw: random.Random, one: Article) -> Article:
    gone = draw.randrange(1, len(one.body) - 1)
    return replace(one, id="s", body=one.body[:gone] + one.body[gone + 1 :])


def of_another_unit(draw: random.Random, one: Article) -> Article:
    """The higher office sends the same story, with its own opening, in one paragraph."""
    text = "".join(block.text for block in one.body).replace(OPENING, "近日，按照统一部署，")
    text = text.replace("社区", "街道").replace("群众", "居民")
    return Article(title="".join(draw.choices(WORDS, k=5)), body=(plain(text),), units=("市残联",))


CHANGES: list[Callable[[random.Random, Article], Article]] = [
    reworded,
    retitled,
    shortened,
    of_another_unit,
]


@pytest.fixture(scope="module")
def stories() -> list[Article]:
    draw = random.Random(7)
    return [story(draw, draw.randint(2, 6)) for _ in range(120)]


@pytest.fixture
def filled(library: Library, stories: list[Article]) -> Library:
    for n in range(6):
        bulletin = issue(n + 1, *stories[n * 20 : n * 20 + 20])
        library.import_batch([ImportItem(f"{n}", "", f"{n}", bulletin, ())])
    return library


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_edited_repeats_are_found_and_nothing_else(
    filled: Library, stories: list[Article], change: Callable[[random.Random, Article], Article]
) -> None:
    draw = random.Random(3)
    found = wrong = 0
    for one in stories:
        near = filled.near_duplicates([replace(change(draw, one), id="x")]).get("x", [])
        found += one.id in [other.article_id for other in near]
        wrong += sum(other.article_id != one.id for other in near)
    assert found >= 0.97 * len(stories)
    assert wrong <= 0.01 * len(stories)


def test_articles_that_share_their_boilerplate_are_no_repeats(filled: Library) -> None:
    draw = random.Random(11)
    fresh = [replace(story(draw), id=f"n{n}") for n in range(100)]
    assert len(filled.near_duplicates(fresh)) <= 1


def test_a_near_duplicate_tells_where_it_stands(library: Library) -> None:
    draw = random.Random(5)
    one, other = story(draw), story(draw)
    issue_id = library.add_issue(issue(3, one, other))
    pooled = replace(reworded(draw, one), id="p1")
    library.add_to_pool([pooled])
    asked = replace(shortened(draw, one), id="q1")
    first, second = library.near_duplicates([asked, replace(story(draw), id="q2")])["q1"]
    record = library.record(issue_id)
    assert (first.article_id, first.issue_id, first.series) == (one.id, issue_id, record.series)
    assert (first.number, first.date, first.title) == (3, record.date, one.title)
    assert (second.article_id, second.issue_id, second.number) == ("p1", None, None)
    assert 1 > first.likeness > second.likeness >= 0.6
    # More alike only.
    assert library.near_duplicates([asked], likeness=first.likeness + 0.01) == {}
    # Not the articles of the issue itself, not the article itself in the pool.
    assert [n.article_id for n in library.near_duplicates([one], issue_id=issue_id)[one.id]] == [
        "p1"
    ]
    assert [n.article_id for n in library.near_duplicates([pooled])["p1"]] == [one.id]


def test_likenesses_follow_the_articles(library: Library) -> None:
    draw = random.Random(5)
    one, asked = story(draw), article("问")
    issue_id = library.add_issue(issue(1, one))
    asked = replace(one, id="q")
    assert library.near_duplicates([asked])["q"][0].likeness == 1
    library.save_issue(issue_id, issue(1, replace(one, body=story(draw).body)))
    assert library.near_duplicates([asked]) == {}
    library.save_issue(issue_id, issue(1, one))
    library.rebuild_index()
    assert "q" in library.near_duplicates([asked])
    library.delete_issue(issue_id)
    assert library.near_duplicates([asked]) == {}


def test_what_says_next_to_nothing_is_like_nothing(library: Library) -> None:
    library.add_to_pool([article("甲", "（略）"), article("乙"), article("丙", "详见附件。")])
    short = [article("甲", "（略）", id="s1"), article("", id="s2"), article("", "\ud800", id="s3")]
    assert library.near_duplicates(short) == {}
    assert library.near_duplicates([]) == {}


def test_a_damaged_article_is_passed_over(library: Library) -> None:
    draw = random.Random(5)
    one = story(draw)
    library.add_to_pool([one])
    library._raw.execute("UPDATE articles SET body = '{}'")
    assert library.near_duplicates([replace(one, id="q")]) == {}


def test_likeness_is_the_share_of_what_both_say() -> None:
    text = "云泽市召开文明城市创建工作推进会"
    spaced = text_shingles("云泽市，召开“文明城市”创建 工作推进会。")
    assert likeness(text_shingles(text), spaced) == 1
    assert likeness(text_shingles("甲乙丙丁戊"), text_shingles("甲乙丙己庚")) == pytest.approx(
        1 / 3
    )
    assert likeness(text_shingles(""), text_shingles(text)) == 0
    assert bands(shingles(article("", "短文"))) == ()
    assert len(set(bands(text_shingles(text * 3 + "ABC")))) > 1
