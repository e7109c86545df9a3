"""Templates: how one series looks, and nothing about one issue.

A template is read from TOML (see docs/templates.md) by `template_file`; here are its values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bulletin_desk.model.bulletin import ContentsStyle, Distribution
from bulletin_desk.model.flow import Align, PageNumber, PageSetup, TextStyle
from bulletin_desk.model.units import MM

_NO_DISTRIBUTION = Distribution()

# Style ids in the order of the page, with the names that Word's style list shows.
STYLE_NAMES = {
    "marking": "简报密级",
    "masthead_name": "简报名称",
    "masthead_number": "简报期号",
    "masthead_issuer": "简报编发",
    "contents_heading": "简报目录标题",
    "contents_section": "简报目录栏目",
    "contents_item": "简报目录条目",
    "section": "简报栏目",
    "title": "简报标题",
    "subtitle": "简报副标题",
    "byline": "简报署名",
    "note": "简报按语",
    "body": "简报正文",
    "heading1": "简报一级标题",
    "heading2": "简报二级标题",
    "heading3": "简报三级标题",
    "heading4": "简报四级标题",
    "quotation": "简报引文",
    "signature": "简报落款",
    "caption": "简报图注",
    "table_head": "简报表头",
    "table_cell": "简报表格",
    "distribution": "简报发送",
    "copies": "简报份数",
    "page_number": "简报页码",
}


class MastheadPart(StrEnum):
    """A line of the masthead; a template lists those it shows, in order."""

    MARKING = "marking"  # 密级 left, 编号 right
    NOTICE = "notice"  # 内部资料 注意保存, left
    NAME = "name"
    NUMBER = "number"
    ISSUER_DATE = "issuer_date"  # issuer left, date right, on one line
    ISSUER = "issuer"
    DATE = "date"
    RULE = "rule"


class Restart(StrEnum):
    """When the numbers of a series begin again at 1."""

    YEAR = "year"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RuleStyle:
    """A horizontal rule: thickness in points, colour, space before and after in points."""

    thickness: float = 1.5
    colour: str = "#000000"
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class MastheadLayout:
    """Which parts the masthead shows, in order, and the red line (about 4 mm below, 9704 7.2.7)."""

    parts: tuple[MastheadPart, ...] = (
        MastheadPart.MARKING,
        MastheadPart.NOTICE,
        MastheadPart.NAME,
        MastheadPart.NUMBER,
        MastheadPart.ISSUER_DATE,
        MastheadPart.RULE,
    )
    rule: RuleStyle = RuleStyle(1.5, "#FF0000", 4 * MM, 10.0)


@dataclass(frozen=True, slots=True)
class ContentsLayout:
    """How the contents look: heading above them, bullet, page numbers, page break after."""

    style: ContentsStyle = ContentsStyle.GROUPED
    heading: str = ""
    bullet: str = "● "
    page_numbers: bool = False
    page_break: bool = False
    section_form: str = "【{}】"


@dataclass(frozen=True, slots=True)
class SectionDefault:
    """A column of the series: its name, and whether its articles' titles run in."""

    name: str
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class FooterLayout:
    """How the distribution looks: labels, rules above, between and below, the form of copies."""

    report_label: str = "报："
    send_label: str = "送："
    issue_label: str = "发："
    copies_form: str = "（共印{n}份）"
    outer: RuleStyle = RuleStyle(1.0)
    inner: RuleStyle | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """How one series looks, its columns, its defaults and how it is numbered."""

    id: str
    name: str
    description: str
    page: PageSetup
    styles: Mapping[str, TextStyle]
    masthead: MastheadLayout = MastheadLayout()
    contents: ContentsLayout = ContentsLayout()
    has_contents: bool = True
    section_form: str = "【{}】"
    run_in_font: str = "heiti"
    footer: FooterLayout = FooterLayout()
    page_number: PageNumber | None = None
    sections: tuple[SectionDefault, ...] = ()
    series: str = ""
    issuer: str = ""
    distribution: Distribution = _NO_DISTRIBUTION
    restart: Restart = Restart.YEAR
    serial: bool = False
    supplement: bool = False
    notice: str = ""

    def runs_in(self, section_name: str) -> bool | None:
        """Return whether this column prints its titles run in; None for one of another series."""
        return next((s.run_in for s in self.sections if s.name == section_name), None)


@dataclass(frozen=True, slots=True)
class PagePreset:
    """Margins, pitch and grid that belong together (millimetres, points); never mixed."""

    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    lines: int = 0
    chars: int = 0
    spacing: float = 0.0
    page_number_drop: float = 7.0


