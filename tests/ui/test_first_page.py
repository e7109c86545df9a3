"""新建一期 shows the first page of what the new issue is based on."""

from PySide6.QtGui import QImage

from bulletin_desk.model.templates import load_template
from bulletin_desk.ui.dialogs.new_issue import Base, NewIssueDialog
from bulletin_desk.ui.templates.feature import Templates
from ui.driver import Desk, sample


def test_the_page_follows_the_choice(desk: Desk) -> None:
    latest = desk.library.add_issue(sample())
    part = desk.workshop.feature(Templates)
    page = part.first_page()
    bases = [
        Base("工作简报", template=load_template("gongzuo")),
        Base("接着上一期", "文明建设简报", latest),
        Base("信息快报", template=load_template("kuaibao")),
    ]
    dialog = NewIssueDialog(desk.window, desk.library, bases, page)
    dialog.show()
    seen: list[QImage] = []
    for index in range(len(bases)):
        with desk.qtbot.wait_signal(part.maker.made):
            dialog.base.setCurrentIndex(index)
            dialog._on_base()
        assert not page.pixmap().isNull()
        seen.append(page.pixmap().toImage())
    assert seen[0] != seen[1] != seen[2] != seen[0]
    dialog.hide()
    dialog.deleteLater()
