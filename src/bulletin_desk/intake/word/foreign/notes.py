"""What is told about a document besides its text: comments, notes, tracked changes."""

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.names import W

_QUOTED = 200
_PLACE = 20  # characters of the words that a comment is about
_ENDS = "。！？…”』」!?"
_MOST = 40
_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "cellIns", "cellDel"))
_OBJECTS = {"图表", "智能图形"}


def comment_sentences(root: Element | None, body: Element | None = None) -> list[str]:
    """Return a sentence for each comment, with who wrote it and on which words of the body."""
    found: list[str] = []
    places = {} if root is None or body is None else _commented(body)
    for comment in () if root is None else root.iterchildren(W + "comment"):
        text = _said(comment)
        author = (comment.get(W + "author") or "").strip()[:40]
        place = places.get(comment.get(W + "id") or "", "")
        about = "，".join(part for part in (author, f"在“{place}”处" if place else "") if part)
        # LibreOffice keeps what the head of a web page says as a comment.
        if text and not text.startswith("HTML: <"):
            end = "" if text[-1] in _ENDS and len(text) <= _QUOTED else "。"
            found.append(f"批注没有收入{f'（{about}）' if about else ''}：“{_cut(text)}”{end}")
    if len(found) > _MOST:
        found[_MOST:] = [f"另有 {len(found) - _MOST} 条批注没有收入，请在 Word 里查看。"]
    return found


def _commented(body: Element) -> dict[str, str]:
    """Return the words that each comment is about, by its id."""
    words: dict[str, str] = {}
    opened: set[str] = set()
    tags = ("commentRangeStart", "commentRangeEnd", "t")
    for element in body.iter(*(W + tag for tag in tags)):
        key = element.get(W + "id") or ""
        if element.tag == W + "t":
            for one in opened:
                if len(words[one]) <= _PLACE:
                    words[one] += (element.text or "")[: _PLACE + 1]
        elif element.tag == W + "commentRangeStart":
            opened.add(key)
            words.setdefault(key, "")
        else:
            opened.discard(key)
    return {key: _shortened(" ".join(text.split())) for key, text in words.items()}


def _shortened(text: str) -> str:
    return text if len(text) <= _PLACE else text[:_PLACE] + "……"


def change_sentence(body: Element) -> str:
    """Return how many tracked changes were accepted; empty where there are none."""
    count = sum(1 for change in body.iter(*_CHANGES) if change.getparent().tag != W + "rPr")
    if not count:
        marks = (mark.getparent().tag for mark in body.iter(W + "ins", W + "del"))
        count = sum(1 for tag in marks if tag == W + "rPr")
    if not count:
        return ""
    return f"文档里有 {count} 处修订，已按接受修订后的文字读入，请核对。"


def hidden_sentence(hidden: list[str]) -> str:
    """Return what was hidden and is left out; empty where there is nothing."""
    text = "".join(hidden).strip()
    return f"隐藏的文字没有收入：“{_cut(text)}”。" if text else ""


class Notes:
    """Footnotes and endnotes by id; each is given out once, where it is referred to."""

    def __init__(self, footnotes: Element | None, endnotes: Element | None) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for kind, root in (("footnote", footnotes), ("endnote", endnotes)):
            for note in () if root is None else root.iterchildren(W + kind):
                if note.get(W + "type", "normal") == "normal":
                    self._texts[kind, note.get(W + "id") or ""] = _said(note)
        self.count = 0

    def text(self, reference: Element) -> str:
        """Return a note as text in brackets."""
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        text = self._texts.pop((kind, reference.get(W + "id") or ""), "")
        self.count += bool(text)
        return f"（注：{text.rstrip('。')}）" if text else ""

    @property
    def sentence(self) -> str:
        """What is told of them; empty where there were none."""
        return f"{self.count} 处脚注或尾注已写成（注：……）放进正文，请核对。" if self.count else ""


def _said(element: Element) -> str:
    """Return the text of a note or comment, its paragraphs as one; tracked changes accepted."""
    skipped = (W + "del", W + "moveFrom")
    texts = (
        text.text or ""
        for text in element.iter(W + "t")
        if text.getparent().getparent().tag not in skipped
    )
    return " ".join("".join(texts).split())


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "……"
