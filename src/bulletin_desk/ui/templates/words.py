"""What the form calls a template's tables and values."""

from bulletin_desk.model.flow import Align, Punctuation
from bulletin_desk.model.template import STYLE_NAMES, ContentsStyle, MastheadPart, Restart

FONTS = {
    "xiaobiaosong": "小标宋",
    "fangsong": "仿宋",
    "kaiti": "楷体",
    "heiti": "黑体",
    "songti": "宋体",
}
PRESETS = {
    "word-default": "Word 默认页面",
    "gb-strict": "国标 GB/T 9704（22 行 × 28 字）",
    "gb-grid": "国标页边距，行距 28.95 磅",
}
ALIGNMENTS = {
    Align.JUSTIFY.value: "两端对齐",
    Align.LEFT.value: "左对齐",
    Align.CENTER.value: "居中",
    Align.RIGHT.value: "右对齐",
}
PUNCTUATION = {
    Punctuation.WORD.value: "需要时才挤压（与 Word 相同）",
    Punctuation.CLREQ.value: "相邻和行末的标点一律占半字",
}
CONTENTS = {ContentsStyle.GROUPED.value: "按栏目分组", ContentsStyle.BULLETED.value: "项目符号"}
RESTARTS = {Restart.YEAR.value: "每年从第1期开始", Restart.NEVER.value: "逐年累计，不重新开始"}
PARTS = {
    MastheadPart.MARKING: "密级和编号",
    MastheadPart.NOTICE: "内部资料提示",
    MastheadPart.NAME: "刊名",
    MastheadPart.NUMBER: "期号",
    MastheadPart.ISSUER_DATE: "编发单位和日期（同一行）",
    MastheadPart.ISSUER: "编发单位（单独一行）",
    MastheadPart.DATE: "日期（单独一行）",
    MastheadPart.RULE: "红线",
}
COLOURS = {
    "#000000": "黑色",
    "#FF0000": "红色",
    "#C00000": "深红",
    "#595959": "深灰",
    "#1F3864": "深蓝",
}
# Where Word's name says too little without the word 简报 before it.
_STYLES = {
    "marking": "密级和提示",
    "masthead_name": "刊名",
    "masthead_issuer": "编发单位和日期",
    "copies": "共印份数",
    "distribution": "发送",
}
# The sentences about what does not fit speak of the TOML's keys.
_KEYS = {
    "pitch": "行距",
    "spacing": "字距",
    "indent": "首行缩进",
    "left": "左缩进",
    "drop": "到版心的距离",
    "form": "页码形式",
    "report_label": "主报称谓",
    "send_label": "主送称谓",
    "issue_label": "发往称谓",
}
_TABLES = {
    "": "模板",
    "page": "页面",
    "masthead": "报头",
    "contents": "目录",
    "article": "栏目",
    "sections": "栏目",
    "footer": "版记",
    "distribution": "版记",
    "page_number": "页码",
    "numbering": "编号",
}


def style_name(style: str) -> str:
    """Return what the form calls a style: Word's name without the family's."""
    return _STYLES.get(style, STYLE_NAMES[style].removeprefix("简报"))


def sentence(reason: str) -> str:
    """Return what is wrong with a value in the form's words."""
    for key, word in _KEYS.items():
        reason = reason.replace(f"“{key}”", f"“{word}”")
    return reason


def where(path: str) -> str:
    """Return what the form calls the place of a table: 页面, 正文样式, …"""
    table, _, name = path.partition(".")
    return f"“{style_name(name)}”样式" if table == "styles" else _TABLES[table]
