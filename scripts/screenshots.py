"""Draws every state of the window into docs/images/: `make screenshots`.

Each state is a short run of the real window over a library of its own, in a process of its own
(the scale and the colour scheme are fixed when a process starts).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRect, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from bulletin_desk.app import make_application
from bulletin_desk.intake.files import read_all
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.edits import copy_article
from bulletin_desk.model.richtext import plain
from bulletin_desk.paths import RESOURCES, ROOT
from bulletin_desk.ui import screen, theme
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.outline.model import DISTRIBUTION, MASTHEAD, Node
from bulletin_desk.ui.workshop import Workshop

IMAGES = ROOT / "docs" / "images"
SIZE = (1360, 860)
SCALES = ("1", "1.25", "1.5", "2")


def rest(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def fill(library: Library) -> int:
    """Put three issues and two articles for the pool into a library; return the newest issue."""
    (found,) = read_all(RESOURCES / "sample" / "jianbao.txt")
    assert found.bulletin is not None
    newest = 0
    for number in (4, 5, 6):
        masthead = replace(
            found.bulletin.masthead,
            number=number,
            serial_number=132 + number,
            date=date(2026, 3, 3 * number),
        )
        issue = replace(found.bulletin, masthead=masthead)
        newest = library.add_issue(issue if number == 6 else past(issue, number))
    waiting = list(found.bulletin.articles())[:2]
    library.add_to_pool([told_anew(article, "县区来稿：") for article in waiting])
    return newest


def past(issue: Bulletin, number: int) -> Bulletin:
    """Return an earlier issue: its articles say something else."""
    sections = tuple(
        replace(
            section,
            articles=tuple(told_anew(a, f"第{number}期回顾：") for a in section.articles[:2]),
        )
        for section in issue.sections
    )
    return replace(issue, sections=sections)


def told_anew(article: Article, before: str) -> Article:
    """Return an article of another title and text."""
    return replace(
        copy_article(article),
        title=before + article.title.replace("\n", ""),
        body=(plain(before + article.body[0].text), *article.body[1:]),
    )


def article(workshop: Workshop) -> None:
    """Show the first article, its caret in the text."""
    assert workshop.session.bulletin is not None
    first = next(workshop.session.bulletin.articles())
    workshop.desk.outline.choose(Node("article", first.id))
    workshop.desk.article.body.setFocus()


def with_command(name: str) -> Callable[[Workshop], None]:
    """Return a state: the first article on show, then a command of the window."""

    def state(workshop: Workshop) -> None:
        article(workshop)
        rest(300)
        workshop.commands[name].trigger()

    return state


def problems(workshop: Workshop) -> None:
    """Make a few mistakes in the article, and check."""
    article(workshop)
    workshop.desk.article.body.textCursor().insertText("会议强调,要“压实责任。。")
    rest(200)
    workshop.commands["check"].trigger()


def versions(workshop: Workshop) -> None:
    """Keep a version, change the article, and compare."""
    assert workshop.session.issue_id is not None
    workshop.library.save_version(workshop.session.issue_id, "送审前")
    article(workshop)
    workshop.desk.article.body.textCursor().insertText("记者从市文明办获悉，")
    rest(300)
    workshop.commands["versions"].trigger()


def readback(workshop: Workshop) -> None:
    """Compare the issue with a copy in which a leader changed a few things."""
    from bulletin_desk.model.edits import remove_article, replace_article
    from bulletin_desk.model.readback import Returned
    from bulletin_desk.ui.readback.dialog import Markup, ReadbackDialog

    issue = workshop.session.bulletin
    assert issue is not None
    first, second, *_ = issue.articles()
    text = first.body[0].text.replace("召开", "在市民中心召开", 1)
    copy = replace_article(issue, replace(first, body=(plain(text), *first.body[1:-1])))
    copy = replace_article(copy, replace(second, title="我市启动“文明交通”主题活动"))
    copy = remove_article(copy, list(issue.articles())[-1].id)
    notes = ("批注（王主任）：这一段请再核实参会人数。", "按接受修订读入：插入 2 处，删除 3 处。")
    markup = Markup("送审稿（王主任改）.docx", issue, Returned(copy, frozenset({second.id})), notes)
    QTimer.singleShot(0, lambda: ReadbackDialog.ask(workshop.window, markup))


def library(workshop: Workshop) -> None:
    """Search the library by words and column, the hit's page below."""
    from bulletin_desk.ui.shelf.feature import LibraryTab

    with_command("library")(workshop)
    panel = workshop.feature(LibraryTab).panel
    panel.filters.more.click()
    panel.words.setText("创建")
    panel.search_now()
    QTimer.singleShot(600, panel.as_page.click)


