"""What a check is told of articles that are like those of other issues, and what it is not."""

import datetime
from dataclasses import replace

import pytest

from bulletin_desk.library import Library
from bulletin_desk.library.near_facts import NearFacts
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.checks import NearFact
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.steps import run

OPENING = "为深入贯彻落实全市精神文明建设工作会议精神，切实提高群众的满意度和获得感，"
CLOSING = "下一步，将继续加大工作力度，压实工作责任，推动文明创建工作再上新台阶。"
TOLD = (
    "青石县组织三百多名志愿者沿河清理垃圾、打捞漂浮物，半天清运杂物六吨，沿岸居民自发送来茶水。",
    "县里把河道分成十二段，每段由一个单位包干，每周五下午集中清理，结果在公示栏里公布。",
)
OTHER = (
    "白杨县图书馆把借阅柜装进了七个小区，读者扫码就能取书还书，开放时间延长到晚上九点。",
    "馆里还请退休教师周末来讲故事，报名的孩子排到了下个月，家长们说这是最好的去处。",
)


def article(key: str, title: str, *texts: str) -> Article:
    return Article(key, title, body=tuple(plain(text) for text in (OPENING, *texts, CLOSING)))


def issue(number: int, *articles: Article, year: int = 2026, name: str = "文明简报") -> Bulletin:
    masthead = Masthead(name, number, date=datetime.date(year, 3, number))
    return Bulletin(masthead=masthead, sections=(Section(name="动态", articles=articles),))


PAST = article("p", "青石县清洁\n河道", *TOLD)
EDITED = article("e", "志愿者走上河岸", TOLD[0].replace("三百多", "近四百"), TOLD[1])


@pytest.fixture
def asked(library: Library) -> tuple[Library, NearFacts]:
    library.add_issue(issue(3, PAST, article("q", "图书馆进小区", *OTHER), year=2024))
    return library, NearFacts(library)


Asked = tuple[Library, NearFacts]


def facts(asked: Asked, bulletin: Bulletin, issue_id: int | None = None) -> dict[str, NearFact]:
    return dict(run(asked[1].steps(bulletin, issue_id)))


def test_an_edited_repeat_is_told_with_its_issue(asked: Asked) -> None:
    found = facts(asked, issue(5, EDITED, article("n", "新的事", "完全是另外一件事情。" * 4)))
    assert found.keys() == {"e"}
    assert found["e"].issue == "2024年第3期"
    assert found["e"].title == "青石县清洁河道"
    assert 0.8 < found["e"].likeness < 1
    in_another_series = facts(asked, issue(5, replace(EDITED, id="f"), name="另刊"))
    assert in_another_series["f"].issue == "《文明简报》2024年第3期"


def test_articles_that_share_their_boilerplate_are_not_told(asked: Asked) -> None:
    texts = ("江口市给三十八座公厕装上了扶手和呼叫铃，老人和带孩子的人用着放心。", "改造还在继续。")
    assert facts(asked, issue(5, article("b", "公厕改造见成效", *texts))) == {}


def test_the_article_itself_is_not_told(asked: Asked) -> None:
    library, _ = asked
    (own,) = [record.id for record in library.issues()]
    assert facts(asked, library.load_issue(own), own) == {}


def test_exact_uses_are_told_elsewhere(asked: Asked) -> None:
    same_text, same_title = replace(PAST, id="x", title="换了题目"), replace(EDITED, title="")
    same_title = replace(same_title, id="y", title=PAST.title)
    assert facts(asked, issue(5, PAST, same_text, same_title)) == {}
    # Another issue than the one it was used in is told.
    asked[0].add_issue(issue(4, replace(EDITED, id="z"), year=2025))
    assert facts(asked, issue(5, replace(same_text, id="w")))["w"].issue == "2025年第4期"


def test_the_pool_is_not_told(library: Library) -> None:
    library.add_to_pool([PAST])
    assert run(NearFacts(library).steps(issue(5, EDITED), None)) == {}
    # One that is more alike does not hide that of an issue.
    less = replace(EDITED, id="l", body=EDITED.body[:-1])
    library.add_issue(issue(2, less, year=2025))
    found = run(NearFacts(library).steps(issue(5, replace(EDITED, title="又一题")), None))
    assert found["e"].issue == "2025年第2期"


def test_what_did_not_change_is_not_asked_about_again(asked: Asked) -> None:
    library, near = asked
    others = [article(f"k{n}", f"第{n}件事", f"这是第{n}件不同的事情。" * n) for n in range(3, 7)]
    bulletin = issue(5, EDITED, *others)
    first = len(list(near.steps(bulletin, None)))
    assert first > len(others)  # many small steps
    assert list(near.steps(bulletin, None)) == []
    assert near.known(bulletin)["e"].issue == "2024年第3期"
    # What is typed is another article; nothing is known of it until it has been asked about.
    typed = replace(EDITED, body=(*EDITED.body, plain("又加一句。")))
    changed = issue(5, typed, *others)
    assert near.known(changed) == {}
    assert 0 < len(list(near.steps(changed, None))) < first
    assert near.known(changed).keys() == {"e"}
    # What is known stays known until it is asked about anew.
    library.delete_issue(library.issues()[0].id)
    near.forget()
    assert near.known(changed).keys() == {"e"}
    assert run(near.steps(changed, None)) == {}
