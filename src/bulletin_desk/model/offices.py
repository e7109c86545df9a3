"""What the name of an office or an organisation looks like."""

import re

_END = re.compile(
    r"(?:办|局|委|部|院|校|站|所|队|厅|处|科|室|社|会|团|党委|党组|支部|机关|中心|公司|集团|政府|"
    r"街道|银行|医院|大学|学院|中学|小学|学校|幼儿园|法院|检察院|图书馆|文化馆|融媒体|总队|支队)$"
)
_CLAUSE_MARKS = re.compile("[，,；;。]")
_CREDIT = re.compile(r"^(?:供稿|来稿)\s*(?:单位)?\s*[：:]\s*|\s*(?:供稿|来稿)$")


def is_office(text: str) -> bool:
    """Tell whether a text is the name of one office or organisation."""
    bare = "".join(text.split())
    return 3 <= len(bare) <= 24 and not _CLAUSE_MARKS.search(bare) and bool(_END.search(bare))


def byline_office(byline: str) -> str:
    """Return the office that a byline consists of, without brackets and 供稿, else nothing."""
    text = byline.strip()
    while (bare := _CREDIT.sub("", _without_brackets(text))) != text:
        text = bare
    one = not any(mark in text for mark in "、 \u3000/")
    return text if one and is_office(text) else ""


def _without_brackets(text: str) -> str:
    match = re.fullmatch(r"[（(]\s*([^（()）]*?)\s*[）)]", text)
    return match[1] if match else text
