"""Keys as they are printed on a keyboard."""

from PySide6.QtGui import QKeySequence

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def printed(keys: QKeySequence) -> str:
    """Return keys as a list shows them: Alt+↑; Qt's Chinese says Alt+上方向.

    Not by a translator of our own: Qt asks it from any thread while it holds a lock, and a thread
    that waits for the interpreter there stops the window for good.
    """
    parts = keys.toString().split("+")
    return "+".join(_ARROWS.get(part, part) for part in parts)
