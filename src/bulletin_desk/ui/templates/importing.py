"""Taking a template's file as an own template."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import all_templates, fresh_name, is_own
from bulletin_desk.ui.templates import store
from bulletin_desk.ui.templates.choice import ask_choice

_REPLACE, _KEEP_BOTH = "替换", "另存"


def import_file(parent: QWidget | None, path: Path) -> Template | None:
    """Return the own template made from a file; where its id is taken the clerk says how.

    None when the clerk cancels; DeskError when the file is bad or cannot be kept.
    """
    template = store.read_import(path)
    if not store.is_taken(template.id):
        return store.save_own(template)
    replaces = is_own(template.id)
    there = "已有一个模板的标识与它相同" if replaces else "它的标识与内置模板相同"
    question = f"模板“{template.name}”：{there}（{template.id}）。"
    answers = [_REPLACE, _KEEP_BOTH] if replaces else [_KEEP_BOTH]
    choice = ask_choice(parent, "导入模板", question, answers)
    if choice == _REPLACE:
        return store.save_own(template)
    if choice == _KEEP_BOTH:
        known = all_templates()
        taken = template.name in {other.name for other in known}
        name = fresh_name(template.name, known) if taken else template.name
        return store.save_as_own(template, name)
    return None
