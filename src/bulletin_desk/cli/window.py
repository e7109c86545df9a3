"""The command without a name: opens the window."""

import argparse
import os
import sys

from bulletin_desk.errors import DeskError


def run_command(options: argparse.Namespace) -> int:
    """Open the window and return when it is closed."""
    named = os.environ.get("QT_QPA_PLATFORM")
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not named and not shown:
        raise DeskError(
            "这里没有图形桌面，打不开窗口。命令行同样可以工作，见 bulletin-desk --help。"
        )
    from bulletin_desk import app

    return app.run(options.library)
