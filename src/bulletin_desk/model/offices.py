"""What the name of an office or an organisation looks like."""

import re

_END = re.compile(
    r"(?:办|局|委|部|院|校|站|所|队|厅|处|科|室|社|会|团|党委|党组|支部|机关|中心|公司|集团|政府|"
    r"街道|银行|医院|大学|学院|中学|小学|学校|幼儿园|法院|检察院|图书馆|文化馆|残联|妇联|文联|侨联|社科联|工商联|科协|作协|融媒体|总队|支队)$"
)
_CLAUSE_MARKS = re.compile("[，,；;。]")


def is_office(text: str) -> bool:
    """Tell whether a text is the name of one office or organisation."""
    bare = "".join(text.split())
    return 3 <= len(bare) <= 24 and not _CLAUSE_MARKS.search(bare) and bool(_END.search(bare))
