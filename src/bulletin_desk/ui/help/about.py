"""关于: version, library and fonts, and the facts that a report of trouble needs."""

import os
import platform
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bulletin_desk import __version__
from bulletin_desk.ui import screen
from bulletin_desk.ui.dialogs.base import Dialog
from bulletin_desk.ui.forms import heading, quiet_label


class AboutDialog(Dialog):
    """Shows the diagnostics; the confirming button copies them."""

    def __init__(self, parent: QWidget | None, facts: str) -> None:
        super().__init__(parent, "关于简报台", "复制诊断信息")
        self.cancel.setText("关闭")
        self.leave_enter_alone()
        screen.give_size(self, 620, 480)
        self.facts = QPlainTextEdit(facts, readOnly=True)
        self.facts.setAccessibleName("诊断信息")
        self.facts.setTabChangesFocus(True)
        self.content.addWidget(heading(f"简报台 {__version__}"))
        self.content.addWidget(quiet_label("编排、打印和保存简报。全部离线运行，稿件不出本机。"))
        self.content.addWidget(self.facts, 1)


def diagnostics(library: Path, fonts: str) -> str:
    """Return what a report of trouble needs: versions, paths, screens; no text of any article."""
    lines = [
        f"简报台：{__version__}",
        f"系统：{platform.platform()}",
        f"Python：{platform.python_version()}　Qt：{qVersion()}",
        f"显示平台：{QGuiApplication.platformName()}　输入法：{_input_method()}",
        *(
            f"屏幕：{screen.size().width()}×{screen.size().height()}，缩放"
            f" {screen.devicePixelRatio():g}"
            for screen in QGuiApplication.screens()
        ),
        f"稿库：{library}",
        "",
        fonts or "字体：版面用到的标准字体都有。",
    ]
    return "\n".join(lines)


def _input_method() -> str:
    """Return which input method Qt was asked for, and which it can speak to."""
    asked = os.environ.get("QT_IM_MODULE", "") or "系统默认"
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    plugins = sorted(
        path.stem.removeprefix("lib").removesuffix("platforminputcontextplugin")
        for path in (folder / "platforminputcontexts").glob("*platforminputcontext*")
    )
    return f"{asked}（可用：{'、'.join(plugins) or '无'}）"
