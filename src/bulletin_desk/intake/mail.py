"""A message as offices get submissions: what was written in it, and what was sent along."""

import email
import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from pathlib import PurePath
from typing import Any, NamedTuple

from bulletin_desk.intake.gathering import Skipped
from bulletin_desk.intake.result import IntakeError

_MAX_PARTS = 1_000
# A shorter text beside attachments is a greeting, no submission.
_LEAST = 120
_LONGEST_NAME = 80
_DAMAGED = "这封邮件看不懂，没有读入。请把附件另存出来再导入。"


class MailPart(NamedTuple):
    """The text of a message or one of its attachments, as a file."""

    name: str
    data: bytes


def mail_parts(data: bytes) -> Iterator[MailPart | Skipped]:
    """Yield the attachments of a message and its text, where that is more than a greeting."""
    message = parsed_mail(data)
    attachments: list[MailPart | Skipped] = []
    try:
        for number, part in enumerate(message.walk()):
            if number > _MAX_PARTS:
                raise IntakeError("这封邮件里的附件太多，没有读入。请把附件另存出来再导入。")
            if _is_attachment(part):
                attachments.append(_attachment(part, len(attachments) + 1))
        yield from _body(message, bool(attachments))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        # The email package raises them on headers that nobody can read.
        raise IntakeError(_DAMAGED) from None
    yield from attachments


def parsed_mail(data: bytes) -> "EmailMessage[Any, Any]":
    """Return the message; IntakeError for what is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise IntakeError(_DAMAGED) from None
    return message


def part_bytes(part: "MIMEPart[Any, Any]") -> bytes:
    """Return what a part holds, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_attachment(part: "MIMEPart[Any, Any]") -> bool:
    if part.is_multipart():
        return part.get_content_type() == "message/rfc822"
    return part.get_content_disposition() == "attachment" or bool(
        part.get_filename() and part.get_content_maintype() != "image"
    )


def _attachment(part: "MIMEPart[Any, Any]", number: int) -> MailPart | Skipped:
    if part.get_content_type() == "message/rfc822":
        return Skipped(PurePath(f"附件{number}"), "附件里的另一封邮件没有读入，请另存后单独导入。")
    name = (part.get_filename() or f"附件{number}").replace("/", "_").replace("\\", "_")
    return MailPart(name.lstrip("."), part_bytes(part))


def _body(message: "EmailMessage[Any, Any]", attached: bool) -> Iterator[MailPart | Skipped]:
    body = message.get_body(("plain", "html"))
    if body is None or _is_attachment(body):
        return
    is_html = body.get_content_subtype() == "html"
    data = part_bytes(body)
    text = _decoded(data, body.get_content_charset() or "")
    if not text.strip():
        return
    subject = " ".join(str(message.get("subject", "")).split())[:_LONGEST_NAME] or "邮件正文"
    name = subject.replace("/", "_").replace("\\", "_").lstrip(".")
    if attached and len(text) < _LEAST and not is_html:
        told = " ".join(text.split())
        yield Skipped(PurePath(name), f"邮件的正文只有几句话，没有读入：“{told}”。", quiet=True)
    else:
        yield MailPart(f"{name}.html" if is_html else f"{name}.txt", text.encode())


def _decoded(data: bytes, charset: str) -> str:
    """Return a part's text; what mail programs call GB2312 is GB18030 as often as not."""
    small = charset.lower()
    names = ["gb18030"] if small.startswith(("gb", "hz", "x-gb")) else [charset] if charset else []
    for name in (*names, "utf-8", "gb18030"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")
