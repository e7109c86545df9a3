"""The looks of the window: one palette each for light and dark, one accent colour, one rhythm.

Widgets take their colours from the palette alone, so that the desk follows the system; the page
in the preview stays white in both.
"""

import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QSizePolicy

from bulletin_desk.paths import RESOURCES

# Distances in logical pixels: between related things, between groups, around a pane.
SMALL, MEDIUM, LARGE = 6, 12, 24
# Desktops whose own font has no Chinese mix two designs in one line; these have both.
_LINUX_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
TAB_FOCUS = Qt.FocusPolicy.TabFocus
GROWS = QSizePolicy.Policy.Expanding


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme."""

    window: str
    base: str
    raised: str
    text: str
    quiet: str
    line: str
    chosen: str
    accent: str
    on_accent: str
    desk: str
    error: str
    warning: str


LIGHT = Colours(
    window="#f3f4f6",
    base="#ffffff",
    raised="#f7f8fa",
    text="#1e2530",
    quiet="#68727f",
    line="#d3d8de",
    chosen="#dce6f4",
    accent="#27548f",
    on_accent="#ffffff",
    desk="#d6d9dd",
    error="#b3261e",
    warning="#b26a00",
)
DARK = Colours(
    window="#1f2226",
    base="#25292e",
    raised="#2c3137",
    text="#e4e7eb",
    quiet="#9aa4b0",
    line="#3d434b",
    chosen="#33445c",
    accent="#7fa9e3",
    on_accent="#10151c",
    desk="#15171a",
    error="#f2958c",
    warning="#e6b35c",
)


def is_dark() -> bool:
    """Return whether the system asks for a dark desk."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def colours() -> Colours:
    """Return the colours in use."""
    return DARK if is_dark() else LIGHT


def make_palette(scheme: Colours) -> QPalette:
    """Return the palette of a scheme."""
    role = QPalette.ColorRole
    text, quiet = QColor(scheme.text), QColor(scheme.quiet)
    palette = QPalette(QColor(scheme.raised), QColor(scheme.window))
    chosen = {
        role.Window: scheme.window, role.WindowText: scheme.text, role.Base: scheme.base,
        role.AlternateBase: scheme.raised, role.Text: scheme.text, role.Button: scheme.raised,
        role.ButtonText: scheme.text, role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent, role.Accent: scheme.accent,
        role.PlaceholderText: scheme.quiet, role.ToolTipBase: scheme.base,
        role.ToolTipText: scheme.text, role.Link: scheme.accent, role.Mid: scheme.line,
        role.Midlight: scheme.line, role.Light: scheme.base, role.Dark: scheme.line,
        role.Shadow: scheme.line, role.BrightText: scheme.error,
    }  # fmt: skip
    for name, colour in chosen.items():
        palette.setColor(name, QColor(colour))
    faint = QColor.fromRgbF(*[(a + b) / 2 for a, b in zip(_rgb(quiet), _rgb(text), strict=True)])
    faint.setAlpha(110)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    line = QColor(scheme.line)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, line)
    return palette


def style_sheet(scheme: Colours) -> str:
    """Return the few rules that Fusion cannot be told by palette."""
    folder = (RESOURCES / "icons").as_posix()
    check = "check-dark" if scheme is DARK else "check"
    return _SHEET.format(c=scheme, folder=folder, check=check)


def apply(application: QApplication) -> None:
    """Give the application its style, and let it follow the system's scheme."""
    application.setStyle("Fusion")
    if sys.platform.startswith("linux"):
        font = application.font()
        font.setFamilies([*_LINUX_FONTS, font.family()])
        application.setFont(font)
    _dress(application)
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda: _dress(application))


def heading_font(font: QFont, factor: float) -> QFont:
    """Return a font so many times as large, half bold."""
    larger = QFont(font)
    larger.setPixelSize(round(pixel_size(font) * factor))
    larger.setWeight(QFont.Weight.DemiBold)
    return larger


def pixel_size(font: QFont) -> float:
    """Return the size of a font in logical pixels, however it was given."""
    if font.pixelSize() > 0:
        return font.pixelSize()
    return font.pointSizeF() * QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72


def named(widget: QObject, name: str) -> None:
    """Give a widget the name that the style sheet knows it by."""
    widget.setObjectName(name)


def _dress(application: QApplication) -> None:
    scheme = colours()
    application.setPalette(make_palette(scheme))
    application.setStyleSheet(style_sheet(scheme))


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