PRESETS = {
    # GB/T 9704-2012 measures white edges on paper: 37/35 mm above the first and below the last
    # line's characters, which fill the type area (5.2.3). Half a line's leading lies outside, so
    # the line grid starts at 34.58 mm with a pitch of 29.6 pt (GB/T 33476.2-2016): the same page.
    "gb-strict": PagePreset(34.58, 32.58, 28, 26, 29.6, 22, 28, -0.207, 4.58),
    # What many offices type instead: the line grid itself within 37/35 mm.
    "gb-grid": PagePreset(37, 35, 28, 26, 28.95, 22, 28, -0.207, 7),
    # Word's own margins with exactly 28 pt: 25 or 26 characters a line, as 周口 prints.
    "word-default": PagePreset(25.4, 25.4, 31.7, 31.7, 28.0),
}


def page_setup(preset: PagePreset) -> PageSetup:
    """Return the A4 page of a preset, in points."""
    return PageSetup(
        width=210 * MM,
        height=297 * MM,
        top=preset.top * MM,
        bottom=preset.bottom * MM,
        left=preset.left * MM,
        right=preset.right * MM,
        pitch=preset.pitch,
        lines=preset.lines,
        chars=preset.chars,
    )


def default_styles(preset: PagePreset) -> dict[str, TextStyle]:
    """Return every style as GB/T 9704 and bulletins' custom set it, for one page preset."""
    make = _Maker(preset.pitch, preset.spacing)
    styles = (*_front_styles(make), *_article_styles(make), *_back_styles(make))
    return {style.name: style for style in styles}


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes styles on the body's grid, or with sizes of their own."""

    pitch: float
    spacing: float

    def grid(self, name: str, font: str = "fangsong", **values: object) -> TextStyle:
        settings: dict[str, object] = {"pitch": self.pitch, "spacing": self.spacing} | values
        return TextStyle(name, font, **settings)  # pyright: ignore[reportArgumentType]

    def fixed(self, name: str, font: str, size: float, **values: object) -> TextStyle:
        return self.grid(name, font, size=size, spacing=0.0, **values)

    def heading(self, name: str, font: str, *, bold: bool = False) -> TextStyle:
        return self.grid(name, font, indent=2.0, keep_next=True, bold=bold)


def _front_styles(make: _Maker) -> tuple[TextStyle, ...]:
    """Return the styles of masthead and contents."""
    fixed, center, left = make.fixed, Align.CENTER, Align.LEFT
    return (
        fixed("marking", "heiti", 16.0, align=left),
        fixed("masthead_name", "xiaobiaosong", 36.0, pitch=52.0, align=center, colour="#FF0000",
              balanced=True),
        fixed("masthead_number", "fangsong", 16.0, align=center, before=4.0),
        fixed("masthead_issuer", "fangsong", 16.0, align=left, left=1.0, right=1.0, before=4.0),
        fixed("contents_heading", "heiti", 16.0, align=center, keep_next=True),
        fixed("contents_section", "heiti", 16.0, align=left, keep_next=True),
        fixed("contents_item", "fangsong", 16.0, align=left, left=1.0, indent=-1.0, balanced=True),
    )  # fmt: skip


def _article_styles(make: _Maker) -> tuple[TextStyle, ...]:
    """Return the styles of columns' headings, titles and bodies (GB/T 9704 7.3.1, 7.3.3)."""
    grid, heading, half = make.grid, make.heading, make.pitch / 2
    center = Align.CENTER
    return (
        grid("section", "heiti", align=Align.LEFT, before=half, keep_next=True),
        make.fixed("title", "xiaobiaosong", 22.0, pitch=35.0, align=center, before=half,
                   after=half, balanced=True, keep_next=True, keep_lines=True),
        grid("subtitle", "kaiti", align=center, balanced=True, keep_next=True),
        grid("byline", "kaiti", align=center, after=half, keep_next=True),
        grid("note", "kaiti", indent=2.0),
        grid("body", indent=2.0),
        heading("heading1", "heiti"),
        heading("heading2", "kaiti"),
        heading("heading3", "fangsong", bold=True),
        grid("heading4", "fangsong", indent=2.0),
        grid("quotation", "kaiti", indent=2.0, left=2.0, right=2.0),
        grid("signature", align=Align.RIGHT, right=2.0, keep_lines=True),
    )  # fmt: skip


def _back_styles(make: _Maker) -> tuple[TextStyle, ...]:
    """Return the styles of captions, tables, the distribution and page numbers (7.4, 7.5)."""
    fixed, center = make.fixed, Align.CENTER
    return (
        fixed("caption", "kaiti", 14.0, pitch=22.0, align=center, after=6.0, keep_lines=True),
        fixed("table_head", "heiti", 12.0, pitch=20.0, align=center),
        fixed("table_cell", "fangsong", 12.0, pitch=20.0, align=Align.LEFT),
        fixed("distribution", "fangsong", 14.0, pitch=26.0, left=3.0, right=1.0, indent=-2.0),
        fixed("copies", "fangsong", 14.0, pitch=26.0, align=Align.RIGHT, right=1.0),
        fixed("page_number", "songti", 14.0, pitch=14.0, left=1.0, right=1.0),
    )
