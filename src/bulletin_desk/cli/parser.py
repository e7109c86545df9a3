"""The words of the command line. Commands are imported only when they run: start-up is felt."""

import argparse
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from bulletin_desk import __version__
from bulletin_desk.paths import default_library

_MOST_JOBS = 8
_Run = Callable[[argparse.Namespace], int]


# What argparse says of wrong usage, and the same for the clerk.
_SAID = (
    (r"argument COMMAND: invalid choice: '(.*?)' \(.*", "没有“{}”这个命令。"),
    (r"argument (.+?): expected .*", "“{}”后面缺少内容。"),
    (r"argument (.+?): not allowed with argument (.+)", "“{}”和“{}”不能同时使用。"),
    (r"argument (.+?): (.+)", "“{}”{}。"),
    (r"the following arguments are required: (.+)", "缺少参数：{}。"),
    (r"unrecognized arguments: (.+)", "没有这样的参数：{}。"),
    (r"(.*)", "命令的写法不对（{}）。"),
)


class _Parser(argparse.ArgumentParser):
    """Tells wrong usage in one sentence, with status 2."""

    def error(self, message: str) -> NoReturn:
        found = ((re.fullmatch(said, message, re.DOTALL), form) for said, form in _SAID)
        sentence = next(form.format(*match.groups()) for match, form in found if match)
        self.exit(2, f"{sentence}用法见 {self.prog} --help。\n")


def _text(text: str) -> str:
    """Return words that can be kept and searched; a series is one line."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("里有不成文字的字节") from None
    one = " ".join(text.split())
    if not one:
        raise argparse.ArgumentTypeError("后面不能是空白")
    return one


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("后面不能是空白")
    return Path(text)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"后面要写 1 到 {_MOST_JOBS} 的数")
    return int(text)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; `run` of its result is the command to call with the options."""
    parser = _Parser(
        prog="bulletin-desk", description="简报台：编排、保存、输出简报。不带命令则打开窗口。"
    )
    parser.add_argument("--version", action="version", version=f"bulletin-desk {__version__}")
    parser.add_argument(
        "--library", type=_path, metavar="FILE", default=default_library(), help="稿库文件"
    )
    parser.set_defaults(run=_lazy("window", "run"))
    commands = parser.add_subparsers(title="命令", metavar="COMMAND")

    def command(name: str, module: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        # Given after the command too; absent there, the one before it stands.
        sub.add_argument(
            "--library", type=_path, metavar="FILE", default=argparse.SUPPRESS, help="稿库文件"
        )
        sub.set_defaults(run=_lazy(module, name))
        return sub

    _add_intake(command)
    _add_issues(command)
    _add_output(command)
    _add_keeping(command)
    _add_exchange(command)
    return parser


_Adder = Callable[[str, str, str], argparse.ArgumentParser]


def _add_intake(command: _Adder) -> None:
    sub = command("import", "intake", "导入往期简报和来稿")
    sub.add_argument("files", nargs="+", type=_path, metavar="FILE", help="文件、文件夹、压缩包")
    sub.add_argument("--series", type=_text, metavar="NAME", help="文中没有刊名时用这个刊名")
    sub.add_argument("--to-pool", action="store_true", help="不建期，稿件都放进待用稿")
    sub.add_argument(
        "--as-copy", action="store_true", help="简报文件的期号已被占用时，导入为没有期号的副本"
    )
    sub.add_argument("--review", action="store_true", help="没有认准的不入库，留在窗口里核对")
    sub.add_argument("--jobs", type=_jobs, metavar="N", help="同时读几个文件，默认按处理器")
    _json(sub)


def _add_issues(command: _Adder) -> None:
    _json(command("list", "issues", "列出稿库里的各期"))
    sub = command("show", "issues", "显示一期的结构")
    _issue(sub)
    _json(sub)
    sub = command("new", "issues", "新建一期")
    sub.add_argument("--series", type=_text, required=True, metavar="NAME", help="刊名")
    base = sub.add_mutually_exclusive_group()
    base.add_argument("--from", dest="base", metavar="ISSUE", help="以这一期为底")
    base.add_argument("--template", metavar="T", help="模板编号，见 templates 命令")
    sub.add_argument("--date", metavar="YYYY-MM-DD", help="日期，默认今天")
    _json(sub)
    sub = command("check", "checking", "检查一期的问题（出刊检查）")
    _issue(sub)
    sub.add_argument("--template", metavar="T", help="换用的模板：编号，或 TOML 文件")
    sub.add_argument("--all", action="store_true", help="连同已忽略、已关闭的检查和提示一起列出")
    _json(sub)
    sub = command("search", "issues", "在所有稿件里查找")
    sub.add_argument("words", nargs="+", type=_text, metavar="WORDS")
    _json(sub)
    _json(command("templates", "issues", "列出模板"))


def _add_output(command: _Adder) -> None:
    sub = command("export", "output", "输出 PDF 和 DOCX；多期写进一个文件即为合订本")
    sub.add_argument("issues", nargs="+", metavar="ISSUE", help="期的编号，或一个文稿文件")
    sub.add_argument("--pdf", type=_path, metavar="PATH")
    sub.add_argument("--docx", type=_path, metavar="PATH")
    sub.add_argument("--template", metavar="T", help="换用的模板：编号，或 TOML 文件")
    for name, text in (("lines", "逐行打印排好的文字"), ("dump", "打印排版结果")):
        sub = command(name, "output", text)
        _issue(sub)
        sub.add_argument("--template", metavar="T", help="换用的模板：编号，或 TOML 文件")
    sub = command("sample", "output", "输出样例简报")
    sub.add_argument("--out", type=_path, default=Path("out"), metavar="FOLDER")


def _add_keeping(command: _Adder) -> None:
    command("backup", "keeping", "备份稿库").add_argument("file", type=_path, metavar="FILE")
    command("restore", "keeping", "用备份换回稿库").add_argument("file", type=_path, metavar="FILE")
    command("doctor", "keeping", "检查稿库和字体")


def _add_exchange(command: _Adder) -> None:
    sub = command("pack", "exchange", "把各期导出为简报文件（.jianbao），带图片和模板")
    sub.add_argument("issues", nargs="+", metavar="ISSUE", help="期的编号（见 list 命令）")
    sub.add_argument(
        "--out", type=_path, required=True, metavar="PATH", help="简报文件；多期时是文件夹"
    )
    sub = command("export-library", "exchange", "把整个稿库导出为 JSON、图片和模板")
    sub.add_argument("target", type=_path, metavar="PATH", help="新文件夹，或以 .zip 结尾的文件")
    sub = command("import-library", "exchange", "导入整个稿库，已有的不重复")
    sub.add_argument("source", type=_path, metavar="PATH", help="导出的文件夹或 ZIP 文件")


def _issue(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("issue", metavar="ISSUE", help="期的编号（见 list 命令），或一个文稿文件")


def _json(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--json", action="store_true", help="以 JSON 打印")


def _lazy(module: str, name: str) -> _Run:
    def run(options: argparse.Namespace) -> int:
        loaded = importlib.import_module(f"bulletin_desk.cli.{module}")
        command: _Run = getattr(loaded, f"{name.replace('-', '_')}_command")
        return command(options)

    return run
