"""The command line: the same jobs without a window, for scripts and checks (stable)."""

import sys
from collections.abc import Sequence

from bulletin_desk.errors import DeskError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when all is done, 1 when some input failed, 2 on wrong usage."""
    from bulletin_desk.cli.parser import build_parser
    from bulletin_desk.cli.printing import settle_streams

    settle_streams()
    options = build_parser().parse_args(arguments)
    try:
        status = int(options.run(options))
        if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] - closed
            sys.stdout.flush()
        return status
    except DeskError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        return 1
    except OSError as error:
        print(_told(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 1


def _told(error: OSError) -> str:
    """Return what the system refused, where no part of the program told it better."""
    reason = error.strerror or error
    if error.filename:
        return f"无法读写“{error.filename}”（{reason}），请检查它的名称、位置和权限。"
    return f"结果没有打印完整（{reason}），请检查输出到的位置。"
