"""The distribution (发送) at the end of a bulletin: 报, 送, 发 and the number of copies."""

import re
from dataclasses import dataclass, field

from bulletin_desk.intake.lines import Layout, Line
from bulletin_desk.intake.marks import join, tidy
from bulletin_desk.intake.source import Role
from bulletin_desk.model.bulletin import Distribution
from bulletin_desk.model.numbering import chinese_integer

# Which list each label of practice means; 报, 送 and 发 are what the model prints.
_LABELS = {
    **dict.fromkeys(("报", "报送", "主送", "抄报", "呈报", "呈送", "上报", "主报"), "report_to"),
    **dict.fromkeys(("送", "抄送", "送阅", "分送单位"), "send_to"),
    **dict.fromkeys(("发", "分送", "发送", "下发", "印发", "分发", "抄发", "发至"), "issue_to"),
}
_WORDS = "|".join(r"\s*".join(word) for word in sorted(_LABELS, key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|\s)[【\[（(]?\s*({_WORDS})\s*[】\])）]?\s*[：:]\s*")
_COPIES = re.compile(
    r"[（(]?\s*(?:(?:本期|此件)?\s*共?\s*印(?:制|发)?|印\s*数\s*[：:]|印刷份数\s*[：:])\s*"
    r"([0-9０-９]{1,6}|[〇零○一二三四五六七八九十百]{1,8})\s*份\s*[）)]?\s*[。.]?"
)
_EDITOR = re.compile(
    r"(?:责任编辑|责编|编辑|编校|校对|审核|审稿|签发|主编|联系电话|电话|邮箱|投稿邮箱|传真|地址)"
    r"\s*[：:]"
)
_FARTHEST = 14  # lines between two labels, or after the last


@dataclass(slots=True)
class Footer:
    """The distribution that was read, what stood beside it, and where it began."""

    distribution: Distribution = field(default_factory=Distribution)
    editors: list[str] = field(default_factory=lambda: list[str]())
    relabelled: list[tuple[str, str]] = field(default_factory=lambda: list[tuple[str, str]]())
    lines: list[Line] = field(default_factory=lambda: list[Line]())

    @property
    def found(self) -> bool:
        """Whether there was a distribution."""
        return self.distribution != Distribution()


def take_footer(lines: list[Line], layout: Layout) -> tuple[list[Line], Footer]:
    """Return the lines before and after the distribution, and the distribution."""
    places = _places(lines)
    footer = Footer()
    if not places:
        return lines, footer
    taken: set[int] = set()
    pieces: list[str] = []
    for n, i in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else None
        end = _until_said(lines, i, following or _end_of_last(lines, i, layout))
        pieces.append(_joined(lines[i:end]))
        taken |= set(range(i, end))
    _read(footer, pieces)
    footer.lines = [lines[i] for i in sorted(taken)]
    return [line for i, line in enumerate(lines) if i not in taken], footer


def _until_said(lines: list[Line], start: int, end: int) -> int:
    """Return where a list ends: before the first line that the clerk says is something else."""
    own = (None, Role.DISTRIBUTION, Role.CONTINUATION)
    return next((i for i in range(start, end) if lines[i].said not in own), end)


def _places(lines: list[Line]) -> list[int]:
    """Return the lines where lists begin: those near the end, and what the clerk says is one."""
    said = [i for i, line in enumerate(lines) if line.said is Role.DISTRIBUTION]
    if not said:
        return _last_places(lines)
    places = {*_last_places(lines), *(i for i in said if _opens(lines[i].text))}
    first, last = min(places, default=0), max(places, default=0)
    for i in said:
        if not (first < i < last or i - 1 in places or i - 1 in said):
            places.add(i)  # no list that it could belong to stands before it
    return sorted(places)


def _opens(text: str) -> bool:
    """Tell whether a line opens with a label, or gives the copies or the editors."""
    short = len(text) < 60 and bool(_is_copies(text) or _EDITOR.match(text))
    return short or bool(_LABEL.match(text[:12]))


def _last_places(lines: list[Line]) -> list[int]:
    """Return the last lines that open with a label or give the copies, near one another."""
    found: list[int] = []
    for i in range(len(lines) - 1, -1, -1):
        nearest = found[-1] if found else len(lines)
        if nearest - i > _FARTHEST and (found or len(lines) - i > 40):
            break
        if lines[i].said is None and _opens(lines[i].text):
            found.append(i)
    found.reverse()
    marks = [i for i in found if not _EDITOR.match(lines[i].text)]
    return found[found.index(marks[0]) :] if marks else []


def _is_copies(text: str) -> bool:
    match = _COPIES.search(text)
    return match is not None and len(text) - len(match[0]) < 30 and match.end() >= len(text)


def _end_of_last(lines: list[Line], start: int, layout: Layout) -> int:
    """Return where the last list ends: at the first line that it does not run on into."""
    end = start + 1
    while end < len(lines) and lines[end].said is Role.DISTRIBUTION:
        end += 1
    if not _LABEL.match(lines[start].text):
        return end
    while end < len(lines) and end - start < _FARTHEST:
        previous, line = lines[end - 1], lines[end]
        open_end = previous.text[-1] in "，、,；;"
        full = layout.is_full(previous, line, opens=False)
        if not (open_end or full or line.indent >= 1.5) or line.gap > layout.gap + 1:
            break
        end += 1
    return end


def _joined(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = join(text, line.text)
    return text


def _read(footer: Footer, pieces: list[str]) -> None:
    lists: dict[str, list[str]] = {"report_to": [], "send_to": [], "issue_to": []}
    copies: int | None = None
    for piece in pieces:
        if _EDITOR.match(piece):
            footer.editors.append(piece)
            continue
        match = _COPIES.search(piece, max(0, len(piece) - 40))
        if match and copies is None:
            copies = chinese_integer(match[1])
            piece = piece[: match.start()] + piece[match.end() :]
        _read_lists(footer, lists, piece)
    texts = {name: "\n".join(values) for name, values in lists.items()}
    footer.distribution = Distribution(copies=copies, **texts)


def _read_lists(footer: Footer, lists: dict[str, list[str]], piece: str) -> None:
    """Divide a piece at its labels; what stands before the first is kept for the clerk."""
    labels = list(_LABEL.finditer(piece))
    before = piece[: labels[0].start()] if labels else piece
    if before.strip():
        footer.editors.append(before.strip())
    for n, label in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(piece)
        word = "".join(label[1].split())
        text = tidy(piece[label.end() : end])
        if not text:
            footer.editors.append(label[0].strip())
            continue
        lists[_LABELS[word]].append(text)
        if len(word) > 1:
            footer.relabelled.append((word, _LABELS[word]))
