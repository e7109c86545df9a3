"""The parts of the window that join themselves to the workshop: one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bulletin_desk.ui.batch.feature import Batches
from bulletin_desk.ui.editing_keys import EditingKeys
from bulletin_desk.ui.editor.feature import ArticleDesk
from bulletin_desk.ui.exchange.feature import Exchange
from bulletin_desk.ui.files.recent import RecentIssues
from bulletin_desk.ui.finals.feature import Finals
from bulletin_desk.ui.find.feature import Find
from bulletin_desk.ui.help.feature import Help
from bulletin_desk.ui.outline.feature import Outline
from bulletin_desk.ui.palette.feature import CommandSearch
from bulletin_desk.ui.parts.recipients import Recipients
from bulletin_desk.ui.phrases.feature import Phrases
from bulletin_desk.ui.pool.commands import PoolCommands
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.printing.feature import Printing
from bulletin_desk.ui.readback.feature import Readback
from bulletin_desk.ui.reuse.feature import Reuse
from bulletin_desk.ui.reuse.past import PastIssues
from bulletin_desk.ui.review.feature import Review
from bulletin_desk.ui.shelf.feature import LibraryTab
from bulletin_desk.ui.start.feature import Start
from bulletin_desk.ui.templates.feature import Templates
from bulletin_desk.ui.templates.font_notice import FontNotice
from bulletin_desk.ui.units.feature import Units
from bulletin_desk.ui.versions.feature import Versions
from bulletin_desk.ui.window_arrangement import WindowArrangement

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop

# Each makes its own widgets, connects its commands and listens to the session.
FEATURES: tuple[Callable[[Workshop], QObject], ...] = (
    Help,
    EditingKeys,
    ArticleDesk,
    Outline,
    PoolCommands,
    LibraryTab,
    CommandSearch,
    Preflight,
    Find,
    RecentIssues,
    Recipients,
    Start,
    WindowArrangement,
    Printing,
    Versions,
    Finals,
    Batches,
    Templates,
    FontNotice,
    Exchange,
    Review,
    Readback,
    Units,
    Phrases,
    Reuse,
    PastIssues,
)
