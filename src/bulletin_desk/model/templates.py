"""The templates at hand: the built-in ones and the clerk's own, by id."""

from pathlib import Path

from bulletin_desk import paths
from bulletin_desk.model.template import Template
from bulletin_desk.model.template_file import TemplateError, parse_template

_cache: dict[Path, tuple[int, Template]] = {}


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
        stamp = path.stat().st_mtime_ns
        known = _cache.get(path)
        if known and known[0] == stamp:
            return known[1]
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise TemplateError(f"找不到模板文件“{path}”，请检查文件名。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"模板文件“{path}”读不出来，请确认它是 UTF-8 编码的 TOML 文件。"
        ) from error
    template = parse_template(text, path.name)
    if template.id != path.stem:
        # An issue keeps the id, and the template is looked for by it.
        raise TemplateError(
            f"模板“{path.name}”的 id 是“{template.id}”，应当与文件名相同。请改正后再用。"
        )
    _cache[path] = (stamp, template)
    return template


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


def _folders() -> list[Path]:
    return [paths.user_data() / "templates", paths.TEMPLATES]