_SHEET = """
QToolBar {{ border: 0; border-bottom: 1px solid {c.line}; padding: 5px 10px; spacing: 2px;
            background: {c.base}; }}
QToolBar::separator {{ width: 1px; background: {c.line}; margin: 5px 8px; }}
QToolBar QToolButton, QToolButton#quiet {{ border: 0; border-radius: 6px; padding: 5px 8px; }}
QToolBar QToolButton:hover, QToolButton#quiet:hover {{ background: {c.raised}; }}
QToolBar QToolButton:focus, QToolButton#quiet:focus {{ background: {c.raised};
            border: 1px solid {c.accent}; padding: 4px 7px; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked, QToolButton#quiet:checked,
QToolButton#quiet:pressed {{ background: {c.line}; }}
QToolButton::menu-indicator {{ image: none; }}
QMenuBar {{ background: {c.base}; padding: 2px 8px; }}
QMenuBar::item {{ padding: 5px 10px; border-radius: 5px; }}
QMenuBar::item:selected {{ background: {c.line}; color: {c.text}; }}
QMenu {{ background: {c.base}; border: 1px solid {c.line}; padding: 5px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 5px; }}
QMenu::item:selected {{ background: {c.chosen}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.quiet}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 5px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QStatusBar {{ background: {c.base}; border-top: 1px solid {c.line}; color: {c.quiet}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {c.quiet}; padding: 2px 10px; }}
QSplitter::handle {{ background: {c.line}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c.line}; }}
QTabBar::tab {{ padding: 9px 12px 8px 12px; color: {c.quiet}; border: 0;
                border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:focus {{ color: {c.accent}; }}
QTreeView, QListView {{ border: 0; background: {c.window}; outline: 0; }}
QTreeView::item, QListView::item {{ padding: 6px 4px; border-radius: 6px; color: {c.text}; }}
QTreeView::item:hover, QListView::item:hover {{ background: {c.raised}; }}
QTreeView::item:selected, QListView::item:selected {{ background: {c.chosen}; color: {c.text}; }}
QTreeView::item:first {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QTreeView::item:middle {{ border-radius: 0; }}
QTreeView::item:last {{ border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QTreeView::item:disabled, QListView::item:disabled {{ color: {c.quiet}; }}
QTreeView::branch:selected, QTreeView::branch:hover {{ background: {c.window}; }}
QHeaderView {{ background: {c.window}; border: 0; border-bottom: 1px solid {c.line}; }}
QHeaderView::section {{ background: transparent; color: {c.quiet}; border: 0;
                padding: 6px 7px; }}
QListView#cards::item {{ padding: 0; }}
QListView#framed {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px;
                padding: 4px; }}
QListView#framed:focus {{ border: 1px solid {c.accent}; }}
QListView::indicator, QTreeView::indicator {{ width: 14px; height: 14px;
                border: 1px solid {c.quiet}; border-radius: 3px; background: {c.base}; }}
QListView::indicator:checked, QTreeView::indicator:checked {{ background: {c.accent};
                border: 1px solid {c.accent};
                image: url("{folder}/{check}.svg"); }}
QTreeView::indicator:indeterminate {{ background: {c.accent}; border: 4px solid {c.base}; }}
QListView#suggestions {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
QListView#recent {{ background: {c.base}; }}
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {{ background: {c.base};
                border: 1px solid {c.line}; border-radius: 6px; padding: 5px 8px;
                selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QComboBox:focus
                {{ border: 1px solid {c.accent}; }}
QLineEdit#row {{ padding: 3px 5px; }}
QLineEdit#plain, QPlainTextEdit#plain, QTextEdit#plain {{ border: 0; background: {c.base};
                padding: 0; border-radius: 0; }}
QLineEdit#cell {{ border: 2px solid {c.accent}; border-radius: 0; padding: 0 2px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 22px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{folder}/chevron.svg"); width: 12px;
                height: 12px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBoxPrivateContainer {{ background: {c.base}; border: 0; }}
QComboBox QAbstractItemView {{ background: {c.base}; border: 1px solid {c.line};
                border-radius: 0; padding: 4px; outline: 0; }}
QComboBox QAbstractItemView::item:hover {{ background: {c.raised}; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.chosen}; color: {c.text}; }}
QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {c.quiet};
                border-radius: 3px; background: {c.base}; }}
QCheckBox::indicator:focus, QCheckBox::indicator:hover {{ border: 1px solid {c.accent}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border: 1px solid {c.accent};
                image: url("{folder}/{check}.svg"); }}
QCheckBox:focus {{ color: {c.accent}; }}
QPushButton {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px;
               padding: 6px 16px; outline: 0; }}
QPushButton:hover {{ background: {c.raised}; }}
QPushButton:pressed {{ background: {c.line}; }}
QPushButton:focus {{ border: 1px solid {c.accent}; }}
QPushButton:default, QPushButton#primary {{ background: {c.accent}; color: {c.on_accent};
               border: 1px solid {c.accent}; }}
QPushButton:default:focus, QPushButton#primary:focus {{ border: 2px solid {c.text};
               padding: 5px 15px; }}
QPushButton:disabled, QPushButton#primary:disabled {{ color: {c.quiet};
               background: {c.raised}; border: 1px solid {c.line}; }}
QPushButton:checked {{ background: {c.chosen}; border: 1px solid {c.accent}; }}
QPushButton#small {{ padding: 3px 10px; }}
QPushButton#card {{ text-align: left; padding: 16px 20px; border-radius: 10px; }}
QDialog#palette {{ background: {c.base}; border: 1px solid {c.line}; }}
QLabel#page {{ background: #ffffff; border: 1px solid {c.line}; }}
QLabel#quiet {{ color: {c.quiet}; }}
QLabel#drop-hint {{ background: {c.accent}; color: {c.on_accent}; border-radius: 10px;
               padding: 18px 32px; font-size: 17px; }}
QLabel#badge {{ background: {c.chosen}; color: {c.text}; border-radius: 4px; padding: 1px 7px; }}
QFrame#banner {{ background: {c.chosen}; border-radius: 8px; }}
QFrame#banner QLabel {{ color: {c.text}; }}
QLabel#error {{ color: {c.error}; }}
QLabel#title {{ color: {c.text}; }}
QWidget#paper {{ background: {c.base}; }}
QFrame#notice {{ background: {c.chosen}; border-bottom: 1px solid {c.line}; }}
QFrame#notice QLabel {{ color: {c.text}; }}
QFrame#line {{ background: {c.line}; border: 0; max-height: 1px; }}
QScrollArea {{ border: 0; background: {c.base}; }}
QScrollBar:vertical {{ width: 11px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 11px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {c.quiet}; border-radius: 3px; margin: 2px 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: 0; border-radius: 3px; background: {c.line}; max-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
"""
