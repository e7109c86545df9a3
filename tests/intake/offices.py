"""A stand-in for LibreOffice that does what a file's words tell it: it hangs, dies, writes junk."""

import os
import shutil
from pathlib import Path

# The files are RTF in name alone; each word is what the program does with the file.
_SCRIPT = r"""#!/bin/sh
while [ $# -gt 0 ]; do
    case $1 in
        --outdir) out=$2; shift 2 ;;
        --convert-to) shift 2 ;;
        -*) shift ;;
        *) break ;;
    esac
done
echo "$#" >>"@HERE@/runs"
for file in "$@"; do
    made=$out/$(basename "${file%.*}").docx
    read -r words <"$file"
    case $words in
        *GOOD*) cp "@HERE@/good.docx" "$made" ;;
        *HANG*) sleep 100 & echo $! >"@HERE@/child"; wait ;;
        *CRASH*) kill -SEGV $$ ;;
        *JUNK*) echo junk >"$made" ;;
        *EMPTY*) : >"$made" ;;
        *FOLDER*) mkdir "$made" ;;
        *LINK*) ln -s /etc/hostname "$made" ;;
        *NAME*) echo "$file" >"@HERE@/name" ;;
        *FAIL*) exit 7 ;;
    esac
done
"""


def fake_office(folder: Path, good: bytes) -> Path:
    """Write the program into `folder` and return the folder for PATH."""
    here = folder / "office"
    here.mkdir()
    program = here / "soffice"
    program.write_text(_SCRIPT.replace("@HERE@", str(here)))
    program.chmod(0o755)
    (here / "good.docx").write_bytes(good)
    return here


def path_with(folder: Path) -> str:
    """Return a PATH that finds the program in `folder` first."""
    return os.pathsep.join([str(folder), os.environ.get("PATH", "")])


def real_office() -> bool:
    """Tell whether LibreOffice is installed; CI installs it."""
    return shutil.which("soffice") is not None
