"""The templates at hand: the built-in ones and the clerk's own, by id."""

import re
from collections.abc import Iterable
from pathlib import Path

from bulletin_desk import paths
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.edits import with_template
from bulletin_desk.model.template import Template
from bulletin_desk.model.template_file import TemplateError, parse_template

# By path: what the file was like, and its template.
_cache: dict[Path, tuple[tuple[int, int, int], Template]] = {}

# What is a file's name on every system; Windows has devices of these names in every folder.
_FILE_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z))[^\\/:*?\"<>|\x00-\x1f]{1,80}(?<![. ])\Z",
    re.IGNORECASE,
)


def load_template(template_id: str) -> Template:
    """Return the template with this id; the clerk's own comes before a built-in one."""
    for folder in _folders():
        path = folder / f"{template_id}.toml"
        if "/" not in template_id and "\\" not in template_id and path.is_file():
            return read_template(path)
    known = "、".join(template.id for template in all_templates())
    raise TemplateError(f"没有“{template_id}”这个模板，可用的是：{known}。")


def find_template(name: str) -> Template:
    """Return the template of this id, or of this file when the name ends in .toml."""
    return read_template(Path(name)) if name.endswith(".toml") else load_template(name)


def read_template(path: Path) -> Template:
    """Return the template of a TOML file; it is parsed again only when the file has changed."""
    try:
        # A file that is replaced twice at once may keep its time, but is another file.
        found = path.stat()
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError as error:
        raise TemplateError(f"找不到模板文件“{path}”，请检查文件名。") from error
    known = _cache.get(path)
    if known and known[0] == stamp:
        return known[1]
    template = read_foreign(path)
    if template.id != path.stem:
        # An issue keeps the id, and the template is looked for by it.
        raise TemplateError(
            f"模板“{path.name}”的 id 是“{template.id}”，应当与文件名相同。请改正后再用。"
        )
    _cache[path] = (stamp, template)
    return template


def read_foreign(path: Path) -> Template:
    """Return the template of a file from anywhere, whatever the file is called."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise TemplateError(f"找不到模板文件“{path}”，请检查文件名。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"模板文件“{path}”读不出来，请确认它是 UTF-8 编码的 TOML 文件。"
        ) from error
    return parse_template(text, path.name)


def all_templates() -> list[Template]:
    """Return every usable template, the built-in ones first in their own order."""
    return survey()[0]


def survey() -> tuple[list[Template], list[TemplateError]]:
    """Return every usable template, and what is wrong with the others."""
    found: dict[str, Template] = {}
    wrong: list[TemplateError] = []
    for folder in reversed(_folders()):
        for path in sorted(folder.glob("*.toml")):
            try:
                template = read_template(path)
            except TemplateError as error:
                wrong.append(error)
            else:
                found[template.id] = template
    order = {template_id: index for index, template_id in enumerate(BUILT_IN)}
    return sorted(found.values(), key=lambda t: (order.get(t.id, len(order)), t.id)), wrong


BUILT_IN = ("jingshen-wenming", "chuangcheng", "gongzuo", "kuaibao", "huiyi", "zengkan")


def own_path(template_id: str) -> Path:
    """Return where an own template of this id is kept, whether it is there or not."""
    return own_folder() / f"{template_id}.toml"


def own_folder() -> Path:
    """Return the folder of the clerk's own templates; it may not exist yet."""
    return paths.user_data() / "templates"


def is_own(template_id: str) -> bool:
    """Return whether the template is the clerk's own: only those are changed and deleted."""
    return is_file_name(template_id) and own_path(template_id).is_file()


def is_file_name(template_id: str) -> bool:
    """Return whether an id can be a file's name on every system."""
    return _FILE_NAME.match(template_id) is not None


def fresh_id() -> str:
    """Return an id that no template has: own-1, own-2, …"""
    taken = {template.id.casefold() for template in all_templates()}
    # A file that is no usable template must not be overwritten either.
    taken |= {path.stem.casefold() for path in own_folder().glob("*.toml")}
    return next(f"own-{n}" for n in range(1, len(taken) + 2) if f"own-{n}" not in taken)


def fresh_name(name: str, templates: Iterable[Template]) -> str:
    """Return a name for a copy that none of the templates has."""
    taken = {template.name for template in templates}
    wanted = [f"{name}（副本）", *(f"{name}（副本{n}）" for n in range(2, len(taken) + 3))]
    return next(candidate for candidate in wanted if candidate not in taken)


def in_template(bulletin: Bulletin, new: Template) -> Bulletin:
    """Return the bulletin in another template, also where its own one is lost."""
    try:
        old = load_template(bulletin.template)
    except TemplateError:
        old = new
    return with_template(bulletin, old, new)


def delete_own(template_id: str) -> None:
    """Delete an own template's file."""
    try:
        own_path(template_id).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise TemplateError(f"模板没有删除（{reason}），请检查文件夹的权限。") from error


def _folders() -> list[Path]:
    return [own_folder(), paths.TEMPLATES]
