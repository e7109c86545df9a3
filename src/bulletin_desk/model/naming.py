"""Names for files: what an exported issue is called."""

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.numbering import number_text

# Characters that one file system or another refuses in a name.
_REFUSED = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_") | dict.fromkeys(map(chr, range(32))))


def file_stem(bulletin: Bulletin) -> str:
    """Return a file name without ending that says which issue it is: 某某简报 2026年第3期."""
    year = bulletin.masthead.numbering_year
    number = (f"{year}年" if year else "") + number_text(bulletin.masthead)
    parts = [bulletin.series or "简报", number]
    return " ".join(part for part in parts if part).translate(_REFUSED)[:80]
