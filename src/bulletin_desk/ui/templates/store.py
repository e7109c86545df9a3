"""Keeping own templates: written beside their place and put there whole."""

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bulletin_desk.export.files import make_folder, replace_file
from bulletin_desk.model.template import Template
from bulletin_desk.model.template_file import TemplateError
from bulletin_desk.model.template_writer import write_template
from bulletin_desk.model.templates import (
    BUILT_IN,
    fresh_id,
    is_file_name,
    load_template,
    own_folder,
    own_path,
    read_foreign,
)


def save_own(template: Template) -> Template:
    """Write an own template in its place and return it as it is read from there."""
    make_folder(own_folder())
    export(template, own_path(template.id))
    return load_template(template.id)


def save_as_own(template: Template, name: str) -> Template:
    """Write a template as a new one of the clerk's, under a name and an id of its own."""
    return save_own(replace(template, id=fresh_id(), name=name))


def copy(template: Template, name: str) -> Template:
    """Save a copy as an own template; what it says of itself would soon not be so any more."""
    return save_as_own(replace(template, description=f"照“{template.name}”复制"), name)


def export(template: Template, target: Path) -> None:
    """Write a template's TOML to a file."""
    data = write_template(template).encode("utf-8")

    def write(file: BinaryIO) -> None:
        file.write(data)

    replace_file(target, write)


def read_import(path: Path) -> Template:
    """Return the template of a file that is to become an own one."""
    template = read_foreign(path)
    if not is_file_name(template.id):
        raise TemplateError(
            f"模板“{path.name}”的 id 是“{template.id}”，不能用作文件名。请改成字母和数字后再导入。"
        )
    return template


def is_taken(template_id: str) -> bool:
    """Return whether there is a template, or an own file, of this id."""
    return template_id in BUILT_IN or own_path(template_id).exists()
