"""The units that bulletins are sent to (报/送/发)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipient:
    """A unit that is saved for the lists (常用发送单位), and how many copies it gets.

    `group` is the list that it usually stands in: "report" 报, "send" 送, "issue" 发, or "".
    """

    name: str
    copies: int = 1
    group: str = ""
