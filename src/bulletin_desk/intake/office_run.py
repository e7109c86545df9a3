"""One run of LibreOffice: its private profile, its limits, and its end with all it started."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

# What LibreOffice may map, in MiB; a document of an office takes it less than 768.
MEMORY = 1536
# Of one file that it writes, in MiB.
_FILE = 512
_STEP = 0.05
_FILTER = "docx:MS Word 2007 XML"
# Nothing answers there: what asks for the network despite all is refused at once.
_NOWHERE = "http://127.0.0.1:9"


class Run(Enum):
    """How a run ended."""

    ENDED = auto()
    BROKEN = auto()
    TOO_LONG = auto()
    STOPPED = auto()
    NOT_STARTED = auto()


# Item, name, value: no macros, no linked files or pictures, no network, nothing remembered.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "CheckDocumentEvents", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Common/Java", "Enable", "false"),
    ("org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("org.openoffice.Office.Common/History", "PickListSize", "0"),
)


def prepared_profile(folder: Path) -> Path:
    """Make a profile for one stay of LibreOffice and return its folder."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, mode=0o700)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>\n"
        for path, name, value in _SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        encoding="utf-8",
    )
    return profile


def run(
    program: Path,
    profile: Path,
    paths: Sequence[Path],
    made: Sequence[Path],
    seconds: float,
    stopped: threading.Event,
) -> Run:
    """Convert files to the folder of `made`, the files expected; `seconds` are for each of them."""
    command = [
        *_limited(seconds * len(paths)), str(program), f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--nofirststartwizard", "--convert-to", _FILTER, "--outdir", str(made[0].parent),
        *[str(path) for path in paths],
    ]  # fmt: skip
    try:
        process = _started(command, profile)
    except OSError:
        return Run.NOT_STARTED
    try:
        return _watched(process, made, seconds, stopped)
    finally:
        _end(process)


def _watched(
    process: "subprocess.Popen[bytes]",
    made: Sequence[Path],
    seconds: float,
    stopped: threading.Event,
) -> Run:
    """Wait for the end; each file that is written begins the time anew."""
    count, since = 0, time.monotonic()
    while True:
        try:
            status = process.wait(_STEP)
        except subprocess.TimeoutExpired:
            now = sum(1 for path in made if path.exists())
            if now > count:
                count, since = now, time.monotonic()
            if stopped.is_set():
                return Run.STOPPED
            if time.monotonic() - since > seconds:
                return Run.TOO_LONG
        else:
            return Run.ENDED if status == 0 else Run.BROKEN


def _limited(seconds: float) -> list[str]:
    """Return what sets limits before the program starts: the kernel holds them, whoever watches."""
    if sys.platform == "win32":
        return []
    limits = {"v": MEMORY << 10, "f": _FILE << 11, "c": 0, "t": int(seconds) + 10}
    script = "".join(f"ulimit -{name} {size}; " for name, size in limits.items())
    return ["/bin/sh", "-c", f'{script}exec "$@"', "sh"]


def _started(command: list[str], profile: Path) -> "subprocess.Popen[bytes]":
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHONPATH", "PYTHONHOME")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    environment.update(HOME=str(profile), SAL_USE_VCLPLUGIN="svp", SAL_DISABLE_OPENCL="1")
    for name in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTPS_PROXY"):
        environment[name] = _NOWHERE
    environment.pop("no_proxy", None)
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of Windows alone
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=profile,
        env=environment,
        start_new_session=True,
        creationflags=flags,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program and all it started, also after it ended by itself."""
    if sys.platform == "win32":
        if process.poll() is None:
            number = str(process.pid)
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", number], capture_output=True, check=False
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
