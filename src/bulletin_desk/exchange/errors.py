"""What is wrong with a package or an export, told to the clerk."""

from bulletin_desk.errors import DeskError


class ExchangeError(DeskError):
    """A package that cannot be read or written; nothing of it was kept."""
