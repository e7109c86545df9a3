"""The programs we are measured against: installed for the bench only, into bench/.peers/."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).parent
FONTS = BENCH.parent / ".fonts"
_HOME = BENCH / ".peers"
_LISTS = (BENCH / "requirements-peers.txt", BENCH / "package.json", BENCH / "peer_fonts.py")
# What is called, or linked to, with the Debian package that brings it.
_COMMANDS = {
    "soffice": "libreoffice-writer-nogui",
    "node": "nodejs",
    "npm": "npm",
    "Xvfb": "xvfb",
}
_LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
_FACES = ("FandolFang-Regular", "FandolHei-Regular", "FandolSong-Bold", "FandolSong-Regular")


@dataclass(frozen=True)
class Peers:
    """Where the peers are; None for a command that this machine lacks."""

    python: Path
    modules: Path
    truetype: Path
    soffice: str | None
    node: str | None
    xvfb: str | None


def ready_peers() -> Peers:
    """Return the peers, installed first where they are not there yet."""
    _install_system_packages()
    lists = b"".join(path.read_bytes() for path in _LISTS)
    key = hashlib.sha256(lists + str(_HOME).encode()).hexdigest()
    stamp = _HOME / "stamp"
    if not stamp.exists() or stamp.read_text() != key:
        _install()
        stamp.write_text(key)
    return Peers(
        python=_python(),
        modules=_HOME / "node_modules",
        truetype=_HOME / "fonts",
        soffice=shutil.which("soffice"),
        node=shutil.which("node"),
        xvfb=shutil.which("Xvfb"),
    )


def _python() -> Path:
    return _HOME / "venv" / "bin" / "python"


def _install_system_packages() -> None:
    missing = [package for name, package in _COMMANDS.items() if not shutil.which(name)]
    if shutil.which("dpkg-query"):
        missing += [package for package in _LIBRARIES if not _is_installed(package)]
    if not missing:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("bench: installing", *missing, file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", *missing]):
            command = ["apt-get", "-q", "-q", *words]
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    else:
        print("bench: missing, so some peers are left out:", *missing, file=sys.stderr)


def _is_installed(package: str) -> bool:
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(command, capture_output=True, check=False).stdout == b"installed"


def _install() -> None:
    print("bench: installing the peers into bench/.peers (once)", file=sys.stderr)
    _HOME.mkdir(exist_ok=True)
    if not _python().exists():
        subprocess.run([sys.executable, "-m", "venv", _HOME / "venv"], check=True)
    pip = [_python(), "-m", "pip", "install", "-q", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", BENCH / "requirements-peers.txt"], check=True)
    if shutil.which("npm"):
        shutil.copy(BENCH / "package.json", _HOME / "package.json")
        quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", "--prefix", _HOME, *quiet], check=True)
    command = [_python(), BENCH / "peer_fonts.py", FONTS, _HOME / "fonts", *_FACES]
    subprocess.run(command, check=True)
