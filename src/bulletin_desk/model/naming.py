"""Names for files: what an exported issue is called."""

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.numbering import number_text

# Characters that one file system or another refuses in a name.
_REFUSED = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_") | dict.fromkeys(map(chr, range(32))))
# A name may have 255 bytes; some are left for an ending and a count.
_LONGEST = 200


def file_stem(bulletin: Bulletin) -> str:
    """Return a file name without ending that says which issue it is: 某某简报 2026年第3期."""
    year = bulletin.masthead.numbering_year
    number = (f"{year}年" if year else "") + number_text(bulletin.masthead)
    room = _LONGEST - len(number.encode())
    # The number tells the issues apart: a series too long gives way. A leading dot would hide it.
    series = bulletin.series.translate(_REFUSED).strip(" .")
    series = series.encode(errors="ignore")[:room].decode(errors="ignore") or "简报"
    return " ".join(part for part in (series, number.translate(_REFUSED)) if part)
