"""From a line of the source to what became of it."""

from pathlib import Path

from bulletin_desk.intake.marks import key
from bulletin_desk.intake.reader import text_source
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.source import Role, Source, SourceLine
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.richtext import Picture, plain
from bulletin_desk.ui.review.tracing import Trace, quoted_line, traces
from ui.review_samples import COLUMN, LINES, NAME, REPORT, TITLE

_SAME = "会议要求，各单位要压实责任，细化措施。"


def bulletin(*articles: Article) -> Bulletin:
    return Bulletin(sections=(Section("s", "工作动态", articles),))


def test_the_same_words_in_two_articles_are_told_apart() -> None:
    issue = bulletin(
        Article("a", "青石县开会", body=(plain("近日，青石县开会。"), plain(_SAME))),
        Article("b", "白杨县开会", body=(plain(_SAME), plain("白杨县开会。"))),
    )
    texts = ("青石县开会", "近日，青石县开会。", _SAME, "白杨县开会", _SAME, "白杨县开会。")
    roles = [Role.TITLE if text in texts[::3] else Role.PARAGRAPH for text in texts]
    found = traces([SourceLine(text) for text in texts], roles, issue)
    assert found == [
        Trace("article", "a"), Trace("article", "a", 0), Trace("article", "a", 1),
        Trace("article", "b"), Trace("article", "b", 0), Trace("article", "b", 1),
    ]  # fmt: skip


def test_lines_of_a_paragraph_and_tidied_spaces_are_found() -> None:
    issue = bulletin(Article("a", "简讯", body=(plain("3月12日，青石县召开推进会，部署任务。"),)))
    lines = [SourceLine("3 月 12 日，青石县召"), SourceLine("开推进会，部署 任务。")]
    found = traces(lines, [Role.PARAGRAPH, Role.CONTINUATION], issue)
    assert found == [Trace("article", "a", 0)] * 2


def test_a_title_that_opens_its_paragraph_belongs_to_its_article() -> None:
    text = "江口市启动宣传月。四月一日，江口市启动宣传月活动。"
    opened = Article("a", "江口市启动宣传月", run_in=True, body=(plain(text[9:]),))
    (found,) = traces([SourceLine(text)], [Role.TITLE], bulletin(opened))
    assert found is not None
    assert found.owner == "a"


def test_a_picture_is_found_by_its_file() -> None:
    first, second = (Picture(digit * 64, "image/png", 4, 3) for digit in "01")
    issue = bulletin(Article("a", "一", body=(first,)), Article("b", "二", body=(second,)))
    lines = [SourceLine("", block=first), SourceLine("", block=second)]
    found = traces(lines, [Role.PARAGRAPH] * 2, issue)
    assert found == [Trace("article", "a", 0), Trace("article", "b", 0)]


def test_parts_are_known_by_the_role_alone_and_what_is_dropped_is_nowhere() -> None:
    found = recognise(Source("docx", "简报.docx", LINES), {TITLE + 1: Role.DROPPED})
    places = traces(LINES, found.roles, found.intake.bulletin)
    assert places[NAME] == Trace("masthead")
    assert places[REPORT] == Trace("distribution")
    assert places[TITLE + 1] is None
    column = places[COLUMN]
    assert column is not None
    assert column.part == "column"
    assert traces(LINES, found.roles, None) == [None] * len(LINES)


def test_a_sentence_leads_to_the_line_that_it_quotes() -> None:
    assert quoted_line("“白杨县开展志愿服务”没有正文，请核对。", LINES) == TITLE + 4
    assert quoted_line("没有认出刊名，请补上。", LINES) is None
    assert quoted_line("“从未出现的话”", LINES) is None


def test_the_lines_of_real_bulletins_are_found_in_their_articles(corpus_dir: Path) -> None:
    for path in sorted(corpus_dir.glob("*.txt")):
        source = text_source(path.read_text(encoding="utf-8"), path.name)
        found = recognise(source)
        issue = found.intake.bulletin or bulletin(*found.intake.articles)
        texts = {article.id: key(article.text) for article in issue.articles()}
        places = traces(source.lines, found.roles, issue)
        body = [
            (line, place)
            for line, role, place in zip(source.lines, found.roles, places, strict=True)
            if role in (Role.TITLE, Role.PARAGRAPH, Role.CONTINUATION, Role.BYLINE)
        ]
        right = [
            line
            for line, place in body
            if place is not None
            and place.part == "article"
            and (key(line.text)[:8] in texts[place.owner] or not key(line.text))
        ]
        assert len(right) >= 0.97 * len(body), path.name
