"""Packages that somebody tampered with: one sentence or a reading, never anything else."""

import io
import json
import random
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.exchange import library_form as form
from bulletin_desk.exchange.desk_form import desk_from_json, import_from_json, queued_from_json
from bulletin_desk.exchange.jsondata import from_bytes
from bulletin_desk.exchange.library_export import export_library
from bulletin_desk.exchange.library_import import import_library
from bulletin_desk.exchange.library_source import Form, told_where
from bulletin_desk.exchange.opening import Opened
from bulletin_desk.exchange.package import read_jianbao
from bulletin_desk.intake.source import Source, SourceLine
from bulletin_desk.intake.source_json import source_to_json
from bulletin_desk.library import Library
from bulletin_desk.library.records import ImportItem
from bulletin_desk.model.credit import Unit
from exchange.samples import Parts, drawing, kept_issue, parts_of, sealed, zipped
from library.samples import article, issue

# Of each kind; 2,100 in all, half a second for a hundred.
_ROUNDS = 600
_NAMES = (
    "../x", "/x", "C:/x", "a/../../x", "pictures/../../x", "\\x", "..\\x", "a//b", ".", "con",
    "\u202egnp.x", "x" * 500, "manifest.json/", "MANIFEST.JSON", "issue.json ", "nul\x00x", "~/x",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, 2**31, 1e308, "", "x", "\ud800", "\u0000", "a" * 70_000,
    [], {}, [[]], [None], {"": None}, "2026-02-30", "9999999-01-01", "../../x", "0" * 64, "1.0",
)  # fmt: skip


class Trial:
    """Reads packages one after another, and keeps those that can be read."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._library, self._folder = library, folder
        self._path = folder / "试.jianbao"
        self.read = self.refused = 0

    def attempt(self, data: bytes) -> None:
        """Read and keep a package, or be told why not in a sentence."""
        import tempfile

        self._path.write_bytes(data)
        before = sorted(path.name for path in self._folder.iterdir())
        opened = tempfile.TemporaryDirectory(dir=self._folder)
        try:
            package = read_jianbao(self._path, Path(opened.name))
            assert package.bulletin == package.bulletin
            kept = Opened(package, opened)
            contents = kept.contents(self._library)
            assert contents.titles is not None
            issue_id = kept.keep(self._library, as_copy=True)
            assert len(self._library.load_issue(issue_id).sections) == len(
                package.bulletin.sections
            )
            self.read += 1
        except DeskError as error:
            self.refused += 1
            sentence = str(error)
            assert sentence.endswith("。"), sentence
            assert "\n" not in sentence
        finally:
            opened.cleanup()
        # Nothing was written beside.
        assert sorted(path.name for path in self._folder.iterdir()) == before


@pytest.fixture
def trial(library: Library, tmp_path: Path) -> Trial:
    folder = tmp_path / "试"
    folder.mkdir()
    return Trial(library, folder)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20261121)


def packed(parts: Parts, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a JSON document with every key or index in it."""
    keys = list(document) if isinstance(document, dict) else range(len(document))
    for key in keys:
        yield document, key
        if isinstance(document[key], dict | list):
            yield from places(document[key])


def disturbed(data: bytes, chance: random.Random) -> bytes:
    """The JSON with one value replaced, removed, doubled or moved."""
    document = json.loads(data)
    within, key = chance.choice(list(places(document)))
    match chance.randrange(4):
        case 0:
            del within[key]
        case 1 if isinstance(within, dict):
            within[chance.choice(["", "id", "未知", "version", "x\ud800"])] = within[key]
        case 2 if isinstance(within, list):
            within.append(within[key])
        case _:
            within[key] = chance.choice(_VALUES)
    return json.dumps(document).encode()


def test_bytes_that_changed(trial: Trial, package: Path, chance: random.Random) -> None:
    whole = package.read_bytes()
    for _ in range(_ROUNDS):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 1, 2, 20])):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 200)]
                case 2:
                    data[at:at] = chance.randbytes(chance.randrange(1, 50))
                case _:
                    data[at : at + 4] = chance.choice([b"\xff" * 4, bytes(4), b"PK\x05\x06"])
            data = data or bytearray(b"P")
        trial.attempt(bytes(data))
    assert trial.refused > _ROUNDS / 2


def test_issues_whose_json_changed(trial: Trial, package: Path, chance: random.Random) -> None:
    parts = parts_of(package)
    for _ in range(_ROUNDS):
        issue = parts["issue.json"]
        for _ in range(chance.choice([1, 1, 1, 3])):
            issue = disturbed(issue, chance)
        trial.attempt(packed(sealed({**parts, "issue.json": issue})))
    assert trial.read > 20
    assert trial.refused > 20


