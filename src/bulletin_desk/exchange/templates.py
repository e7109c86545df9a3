"""Templates that come with an issue: the same as one that is here, or kept beside those."""

from dataclasses import dataclass, replace
from pathlib import Path

from bulletin_desk import paths
from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.library.errors import told
from bulletin_desk.library.files import give_second_name, written_beside
from bulletin_desk.model.template import Template
from bulletin_desk.model.template_file import TemplateError, parse_template
from bulletin_desk.model.template_writer import write_template
from bulletin_desk.model.templates import (
    BUILT_IN,
    all_templates,
    fresh_id,
    fresh_name,
    is_file_name,
    is_own,
    load_template,
    own_folder,
    own_path,
)

# The longest of ours has 4 KB.
MAX_TEXT = 256 << 10


@dataclass(frozen=True, slots=True)
class Settled:
    """Which template an issue from outside is set in here.

    `text` is what is to be written as the own template of this id; None where it is here already.
    """

    id: str
    name: str
    text: str | None = None


def template_text(template_id: str) -> str:
    """Return the text of a template's file; TemplateError when the template cannot be used."""
    load_template(template_id)
    path = own_path(template_id)
    if not is_own(template_id):
        path = paths.TEMPLATES / f"{template_id}.toml"
    with told(path):
        return path.read_text(encoding="utf-8-sig")


def checked(data: bytes, name: str) -> str:
    """Return the text of a template from outside; DeskError says what is wrong with it."""
    if len(data) > MAX_TEXT:
        raise ExchangeError(f"模板“{name}”太大，没有读入。请让对方重新导出。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(f"模板“{name}”不是文字，没有读入。请让对方重新导出。") from error
    if not is_file_name(parse_template(text, name).id):
        raise ExchangeError(f"模板“{name}”的标识不能用作文件名，没有读入。请让对方改正后重新导出。")
    return text


def settle(text: str, *, built_in: bool) -> Settled:
    """Return what becomes of a template from outside; nothing is written yet.

    `built_in` says that the program there brought it: then ours of the same id is taken, which
    may be a newer one. An own template of the same id and another content is left as it is.
    """
    template = parse_template(text, "template.toml")
    here = _here(template.id)
    if here is not None and _like(here, template):
        return Settled(here.id, here.name)
    if built_in and here is not None and template.id in BUILT_IN and not is_own(template.id):
        return Settled(here.id, here.name)
    known = all_templates()
    for other in known:
        if is_own(other.id) and _like(other, template):
            return Settled(other.id, other.name)  # it came before, and was given another id
    if here is None and not own_path(template.id).exists():
        return Settled(template.id, template.name, text)
    taken = template.name in {other.name for other in known}
    name = fresh_name(template.name, known) if taken else template.name
    kept = replace(template, id=fresh_id(), name=name)
    return Settled(kept.id, kept.name, write_template(kept))


def keep(settled: Settled) -> None:
    """Write the template where it is not here; nothing is ever overwritten."""
    if settled.text is None:
        return
    path = own_path(settled.id)
    with told(path):
        own_folder().mkdir(parents=True, exist_ok=True)
        _write_new(path, settled.text)


def own_templates() -> list[Path]:
    """Return the files of the clerk's own templates that can be used, by name."""
    found: list[Path] = []
    for path in sorted(own_folder().glob("*.toml")):
        try:
            load_template(path.stem)
        except TemplateError:
            continue
        if path.stat().st_size <= MAX_TEXT and is_file_name(path.stem):
            found.append(path)
    return found


def _write_new(path: Path, text: str) -> None:
    with written_beside(path) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="")
        give_second_name(fresh, path)


def _here(template_id: str) -> Template | None:
    try:
        return load_template(template_id)
    except TemplateError:
        return None


def _like(one: Template, other: Template) -> bool:
    """Return whether two templates set the same page, whatever they are called."""
    return replace(one, id="", name="") == replace(other, id="", name="")
