"""What lines may be, as the clerk sees it: names, keys and colours."""

from typing import NamedTuple

from PySide6.QtGui import QColor

from bulletin_desk.intake.source import Role
from bulletin_desk.ui import theme


class RoleLook(NamedTuple):
    """How a role is named, in the margin in short; its key; its colours, light and dark."""

    name: str
    tag: str
    key: str
    light: str
    dark: str
    meaning: str = ""


_HEAD = ("#27548f", "#8ab0e6")
_COLUMN = ("#6b3fa0", "#c4a6f0")
_TITLE = ("#a5381c", "#f2a08a")
_BYLINE = ("#0a6969", "#74c9c5")
_BODY = ("#4d5865", "#b1bac5")
_CAPTION = ("#3c691d", "#a9d186")
_FOOTER = ("#755012", "#dfbd80")
_DROPPED = ("#68727f", "#98a2ae")
_UNKNOWN = ("#8f5300", "#e6b35c")

# Keys are the initials of pinyin where two do not share one.
LOOKS: dict[Role, RoleLook] = {
    Role.NAME: RoleLook("刊名", "刊名", "K", *_HEAD, "报头里的刊名"),
    Role.NUMBER: RoleLook("期号", "期号", "Q", *_HEAD, "第几期、总第几期"),
    Role.ISSUER: RoleLook("编发单位", "编发", "E", *_HEAD, "报头里的编发单位"),
    Role.DATE: RoleLook("日期", "日期", "R", *_HEAD, "报头里的日期"),
    Role.MARKING: RoleLook("密级或提示", "提示", "N", *_HEAD, "密级、编号、内部资料"),
    Role.CONTENTS: RoleLook("目录", "目录", "M", *_HEAD, "目录里的一行"),
    Role.COLUMN: RoleLook("栏目", "栏目", "L", *_COLUMN, "从这里开始一个新栏目"),
    Role.TITLE: RoleLook("标题", "标题", "B", *_TITLE, "从这里开始一篇稿件；连着的几行是一个标题"),
    Role.SUBTITLE: RoleLook("副题", "副题", "F", *_TITLE, "标题下面的副题"),
    Role.BYLINE: RoleLook("署名", "署名", "S", *_BYLINE, "作者或供稿单位"),
    Role.NOTE: RoleLook("按语", "按语", "A", *_BODY, "编者按"),
    Role.PARAGRAPH: RoleLook("正文", "正文", "D", *_BODY, "从这里开始一个自然段"),
    Role.CONTINUATION: RoleLook("接上行", "接上", "J", *_BODY, "和上一行是同一段、同一个标题"),
    Role.CAPTION: RoleLook("图注", "图注", "T", *_CAPTION, "图片的说明"),
    Role.SIGNATURE: RoleLook("落款", "落款", "W", *_BYLINE, "文末的单位和日期"),
    Role.DISTRIBUTION: RoleLook("版记", "版记", "Y", *_FOOTER, "报、送、发和印数"),
    Role.DROPPED: RoleLook("不收", "不收", "X", *_DROPPED, "页码、页眉等，不收进稿件"),
    Role.UNKNOWN: RoleLook("没有认出", "？", "", *_UNKNOWN, "请指定这一行是什么"),
}
# What the clerk may decide, in the order of a bulletin.
CHOICES: tuple[Role, ...] = tuple(role for role in LOOKS if role is not Role.UNKNOWN)
# What is needed most stands on the bar itself, the others in its menu.
COMMON = (
    Role.TITLE, Role.COLUMN, Role.PARAGRAPH, Role.CONTINUATION, Role.BYLINE, Role.CAPTION,
    Role.DROPPED,
)  # fmt: skip
BY_KEY: dict[str, Role] = {look.key: role for role, look in LOOKS.items() if look.key}


def ink(role: Role) -> QColor:
    """Return the colour of a role on the desk as it is lit now."""
    look = LOOKS[role]
    return QColor(look.dark if theme.is_dark() else look.light)


def tint(role: Role) -> QColor:
    """Return the faint colour that lies behind a role's name."""
    colour = ink(role)
    colour.setAlphaF(0.20 if theme.is_dark() else 0.12)
    return colour