def test_manifests_and_templates_that_changed(
    trial: Trial, package: Path, chance: random.Random
) -> None:
    parts = parts_of(package)
    for _ in range(_ROUNDS // 2):
        trial.attempt(packed({**parts, "manifest.json": disturbed(parts["manifest.json"], chance)}))
        template = bytearray(parts["template.toml"])
        for _ in range(3):
            template[chance.randrange(len(template))] = chance.choice(b'"=[]{}#\n9\xff\x00a-')
        trial.attempt(packed(sealed({**parts, "template.toml": bytes(template)})))
    assert trial.refused > 100


def test_archives_that_were_made_to_harm(
    trial: Trial, package: Path, chance: random.Random
) -> None:
    parts = parts_of(package)
    for _ in range(_ROUNDS // 2):
        file = io.BytesIO()
        method = chance.choice([0, 0, 8, 12, 14])
        with zipfile.ZipFile(file, "w", method) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
            info = zipfile.ZipInfo(chance.choice([*_NAMES, *parts]))
            info.external_attr = chance.choice([0o120777, 0o100644, 0o020666, 0]) << 16
            info.compress_type = method
            data = chance.choice([b"", b"/etc/passwd", bytes(3 << 20), drawing()])
            with pytest.warns() if info.filename in parts else _nothing():
                archive.writestr(info, data)
        raw = bytearray(file.getvalue())
        # The directory's own fields: sizes, counts, places, flags.
        at = raw.find(b"PK\x01\x02") + chance.randrange(46)
        if chance.random() < 0.5:
            raw[at] ^= 1 << chance.randrange(8)
        trial.attempt(bytes(raw))
    assert trial.read <= _ROUNDS / 20


def _nothing() -> Any:
    from contextlib import nullcontext

    return nullcontext()


def test_a_library_whose_parts_changed(
    library: Library, other: Library, tmp_path: Path, chance: random.Random
) -> None:
    """Whatever an export was made into, what is here stays, and what is wrong is told."""
    import hashlib

    kept_issue(other, drawing())
    other.save_version(1, "初稿")
    other.add_to_pool([article("待用", "青石县来稿。")], ["没有认出的一行"])
    other.add_issue(issue(9, article("简讯", "一则。")))
    mine = library.add_issue(issue(5, article("本机的", "原有内容。"), name="本机的刊物"))
    before = library.load_issue(mine)
    export_library(other.path, tmp_path / "出.zip")
    parts = parts_of(tmp_path / "出.zip")
    texts = [name for name in parts if name.endswith((".json", ".jsonl")) and parts[name]]
    for _ in range(_ROUNDS // 6):
        name = chance.choice(texts)
        line, *others = parts[name].splitlines() if name.endswith("l") else [parts[name]]
        changed = {**parts, name: b"\n".join([disturbed(line, chance), *others])}
        if name != "library.json":
            index = json.loads(parts["library.json"])
            index["parts"][name] = hashlib.sha256(changed[name]).hexdigest()
            changed["library.json"] = json.dumps(index).encode()
        with suppress(DeskError):
            import_library(library, zipped(changed, tmp_path / "坏.zip"))
    assert library.load_issue(mine) == before


_READERS: dict[str, Form[object]] = {
    form.DESK: desk_from_json, form.POOL: form.pooled_from_json, form.IMPORTS: import_from_json,
    form.QUEUE: queued_from_json,
}  # fmt: skip


def exported(library: Library, folder: Path) -> Parts:
    """The parts of an export that holds something of every kind."""
    issue_id = kept_issue(library, drawing())
    library.save_version(issue_id, "初稿")
    library.add_to_pool([article("待用", "青石县来稿。")], ["没有认出的一行"])
    library.save_units([Unit("青石县文明办", ("县文明办",), ())])
    source = source_to_json(Source("text", "稿.txt", (SourceLine("甲"),)))
    doubtful = ImportItem("稿.txt", "来稿", "c" * 64, None, (), (), {}, ("没有标题",), source)
    kept = ImportItem("篇.txt", "来稿", "d" * 64, None, (article("收下", "一篇。"),), (), {})
    library.import_batch([doubtful, kept])
    export_library(library.path, folder / "出.zip")
    return parts_of(folder / "出.zip")


def reader_of(name: str) -> Form[object]:
    if name.startswith(form.ISSUES):
        versions = name.endswith(form.VERSIONS)
        return form.version_from_json if versions else form.issue_from_json
    return _READERS[name]


def test_the_parts_of_a_library_are_read_or_refused_with_a_sentence(
    other: Library, tmp_path: Path, chance: random.Random
) -> None:
    """The readers of an export by themselves: what they let pass is whole."""
    parts = exported(other, tmp_path)
    texts = [n for n in parts if n.endswith((".json", ".jsonl")) and n != form.INDEX and parts[n]]
    assert len(texts) == 6
    read = refused = 0
    for _ in range(_ROUNDS * 4):
        name = chance.choice(texts)
        line = chance.choice(parts[name].splitlines()) if name.endswith("l") else parts[name]
        changed = disturbed(line, chance)
        try:
            with told_where(name):
                found = reader_of(name)(from_bytes(changed, name), newer=chance.random() < 0.2)
        except DeskError as error:
            refused += 1
            sentence = str(error)
            assert sentence.endswith("。")
            assert "\n" not in sentence
            continue
        read += 1
        assert found is not None
    assert read > 100
    assert refused > 500
