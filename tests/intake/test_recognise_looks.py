"""What the looks of a file tell: masthead, columns, titles, captions, emphasis."""

from dataclasses import replace

import pytest

from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.source import Align, Recognised, Role, SourceLine
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run
from intake.sample_sources import MEETING, NEWS, PICTURE, TABLE, WORK, name, source, text, title


def articles(found: Recognised) -> list[Article]:
    intake = found.intake
    return list(intake.bulletin.articles()) if intake.bulletin else list(intake.articles)


def titles(found: Recognised) -> list[str]:
    return [article.title for article in articles(found)]


def figure(block: Picture, **more: object) -> SourceLine:
    return SourceLine("", whole=True, block=block, **more)  # pyright: ignore[reportArgumentType]


def test_the_masthead_is_known_by_its_large_red_letters() -> None:
    found = recognise(
        source(
            SourceLine("特急", whole=True, size=16.0),
            name("云泽精神文明建设"),
            name("简报"),
            text("第6期", align=Align.CENTRE),
            text("云泽市文明办　　2025年4月18日"),
            title("全市文明创建工作推进会召开"),
            text(MEETING),
        )
    )
    assert found.intake.bulletin
    assert found.intake.bulletin.masthead.name == "云泽精神文明建设\n简报"
    assert found.roles[0] is Role.UNKNOWN
    assert found.roles[1:6] == (Role.NAME, Role.NAME, Role.NUMBER, Role.ISSUER, Role.TITLE)


def test_a_name_in_large_letters_needs_no_number() -> None:
    lines = (title("全市文明创建工作推进会召开"), text(MEETING), text(WORK))
    found = recognise(source(name("云泽文明简报"), *lines))
    assert found.intake.bulletin
    assert found.intake.bulletin.series == "云泽文明简报"
    assert found.doubts == ("没有认出期号和日期，请补上。",)
    # The same line in the letters of the text is none.
    assert recognise(source(text("云泽文明简报"), *lines)).intake.bulletin is None


def test_titles_are_known_by_size_and_place_and_subheads_are_not_titles() -> None:
    found = recognise(
        source(
            title("青石县开展清洁家园志愿服务活动"),
            text(NEWS),
            text("志愿服务聚人心"),
            text(WORK),
            title("白杨县举办乡村村晚展演"),
            title("让文明新风吹进千家万户"),
            text(MEETING),
        )
    )
    assert titles(found) == [
        "青石县开展清洁家园志愿服务活动",
        "白杨县举办乡村村晚展演\n让文明新风吹进千家万户",
    ]
    block = articles(found)[0].body[1]
    assert isinstance(block, Paragraph)
    assert (block.text, block.kind) == ("志愿服务聚人心", ParagraphKind.HEADING1)
    assert found.certain is False  # the second title shares no word with its text


def test_a_long_title_is_one_by_its_looks() -> None:
    long = (
        "青石县坚持以人民为中心的发展思想，统筹推进文明创建和基层治理，打造共建共治共享的清洁家园"
    )
    found = recognise(source(title("白杨县举办村晚"), text(NEWS), title(long), text(WORK)))
    assert titles(found)[1] == long


def test_outline_levels_tell_columns_titles_and_subheads() -> None:
    found = recognise(
        source(
            name("云泽文明简报"),
            text("第6期"),
            text("【工作动态】", heading=1, indent=0.0),
            text("青石县开展清洁家园活动", heading=2),
            text(NEWS),
            text("志愿服务聚人心", heading=3),
            text(WORK),
            text("白杨县清洁家园志愿服务掠影", heading=2),
            text(NEWS),
        )
    )
    assert found.intake.bulletin
    assert [section.name for section in found.intake.bulletin.sections] == ["工作动态"]
    assert titles(found) == ["青石县开展清洁家园活动", "白杨县清洁家园志愿服务掠影"]


def test_a_bold_opening_is_a_title_that_runs_in() -> None:
    def news(words: str, rest: str) -> SourceLine:
        opening = f"{words}。"
        return text(opening + rest, runs=(Run(opening, bold=True), Run(rest)))

    found = recognise(
        source(
            name("云泽文明简报"),
            text("第6期"),
            text("【文明时讯】", indent=0.0),
            news("青石县清洁家园，志愿者在行动", WORK),
            news("白杨县文化广场热闹非凡", MEETING),
        )
    )
    first, second = articles(found)
    assert (first.title, first.run_in) == ("青石县清洁家园，志愿者在行动", True)
    assert first.body == (Paragraph((Run(WORK),)),)
    assert second.title == "白杨县文化广场热闹非凡"


def test_a_paragraph_of_a_file_is_never_joined_to_another() -> None:
    lines = [f"第{n}支队伍由机关干部和社区居民共同组成" for n in "一二三"]
    found = recognise(source(title("青石县开展志愿服务"), text(NEWS), *(text(t) for t in lines)))
    (article,) = articles(found)
    assert [block.text for block in article.body] == [NEWS, *lines]
    assert found.roles[2:] == (Role.PARAGRAPH,) * 3


def test_a_paragraph_that_a_page_plainly_cut_is_one() -> None:
    first, rest = WORK[:20], WORK[20:]
    cut = (text(first), text(rest, indent=0.0, page=True))
    found = recognise(source(title("青石县开展志愿服务"), text(NEWS), *cut))
    (article,) = articles(found)
    assert [block.text for block in article.body] == [NEWS, WORK]
    assert found.roles[-1] is Role.CONTINUATION
    whole = recognise(source(title("青石县开展志愿服务"), text(NEWS), text(first), text(rest)))
    assert len(articles(whole)[0].body) == 3


