"""Typst: compile a document in a fresh process, or again and again in a running one.

peer_typst.py FONTS SOURCE OUTPUT      compile once
peer_typst.py FONTS SOURCE             for every line read: change one character, compile to PDF,
                                       answer with the seconds it took
"""

# The peers live in an environment of their own.
# pyright: reportMissingImports=false
import sys
import time
from pathlib import Path

import typst


def compile_once(fonts: str, source: str, output: str) -> None:
    typst.compile(source, output=output, font_paths=[fonts], ignore_system_fonts=True)


def compile_again(fonts: str, source: str) -> None:
    compiler = typst.Compiler(source, font_paths=[fonts], ignore_system_fonts=True)
    compiler.compile()
    path = Path(source)
    for line in sys.stdin:
        before, caret, after = path.read_text(encoding="utf-8").partition("/*caret*/")
        path.write_text(before + line.strip() + caret + after, encoding="utf-8")
        begun = time.perf_counter()
        compiler.compile()
        print(time.perf_counter() - begun, flush=True)


if __name__ == "__main__":
    (compile_once if len(sys.argv) == 4 else compile_again)(*sys.argv[1:])