def units(workshop: Workshop) -> None:
    """Look at the book of contributing units."""
    from bulletin_desk.model.credit import Unit

    tax = Unit("云泽市税务局", ("市税务局", "税务局"), ("云泽市国家税务局",))
    workshop.library.save_units((tax, Unit("临河区文明办")))
    with_command("units")(workshop)


def review(workshop: Workshop) -> None:
    """Look at files that were not certain: one says its number in its name alone."""
    from bulletin_desk.intake.files import read_sources
    from bulletin_desk.intake.source_json import source_to_json
    from bulletin_desk.library.records import ImportItem
    from bulletin_desk.ui.review.feature import Review

    (sample,) = read_sources(RESOURCES / "sample" / "jianbao.txt")
    lines = tuple(line for line in sample.lines if not line.text.startswith("第"))
    source = source_to_json(replace(sample, name="第7期.docx", lines=lines))
    names = ("第7期.docx", "2026年3月来稿.pdf", "简报（终稿）.doc")
    workshop.library.import_batch(
        [
            ImportItem(name, "2026年", name, None, (), doubts=("请核对。",), source=source)
            for name in names
        ]
    )
    workshop.commands["review"].trigger()
    dialog = workshop.feature(Review).dialog
    assert dialog is not None
    # The picture is no larger than the window.
    dialog.resize(1240, 780)
    rest(500)
    dialog.panes.results.setCurrentRow(3)


def past_parts(workshop: Workshop) -> None:
    """Choose a column, an article and a list of recipients of a past issue."""
    from bulletin_desk.ui.reuse.past_dialog import PastDialog

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PastDialog):
            rows = [dialog.tree.topLevelItem(place) for place in (1, 2, 4)]
            column, other, footer = [row for row in rows if row is not None]
            for row in (column, other.child(0), footer.child(0)):
                row.setCheckState(0, Qt.CheckState.Checked)

    QTimer.singleShot(900, choose)
    with_command("take_past")(workshop)


def final(workshop: Workshop) -> None:
    """Ask where the final issue goes."""
    from bulletin_desk.ui.finals.dialog import FinalDialog

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, FinalDialog):
            dialog.folder.setText("/srv/简报存档")

    QTimer.singleShot(900, fill)
    with_command("final")(workshop)


def palette(workshop: Workshop) -> None:
    """Search for a command by the initials of its pinyin."""
    QTimer.singleShot(900, lambda: type_into_popup("dc"))
    with_command("palette")(workshop)


def template_editor(workshop: Workshop) -> None:
    """Edit a template, over the gallery of all."""
    from bulletin_desk.ui.templates.gallery import TemplateGallery

    def edit() -> None:
        gallery = QApplication.activeModalWidget()
        if isinstance(gallery, TemplateGallery):
            gallery.action("edit").trigger()

    QTimer.singleShot(900, edit)
    with_command("templates")(workshop)


def type_into_popup(text: str) -> None:
    """Type into what has popped up."""
    from bulletin_desk.ui.palette.palette import Palette

    popup = QApplication.activePopupWidget()
    if isinstance(popup, Palette):
        popup.field.setText(text)


