"""At every usual scale of a screen the pages are sharp and no text is cut, light and dark."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("scaled_window.py")
_TESTS = _SCRIPT.parents[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_pages_are_sharp_and_texts_whole(scale: str, scheme: str, tmp_path: Path) -> None:
    path = os.pathsep.join([str(_TESTS), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, str(_SCRIPT), str(tmp_path), scheme],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found == {"ratio": float(scale), "start": [], "editing": [], "sharp": True}
