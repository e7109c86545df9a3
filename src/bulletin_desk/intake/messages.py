"""What e-mail and chat put around a text: senders, subjects, times, whom to ask."""

import re

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.shapes import is_name

_FIELD = re.compile(
    r"(?:发\s*件\s*人|收\s*件\s*人|抄\s*送\s*人?|密\s*送|主\s*题|发送时间|发件时间|日\s*期|时\s*间|附\s*件|"
    r"From|To|Cc|Bcc|Subject|Date|Sent)\s*[：:]",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:发\s*件\s*人|收\s*件\s*人|From|To)\s*[：:]", re.IGNORECASE)
_RULE = re.compile(
    r"[-—_=\s]*(?:原始邮件|转发的?邮件|邮件原件|Original Message|Forwarded message)[-—_=\s]*"
    r"|发自(?:我的)?(?:手机|iPhone|iPad|华为|小米|QQ邮箱|网易邮箱|新浪邮箱|126邮箱)\S{0,8}",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?P<before>\S{1,16}?(?:[（(<]\d{4,12}[)）>])?[：:]?\s+)?"
    r"(?P<day>(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}月\d{1,2}日)\s*)?"
    r"(?:(?:昨天|今天|前天|星期[一二三四五六日天]|周[一二三四五六日]|上午|下午|晚上|凌晨|中午)\s*)*"
    r"\d{1,2}[：:]\d{2}(?P<seconds>[：:]\d{2})?"
    r"(?P<after>\s+\S{1,16}(?:[（(<]\d{4,12}[)）>])?)?"
)
_CONTACT = re.compile(
    r"(?:联\s*系\s*人|联系(?:电话|方式)|(?:办公)?电\s*话|手\s*机(?:号码?)?|邮\s*箱|电子邮箱|E-?mail|"
    r"(?:报送|供稿|投稿|发稿|上报|来稿)(?:时间|日期))\s*[：:]",
    re.IGNORECASE,
)
_HEAD = 15  # lines at the top that the head of a message may be among
_WIDEST = 48.0
_WIDEST_CONTACT = 40.0


def heads_of_messages(lines: list[Line]) -> list[Line]:
    """Return the lines that only say who sent the text and when; not what the clerk decided."""
    open_lines = [line for line in lines if line.said is None and line.width <= _WIDEST]
    # Most texts have no such line: the colon is a quick look.
    marked = [line for line in open_lines if ":" in line.text or "：" in line.text]
    fields = [line for line in marked if line.at < _HEAD and _FIELD.match(line.text)]
    if len(fields) < 2 or not any(_SENDER.match(line.text) for line in fields):
        fields = []
    found = [*fields, *_stamps(marked)]
    if found:
        found += [line for line in open_lines if _RULE.fullmatch(line.text)]
    return sorted(found, key=lambda line: line.at)


def _stamps(lines: list[Line]) -> list[Line]:
    """Return the lines with a name and a time, as chats put them above what was said."""
    matches = [(line, match) for line in lines if (match := _STAMP.fullmatch(line.text))]
    named = [line for line, match in matches if _is_stamp(match)]
    return [line for line, _ in matches] if named else []


def _is_stamp(match: re.Match[str]) -> bool:
    name = (match["before"] or match["after"] or "").strip("：: \t\u3000")
    if not name:
        return False
    return bool(match["day"] or match["seconds"]) or is_name(name)


def is_contact(line: Line) -> bool:
    """Tell whether a line of a submission says whom to ask about it, or when it was sent."""
    if line.said is not None or line.width > _WIDEST_CONTACT or "。" in line.text:
        return False
    return bool(_CONTACT.match(line.text))
