"""The import that was left before its end, kept so that the next start can go on with it."""

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "import/unfinished"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was chosen, and how far its import came."""

    chosen: tuple[Path, ...]
    done: int
    total: int

    @property
    def sentence(self) -> str:
        """What the clerk is told of it."""
        name = self.chosen[0].name or str(self.chosen[0])
        which = f"“{name}”" if len(self.chosen) == 1 else f"“{name}”等 {len(self.chosen)} 处"
        where = f"到第 {self.done} 个文件" if self.done else "刚开始"
        return f"上次导入{which}，{where}（共 {self.total} 个）就停下了。继续导入吗？"


def remembered(settings: QSettings) -> Unfinished | None:
    """Return the import that was left."""
    try:
        kept = json.loads(str(settings.value(_KEY, "")))
        chosen = tuple(Path(str(name)) for name in kept["chosen"])
        left = Unfinished(chosen, int(kept["done"]), int(kept["total"]))
    except (ValueError, KeyError, TypeError):
        return None
    return left if chosen else None


def remember(settings: QSettings, left: Unfinished) -> None:
    """Keep how far an import came."""
    chosen = [str(path) for path in left.chosen]
    kept = {"chosen": chosen, "done": left.done, "total": left.total}
    settings.setValue(_KEY, json.dumps(kept))


def forget(settings: QSettings) -> None:
    """Nothing is left to go on with."""
    settings.remove(_KEY)
