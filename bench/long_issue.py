"""An invented issue of about so many pages, no two paragraphs of it the same, with a photograph."""

import datetime
import random
from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.richtext import Block, ParagraphKind, Picture, Run, Table, plain

_WORDS = (
    "云泽市", "青石县", "白杨镇", "江口区", "各单位", "志愿者", "社区干部", "群众代表", "近日",
    "认真组织", "深入推进", "集中开展", "全面排查", "及时整改", "广泛宣传", "背街小巷", "农贸市场",
    "公共厕所", "河道两岸", "老旧小区", "文明实践", "移风易俗", "环境卫生", "交通秩序", "阅读活动",
    "服务站点", "工作专班", "责任清单", "每周调度", "群众满意", "取得实效", "形成合力", "共120人次",
    "建成36处", "投入85万元", "比上月提高12%",
)  # fmt: skip
_KINDS = (ParagraphKind.HEADING1, *[ParagraphKind.BODY] * 4)
# Paragraphs of this make so fill a page of the template 工作简报.
_PER_PAGE = 3.4
PHOTOGRAPH = (5200, 3467)


def long_issue(pages: int, library: Library, template: str = "gongzuo") -> Bulletin:
    """Return the issue; its photograph is put into the library."""
    chance = random.Random(pages)
    photograph = _photograph(library)
    articles: list[Article] = []
    for number in range(max(1, round(pages * _PER_PAGE / 8))):
        body: list[Block] = [plain(_sentence(chance, chance.choice(_KINDS))) for _ in range(7)]
        if number % 12 == 1:
            body.insert(2, photograph)
        if number % 12 == 5:
            body.insert(2, _table(chance))
        articles.append(Article(title=_sentence(chance, None)[:26], body=tuple(body)))
    third = len(articles) // 3 + 1
    names = ("工作动态", "经验交流", "文明时讯")
    sections = tuple(
        Section(name=name, articles=tuple(articles[i * third : (i + 1) * third]))
        for i, name in enumerate(names)
    )
    masthead = Masthead(
        "云泽市长篇简报", pages, issuer="云泽市文明办", date=datetime.date(2026, 3, 18)
    )
    lists = Distribution("省文明办", "市委各部门", "各县（市、区）", 50)
    return replace(Bulletin(template, masthead, True, sections, lists), contents=True)


def _sentence(chance: random.Random, kind: ParagraphKind | None) -> str:
    if kind is ParagraphKind.HEADING1:
        return "一、" + "".join(chance.sample(_WORDS, 3))
    words = "，".join("".join(chance.sample(_WORDS, 3)) for _ in range(chance.randint(9, 15)))
    return words + "。" if kind else words


def _table(chance: random.Random) -> Table:
    head = tuple((Run(name),) for name in ("单位", "篇数", "得分"))
    rows = [
        ((Run(chance.choice(_WORDS)),), (Run(str(n)),), (Run(str(chance.randint(1, 99))),))
        for n in range(12)
    ]
    return Table((head, *rows))


def _photograph(library: Library) -> Picture:
    """Return a picture as large as those of a good camera."""
    width, height = PHOTOGRAPH
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor("#5b8fc7"))
    sky.setColorAt(1, QColor("#e8eef2"))
    painter.fillRect(image.rect(), sky)
    chance = random.Random(1)
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(400):
        painter.setBrush(QColor.fromHsv(chance.randrange(360), 120, 180, 120))
        painter.drawEllipse(chance.randrange(width), chance.randrange(height), 300, 300)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", 92)  # pyright: ignore[reportCallIssue, reportArgumentType]
    digest = library.add_picture(bytes(buffer.data().data()))
    return Picture(digest, "image/jpeg", width, height, (Run("活动现场"),))