STATES: dict[str, Callable[[Workshop], object]] = {
    "start": lambda workshop: workshop.close_issue(),
    "editing": article,
    "masthead": lambda workshop: workshop.desk.outline.choose(MASTHEAD),
    "distribution": lambda workshop: workshop.desk.outline.choose(DISTRIBUTION),
    "library": library,
    "find": with_command("replace"),
    "preflight": problems,
    "contents": lambda workshop: workshop.desk.outline.choose(Node("contents")),
    "pool": with_command("pool"),
    "recipients": with_command("recipients"),
    "units": units,
    "thumbnails": with_command("thumbnails"),
    "templates": with_command("templates"),
    "template-editor": template_editor,
    "new-issue": with_command("new"),
    "fonts": article,
    "versions": versions,
    "readback": readback,
    "past-parts": past_parts,
    "review": review,
    "final": final,
    "palette": palette,
    "shortcuts": with_command("shortcuts"),
}
# Drawn in the dark as well, and at every scale.
DARK = ("start", "editing", "templates", "template-editor", "preflight", "review")
SCALED = "editing"


def draw(state: str, target: Path, *, dark: bool) -> None:
    """Bring the window into a state and save its picture."""
    # The platform without a screen has no colour scheme that could be asked for.
    theme.is_dark = lambda: dark
    screen.available = lambda window: QRect(0, 0, 1920, 1080)
    application = make_application(["screenshots"])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        library = Library.open(place / "library.db")
        newest = fill(library)
        settings = QSettings(str(place / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("library/issue", newest)
        window = MainWindow(lambda _: library, settings)
        window.resize(*SIZE)
        window.show()
        while window.workshop is None:
            rest(50)
        rest(700)
        workshop = window.workshop
        if state != "fonts":
            dismiss(window)
        QTimer.singleShot(2500, lambda: save(window, target))
        STATES[state](workshop)
        rest(2600)
        window.close()
    application.processEvents()


def dismiss(window: MainWindow) -> None:
    """Close the strip about replaced fonts: it is told once."""
    for button in window.findChildren(QPushButton):
        if button.text() == "知道了" and button.isVisible():
            button.click()


def save(window: QWidget, target: Path) -> None:
    """Save the picture of the window with the dialog that is over it, and close the dialog."""
    from PIL import Image
    from PySide6.QtGui import QColor, QPainter

    picture = window.grab()
    over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if over is not None:
        corner = over.mapToGlobal(over.rect().topLeft()) - window.mapToGlobal(
            window.rect().topLeft()
        )
        if isinstance(over, QDialog) and not over.windowFlags() & Qt.WindowType.FramelessWindowHint:
            corner = window.rect().center() - over.rect().center()
        painter = QPainter(picture)
        frame = over.rect().translated(corner).adjusted(-1, -1, 0, 0)
        # The frame that a desktop gives its windows is not ours to draw: a line and a shadow.
        for spread, alpha in ((10, 10), (6, 16), (3, 24)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, alpha))
            painter.drawRoundedRect(
                frame.adjusted(-spread, 2 - spread, spread, 2 + spread), spread, spread
            )
        painter.drawPixmap(corner, over.grab())
        painter.setPen(QColor(theme.colours().line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.end()
    while over is not None:
        over.close()
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(target))
    # A page's grey edges need few colours; the files are read over slow lines.
    with Image.open(target) as image:
        image.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> int:
    """Draw all states, or those that are named."""
    if len(sys.argv) == 4 and sys.argv[1] == "--draw":
        target = Path(sys.argv[3])
        draw(sys.argv[2], target, dark="-dark" in target.stem)
        return 0
    failed = 0
    for state, target, scale in jobs(sys.argv[1:]):
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        arguments = [sys.executable, __file__, "--draw", state, str(target)]
        done = subprocess.run(arguments, env=environment, check=False, timeout=120)
        failed += done.returncode != 0 or not target.is_file()
        print(f"{target.relative_to(ROOT)}{'' if target.is_file() else ': FAILED'}")
    return 1 if failed else 0


def jobs(named: list[str]) -> list[tuple[str, Path, str]]:
    """Return what is to be drawn: the state, the file and the scale of each picture."""
    found: list[tuple[str, Path, str]] = []
    for state in named or STATES:
        found.append((state, IMAGES / f"{state}.png", "1"))
        if state in DARK:
            found.append((state, IMAGES / f"{state}-dark.png", "1"))
        if state == SCALED:
            found += [(state, IMAGES / f"{state}-{scale}x.png", scale) for scale in SCALES[1:]]
    return found


if __name__ == "__main__":
    sys.exit(main())
