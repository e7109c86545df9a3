"""The record that our own files carry: structure that the printed page does not show."""

import datetime
from dataclasses import dataclass, field

from bulletin_desk.intake.word.container import Element
from bulletin_desk.model.bulletin import Article, ContentsStyle, Masthead, Section, new_id
from bulletin_desk.model.richtext import Picture
from bulletin_desk.model.states import DISTRIBUTION, MASTHEAD, state_of

NAMESPACE = "{urn:bulletin-desk:docx:1}"
_EMPTY = Masthead()
_STYLES = {style.value: style for style in ContentsStyle}


@dataclass(frozen=True, slots=True)
class RecordedArticle:
    """An article without its text: id, units, date, and what its layout hides."""

    article: Article
    mark: str  # the bookmark at its beginning; empty when nothing of it is printed
    title: str  # the title with its breaks where it is printed run in, or in lines of ours
    printed_title: str = ""  # the title in lines of our layout, where they are not the clerk's
    state: str = ""  # the digest of the article as it was exported


@dataclass(frozen=True, slots=True)
class RecordedSection:
    """A section, and its articles in order."""

    section: Section
    mark: str
    articles: tuple[RecordedArticle, ...]


@dataclass(frozen=True, slots=True)
class RecordedPicture:
    """A picture, and how wide it was printed, in EMU."""

    picture: Picture
    printed_width: int


@dataclass(frozen=True, slots=True)
class Record:
    """What the file remembers of one issue."""

    template: str = ""
    contents: bool = True
    contents_printed: bool = False
    contents_style: ContentsStyle | None = None
    contents_pages: bool | None = None
    section_form: str = "【{}】"
    masthead: Masthead = _EMPTY
    lines: tuple[tuple[str, str], ...] = ()  # style and text of each printed masthead line
    sections: tuple[RecordedSection, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()  # field and label of each printed list
    distribution_state: str = ""
    pictures: tuple[RecordedPicture, ...] = ()
    articles: dict[str, RecordedArticle] = field(default_factory=dict[str, RecordedArticle])

    @property
    def states(self) -> dict[str, str]:
        """The digests of the parts as they were exported; none in files of older versions."""
        recorded = [article for section in self.sections for article in section.articles]
        states = {article.article.id: article.state for article in recorded if article.state}
        if not states and not self.distribution_state:
            return {}
        return states | {MASTHEAD: state_of(self.masthead), DISTRIBUTION: self.distribution_state}


def read_records(root: Element) -> tuple[Record, ...]:
    """Return the record of each issue; malformed values are taken as absent."""
    return tuple(_issue(issue) for issue in root.iterchildren(NAMESPACE + "issue"))


def _issue(issue: Element) -> Record:
    masthead = issue.find(NAMESPACE + "masthead")
    sections = tuple(_section(section) for section in issue.iterchildren(NAMESPACE + "section"))
    labels = issue.iterfind(f"{NAMESPACE}distribution/{NAMESPACE}list")
    distribution = issue.find(NAMESPACE + "distribution")
    return Record(
        template=issue.get("template") or "",
        contents=issue.get("contents") == "1",
        contents_printed=issue.get("contents-printed") == "1",
        contents_style=_STYLES.get(issue.get("contents-style") or ""),
        contents_pages={"1": True, "0": False}.get(issue.get("contents-pages") or ""),
        section_form=issue.get("section-form") or "{}",
        masthead=_EMPTY if masthead is None else _masthead(masthead),
        lines=tuple(
            (line.get("style") or "", line.text or "")
            for line in issue.iterfind(f"{NAMESPACE}masthead/{NAMESPACE}line")
        ),
        sections=sections,
        labels=tuple((label.get("field") or "", label.text or "") for label in labels),
        distribution_state="" if distribution is None else distribution.get("state") or "",
        pictures=tuple(_picture(picture) for picture in issue.iterchildren(NAMESPACE + "picture")),
        articles={
            article.mark.lower(): article
            for section in sections
            for article in section.articles
            if article.mark
        },
    )


def _masthead(element: Element) -> Masthead:
    return Masthead(
        name=element.get("name") or "",
        number=_whole(element.get("number")),
        serial_number=_whole(element.get("serial_number")),
        supplement=element.get("supplement") == "1",
        year=_whole(element.get("year")),
        issuer=element.get("issuer") or "",
        date=_date(element.get("date")),
        classification=element.get("classification") or "",
        copy_number=element.get("copy_number") or "",
        notice=element.get("notice") or "",
    )


def _section(element: Element) -> RecordedSection:
    section = Section(element.get("id") or new_id(), element.get("name") or "")
    articles = tuple(_article(child) for child in element.iterchildren(NAMESPACE + "article"))
    return RecordedSection(section, element.get("mark") or "", articles)


def _article(element: Element) -> RecordedArticle:
    article = Article(
        id=element.get("id") or new_id(),
        subtitle=element.get("subtitle") or "",
        byline=element.get("byline") or "",
        units=tuple(unit.text or "" for unit in element.iterchildren(NAMESPACE + "unit")),
        date=_date(element.get("date")),
        run_in=element.get("run-in") == "1",
        origin=element.get("origin") or "",
    )
    return RecordedArticle(
        article,
        element.get("mark") or "",
        element.get("title") or "",
        element.get("printed-title") or "",
        element.get("state") or "",
    )


def _picture(element: Element) -> RecordedPicture:
    picture = Picture(
        element.get("digest") or "",
        element.get("media-type") or "",
        _whole(element.get("pixel-width")) or 0,
        _whole(element.get("pixel-height")) or 0,
        width_mm=_number(element.get("width-mm")),
        original=element.get("original") or "",
    )
    return RecordedPicture(picture, _whole(element.get("printed-width")) or 0)


def _whole(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None
