"""HTML as its tags and texts, in time that grows with its length whatever the HTML is like.

The parser of the standard library reads some broken markup again and again from each of its
places, and libxml2 does so with end tags that close nothing: a paste must not hold the window.
"""

import html
import re

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_BETWEEN = re.compile(r"[\s/]*")
_NAME = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_RAW_ENDS = {
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}
# Of so many digits is no character, and Python refuses to make a number of still more.
_FAR_CHARACTER = re.compile("&#(?:[0-9]{8,}|[xX][0-9A-Fa-f]{8,});?")
_Attributes = list[tuple[str, str | None]]
_Read = tuple[_Attributes, int]
# What stands for a picture in the page itself; its letters say nothing.
_DATA = re.compile(r"data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=%\s]*")


def without_data(text: str) -> str:
    """Return HTML without the letters of the pictures that stand in it."""
    return _DATA.sub("", text) if ";base64," in text else text


class Markup:
    """Hands the tags and the text of HTML to methods of those names; comments leave no trace.

    A tag that never ends is text.
    """

    def feed(self, text: str) -> None:
        """Read a whole piece of HTML."""
        self._text = text
        # A tag has run to the end of the text: from then on a tag ends at the next ">".
        self._simple = False
        self._comments_end = True
        at = 0
        while at < len(text):
            start = text.find("<", at)
            if start < 0:
                start = len(text)
            if start > at:
                self.handle_data(_unescaped(text[at:start]))
            at = self._markup(start) if start < len(text) else start

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Take a tag in small letters with its attributes."""

    def handle_endtag(self, tag: str) -> None:
        """Take an end tag in small letters."""

    def handle_data(self, data: str) -> None:
        """Take a piece of text."""

    def _markup(self, at: int) -> int:
        """Read what a "<" begins and return where it ends."""
        text = self._text
        if text.startswith("<!--", at):
            return self._past_comment(at)
        if text.startswith(("<!", "<?"), at):
            return self._end_of(at)
        found = _TAG.match(text, at)
        if found is None:
            if text.startswith("</", at) and ">" in text[at : at + 200]:
                return self._end_of(at)
            self.handle_data("<")
            return at + 1
        return self._tag(found)

    def _past_comment(self, at: int) -> int:
        end = self._text.find("-->", at + 4) if self._comments_end else -1
        self._comments_end = end >= 0
        return end + 3 if end >= 0 else self._end_of(at)

    def _end_of(self, at: int) -> int:
        """Return where a declaration ends; one without an end is the rest of the text."""
        return self._text.find(">", at) + 1 or len(self._text)

    def _tag(self, found: re.Match[str]) -> int:
        at, tag = found.start(), found[2].lower()
        attributes: _Attributes = []
        end = -1
        if not self._simple:
            attributes, end = self._attributes(found.end(), len(self._text))
        if end < 0:
            self._simple = True
            end = self._text.find(">", found.end()) + 1
            if not end:
                self.handle_data(_unescaped(self._text[at:]))
                return len(self._text)
            attributes, _ = self._attributes(found.end(), end)
        if found[1]:
            self.handle_endtag(tag)
            return end
        self.handle_starttag(tag, attributes)
        said = attributes[-1][1] if attributes else None
        if self._text[end - 2] == "/" and not (said or "").endswith("/"):
            self.handle_endtag(tag)
            return end
        return self._after_raw(tag, end)

    def _attributes(self, at: int, limit: int) -> _Read:
        """Return a tag's attributes and where it ends, -1 where that is not before the limit."""
        text = self._text
        attributes: _Attributes = []
        while True:
            at = _past(_BETWEEN, text, at, limit)
            if at >= limit:
                return attributes, -1
            if text[at] == ">":
                return attributes, at + 1
            name, value = at, None
            at = _past(_NAME, text, at, limit)
            key = text[name:at].lower()
            if (start := _past(_EQUALS, text, at, limit)) > at:
                quote = text[start : start + 1] if start < limit else ""
                if quote in ("'", '"'):
                    start += 1
                    at = text.find(quote, start, limit)
                    if at < 0:
                        return attributes, -1
                    value, at = text[start:at], at + 1
                else:
                    at = _past(_BARE, text, start, limit)
                    value = text[start:at]
            attributes.append((key, value and _unescaped(value)))

    def _after_raw(self, tag: str, at: int) -> int:
        """Return where the text goes on after a tag: what is a program is none."""
        if tag not in _RAW_ENDS:
            return at
        end = _RAW_ENDS[tag].search(self._text, at)
        return end.start() if end is not None else len(self._text)


def _past(what: re.Pattern[str], text: str, at: int, limit: int) -> int:
    found = what.match(text, at, limit)
    return found.end() if found is not None else at


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_FAR_CHARACTER.sub("\ufffd", text))
