"""The command line: the same jobs without a window, for scripts and checks (stable)."""

import sys
from collections.abc import Sequence

from bulletin_desk.errors import DeskError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when all is done, 1 when some input failed, 2 on wrong usage."""
    from bulletin_desk.cli.parser import build_parser

    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except DeskError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 1