def test_manual_breaks_part_a_title_and_are_no_paragraphs() -> None:
    found = recognise(source(title("青石县开展清洁家园\n志愿服务活动"), text(NEWS)))
    assert titles(found) == ["青石县开展清洁家园\n志愿服务活动"]
    assert found.roles == (Role.TITLE, Role.PARAGRAPH)


def test_emphasis_of_a_part_is_kept_and_of_the_whole_is_not() -> None:
    part = text(WORK, runs=(Run("活动现场", bold=True), Run(WORK[4:])))
    whole = text(NEWS, bold=True, runs=(Run(NEWS, bold=True),))
    found = recognise(source(title("青石县开展志愿服务"), part, whole))
    (article,) = articles(found)
    assert article.body == (
        Paragraph((Run("活动现场", bold=True), Run(WORK[4:]))),
        Paragraph((Run(NEWS),)),
    )


def test_emphasis_survives_gaps_joins_and_a_closing_byline() -> None:
    first = "活动现场， 20 名志愿者分工协作，大家齐心协力"
    lines = (
        text(
            first,
            whole=False,
            runs=(Run("活动现场， "), Run("20 名", kai=True), Run("志愿者分工协作，大家齐心协力")),
        ),
        text("打扫卫生。（李晓明）", whole=False, indent=0.0, page=True),
    )
    found = recognise(source(title("青石县开展志愿服务"), *lines))
    (article,) = articles(found)
    assert article.byline == "李晓明"
    (block,) = article.body
    assert isinstance(block, Paragraph)
    assert block.text == "活动现场，20名志愿者分工协作，大家齐心协力打扫卫生。"
    assert [run.text for run in block.runs if run.kai] == ["20名"]


# Pictures and tables


def test_pictures_and_tables_stand_at_their_places_in_the_text() -> None:
    found = recognise(
        source(
            title("青石县开展清洁家园志愿服务活动"),
            figure(PICTURE),
            text("清洁家园活动现场", align=Align.CENTRE, size=12.0),
            text(NEWS),
            SourceLine(TABLE.text, whole=True, block=TABLE),
            text(WORK),
            pictures={PICTURE.digest: b"jpeg"},
        )
    )
    (article,) = articles(found)
    shown = replace(PICTURE, caption=(Run("清洁家园活动现场"),))
    assert article.body == (shown, Paragraph((Run(NEWS),)), TABLE, Paragraph((Run(WORK),)))
    assert found.intake.warnings == ()
    assert found.intake.pictures == {PICTURE.digest: b"jpeg"}
    assert found.roles[1:3] == (Role.PARAGRAPH, Role.CAPTION)
    assert found.certain


@pytest.mark.parametrize("words", ["图为活动现场。李晓明摄", "图1 活动现场", "李晓明/摄"])
def test_a_caption_by_its_words_goes_to_the_picture_above_it(words: str) -> None:
    lines = (title("青石县开展清洁家园活动"), text(NEWS), figure(PICTURE), text(words), text(WORK))
    found = recognise(source(*lines))
    (article,) = articles(found)
    assert article.body[1].text == words
    assert found.intake.warnings == ()


def test_a_caption_above_its_picture_and_two_pictures_with_one_caption() -> None:
    other = replace(PICTURE, digest="b" * 64)
    head = (title("青石县开展清洁家园活动"), text(NEWS))
    found = recognise(source(*head, text("图为活动现场。"), figure(PICTURE), text(WORK)))
    assert articles(found)[0].body[1].text == "图为活动现场。"
    caption = text("图为活动现场。")
    found = recognise(source(*head, figure(PICTURE), figure(other), caption, text(WORK)))
    assert [block.text for block in articles(found)[0].body] == [NEWS, "", "图为活动现场。", WORK]


def test_the_text_after_a_picture_is_no_caption() -> None:
    lines = (title("青石县开展清洁家园活动"), text(NEWS), figure(PICTURE), text("志愿服务聚人心"))
    found = recognise(source(*lines, text(WORK)))
    (article,) = articles(found)
    assert article.body[1] == PICTURE
    assert [block.text for block in article.body[2:]] == ["志愿服务聚人心", WORK]


def test_a_printed_paragraph_goes_on_after_the_picture_in_its_middle() -> None:
    printed = [NEWS[i : i + 26] for i in range(0, len(NEWS), 26)] + [
        WORK[i : i + 26] for i in range(0, len(WORK), 26)
    ]
    lines = [SourceLine(line, size=16.0) for line in printed]
    lines.insert(1, figure(PICTURE))
    found = recognise(source(title("青石县开展清洁家园活动"), *lines, kind="pdf"))
    (article,) = articles(found)
    assert [block.text for block in article.body] == [NEWS, "", WORK]


def test_the_clerk_says_what_is_a_caption_and_drops_a_picture() -> None:
    lines = (title("青石县开展清洁家园活动"), text(NEWS), figure(PICTURE), text("人心"), text(WORK))
    found = recognise(source(*lines), {3: Role.CAPTION})
    assert articles(found)[0].body[1].text == "人心"
    found = recognise(source(*lines), {2: Role.DROPPED, 3: Role.DROPPED})
    assert [block.text for block in articles(found)[0].body] == [NEWS, WORK]


def test_a_picture_in_the_masthead_is_told_and_in_no_article() -> None:
    lines = (figure(PICTURE), name("云泽文明简报"), text("第6期"), title("清洁家园"), text(NEWS))
    found = recognise(source(*lines))
    assert [block.text for block in articles(found)[0].body] == [NEWS]
    assert "一张图片" in found.intake.warnings[0]
    assert found.roles[0] is Role.UNKNOWN


def test_a_file_of_one_picture_is_an_article() -> None:
    found = recognise(source(figure(PICTURE)))
    (article,) = articles(found)
    assert article.body == (PICTURE,)
    assert not found.certain
