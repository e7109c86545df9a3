"""The template's form: fields, problems in place, live page, undo, saving."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from bulletin_desk.model.template import STYLE_NAMES, MastheadPart, Template
from bulletin_desk.model.template_values import with_value
from bulletin_desk.model.templates import BUILT_IN, all_templates, load_template
from bulletin_desk.ui.dialogs.base import LineDialog, Message
from bulletin_desk.ui.preview.places import Place
from bulletin_desk.ui.templates import store
from bulletin_desk.ui.templates.draft import Draft
from bulletin_desk.ui.templates.editor import TemplateEditor
from bulletin_desk.ui.templates.feature import Templates
from bulletin_desk.ui.templates.fields import NumberField, SizeField, number
from bulletin_desk.ui.templates.form_page import FormPage
from bulletin_desk.ui.templates.look_pages import SheetPage, StylesPage
from bulletin_desk.ui.templates.part_pages import (
    ColumnsPage,
    ContentsPage,
    FooterPage,
    MastheadPage,
    NumbersPage,
)
from bulletin_desk.ui.templates.sample import sample_in
from ui.driver import Desk, compose, key
from ui.walking import clipped, controls, described, name, reached_by_tab


@pytest.fixture
def form(desk: Desk) -> Iterator[TemplateEditor]:
    """The form of an own template, over the open issue."""
    desk.open_sample()
    own = store.save_as_own(load_template("jingshen-wenming"), "我们的简报")
    yield from _open(desk, own)


@pytest.fixture
def built_in(desk: Desk) -> Iterator[TemplateEditor]:
    yield from _open(desk, load_template("gongzuo"))


def _open(desk: Desk, template: Template) -> Iterator[TemplateEditor]:
    part = desk.workshop.feature(Templates)
    dialog = TemplateEditor(desk.window, template, part.maker, part.painter, desk.session.bulletin)
    dialog.show()
    dialog.activateWindow()
    desk.qtbot.wait_until(lambda: len(dialog.preview.view.pages) > 0)
    yield dialog
    part.maker.stop()
    dialog.hide()
    dialog.deleteLater()


def field_of(page: FormPage, path: str, key: str) -> Any:
    """A field of a page, of whatever kind it is."""
    return page.field(path, key)


def fill(desk: Desk, page: FormPage, path: str, field_key: str, text: str) -> QWidget:
    """Type into a field in place of what it holds."""
    field = field_of(page, path, field_key)
    line = field.line if isinstance(field, SizeField) else field
    line.setFocus()
    line.selectAll()
    desk.qtbot.keyClick(line, Qt.Key.Key_Delete)
    key(line, text)
    return line


def left_edge(dialog: TemplateEditor) -> float:
    return min(placed.x for placed in dialog.preview.view.pages[0].items)


def test_the_page_follows_the_form(desk: Desk, form: TemplateEditor) -> None:
    before = left_edge(form)
    fill(desk, form.page(SheetPage), "page", "left", "45")
    assert form.draft.get("page", "left") == 45
    desk.qtbot.wait_until(lambda: left_edge(form) > before + 30)
    owners = {placed.source.owner for page in form.preview.view.pages for placed in page.items}
    assert "a1" in owners  # the open issue
    form.preview.choice.setCurrentIndex(form.preview.choice.findText("样张"))
    desk.qtbot.wait_until(
        lambda: "a1" not in {p.source.owner for page in form.preview.view.pages for p in page.items}
    )


def test_a_wrong_value_is_told_below_its_field_and_the_page_stays(
    desk: Desk, form: TemplateEditor
) -> None:
    pages = form.preview.view.pages
    line = fill(desk, form.page(SheetPage), "page", "left", "很宽")
    assert "数字" in form.page(SheetPage).problem("page", "left")
    assert "页面" in form.problem.text()
    assert not form.save_button.isEnabled()
    desk.qtbot.wait(300)
    assert form.preview.view.pages is pages
    assert form.draft.fitting == form.draft.template
    assert isinstance(line, NumberField)
    assert line.text() == "很宽"  # the clerk's text is not taken away
    fill(desk, form.page(SheetPage), "page", "left", "４５")
    assert form.page(SheetPage).problem("page", "left") == ""
    assert form.draft.get("page", "left") == 45
    assert form.save_button.isEnabled()
    fill(desk, form.page(SheetPage), "page", "left", "450")
    assert "5 和 80" in form.page(SheetPage).problem("page", "left")


def test_values_that_do_not_fit_together_wait_for_each_other(
    desk: Desk, form: TemplateEditor
) -> None:
    form.show_page(StylesPage)
    form.page(StylesPage).show_style("title")
    fill(desk, form.page(StylesPage), "styles.title", "size", "特号")
    told = form.page(StylesPage).problem("styles.title", "pitch")
    assert "容不下 54 磅" in told
    assert "“行距”" in told
    assert "“标题”样式" in form.problem.text()
    assert not form.save_button.isEnabled()
    assert form.draft.fitting.styles["title"].size == 22
    fill(desk, form.page(StylesPage), "styles.title", "pitch", "60")
    assert form.problem.text() == ""
    assert form.draft.fitting.styles["title"].size == 54


def test_undo_takes_back_the_last_change_of_the_form(desk: Desk, form: TemplateEditor) -> None:
    start = form.draft.template
    fill(desk, form.page(SheetPage), "page", "top", "40")
    assert form.draft.template != start
    form.show_page(ContentsPage)
    field_of(form.page(ContentsPage), "contents", "show").click()
    assert not form.draft.template.has_contents
    assert not field_of(form.page(ContentsPage), "contents", "heading").isEnabled()
    issue_steps = desk.session.undo_label
    field = field_of(form.page(SheetPage), "page", "top")
    form.show_page(SheetPage)
    field.setFocus()
    desk.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.draft.template.has_contents
    assert form.draft.get("page", "top") == 40
    desk.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.draft.template == start
    assert field.text() == "25.4"
    desk.qtbot.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert form.draft.get("page", "top") == 40
    assert field.text() == "40"
    assert desk.session.undo_label == issue_steps


def test_a_number_that_is_being_typed_stays_as_it_is(desk: Desk, form: TemplateEditor) -> None:
    field = fill(desk, form.page(SheetPage), "page", "pitch", "30.")
    assert isinstance(field, NumberField)
    assert field.text() == "30."
    key(field, "50")
    assert field.text() == "30.50"
    assert form.draft.get("page", "pitch") == 30.5


def test_undo_brings_back_what_a_wrong_text_stands_over(desk: Desk, form: TemplateEditor) -> None:
    field = fill(desk, form.page(SheetPage), "page", "pitch", "x")
    desk.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(field, NumberField)
    assert field.text() == "28"
    assert form.problem.text() == ""


def test_the_arrow_keys_step_a_number(desk: Desk, form: TemplateEditor) -> None:
    field = field_of(form.page(SheetPage), "page", "pitch")
    field.setFocus()
    desk.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert form.draft.get("page", "pitch") == 28.5
    assert form.draft.template.styles["body"].pitch == 28.5


def test_every_style_can_be_edited_and_given_back_its_default(
    desk: Desk, form: TemplateEditor
) -> None:
    styles = form.page(StylesPage)
    assert styles.list.count() == len(STYLE_NAMES)
    styles.show_style("body")
    assert not styles.restore.isEnabled()
    font = field_of(styles, "styles.body", "font")
    assert isinstance(font, QComboBox)
    assert font.currentText() == "仿宋"
    font.activated.emit(font.findText("楷体"))
    fill(desk, styles, "styles.body", "indent", "0")
    assert form.draft.template.styles["body"].font == "kaiti"
    assert styles.restore.isEnabled()
    styles.restore.click()
    assert form.draft.template == load_template(form.draft.template.id)
    desk.qtbot.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.draft.template.styles["body"].font == "kaiti"


def test_a_size_is_shown_by_its_name_or_in_points(desk: Desk, form: TemplateEditor) -> None:
    form.page(StylesPage).show_style("title")
    size = field_of(form.page(StylesPage), "styles.title", "size")
    assert isinstance(size, SizeField)
    assert size.line.text() == "二号"
    fill(desk, form.page(StylesPage), "styles.title", "size", "20.5磅")
    assert form.draft.get("styles.title", "size") == 20.5
    size.activated.emit(size.findText("三号"))
    assert form.draft.get("styles.title", "size") == 16
    fill(desk, form.page(StylesPage), "styles.title", "size", "大号")
    assert "字号" in form.page(StylesPage).problem("styles.title", "size")


def test_leaving_a_style_leaves_its_wrong_text(desk: Desk, form: TemplateEditor) -> None:
    form.page(StylesPage).show_style("title")
    fill(desk, form.page(StylesPage), "styles.title", "before", "x")
    form.page(StylesPage).show_style("body")
    assert form.draft.problems == {}
    form.page(StylesPage).show_style("title")
    assert field_of(form.page(StylesPage), "styles.title", "before").text() == "14"


def test_the_mastheads_parts_are_chosen_and_put_in_order(desk: Desk, form: TemplateEditor) -> None:
    parts = form.page(MastheadPage).parts
    row = [value for value, _ in parts.rows()].index(MastheadPart.NUMBER)
    parts.setFocus()
    parts.setCurrentRow(row)
    desk.qtbot.keyClick(parts, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    chosen = form.draft.template.masthead.parts
    assert chosen.index(MastheadPart.NUMBER) < chosen.index(MastheadPart.NAME)
    assert parts.currentRow() == row - 1
    desk.qtbot.keyClick(parts, Qt.Key.Key_Space)
    assert MastheadPart.NUMBER not in form.draft.template.masthead.parts
    desk.qtbot.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.draft.template.masthead.parts == load_template("gongzuo").masthead.parts
    shown = tuple(value for value, on in parts.rows() if on)
    assert shown == form.draft.template.masthead.parts


def test_columns_are_added_renamed_moved_and_removed(desk: Desk, form: TemplateEditor) -> None:
    page = form.page(ColumnsPage)
    form.tabs.setCurrentWidget(page)
    names = lambda: [section.name for section in form.draft.template.sections]  # noqa: E731
    assert names() == ["工作动态", "经验交流", "文明时讯"]
    page.add_button.click()
    assert page.name.hasFocus()
    assert page.name.selectedText() == "新栏目"
    desk.qtbot.keyClick(page.name, Qt.Key.Key_Delete)
    assert "每个栏目都要有名称" in form.problem.text()
    key(page.name, "简讯")
    assert form.problem.text() == ""
    page.run_in.click()
    assert form.draft.template.sections[3].run_in
    page.up.click()
    assert names() == ["工作动态", "经验交流", "简讯", "文明时讯"]
    assert page.columns.currentRow() == 2
    page.columns.setCurrentRow(0)
    page.remove_button.click()
    assert names() == ["经验交流", "简讯", "文明时讯"]


def test_a_rule_between_the_lists_comes_and_goes(desk: Desk, form: TemplateEditor) -> None:
    footer = form.page(FooterPage)
    assert not field_of(footer, "footer.inner", "thickness").isEnabled()
    footer.inner.click()
    assert form.draft.template.footer.inner is not None
    fill(desk, footer, "footer.inner", "thickness", "0.5")
    assert form.draft.template.footer.inner.thickness == 0.5
    footer.inner.click()
    assert form.draft.template.footer.inner is None
    fill(desk, footer, "distribution", "copies", "60")
    assert form.draft.template.distribution.copies == 60
    fill(desk, footer, "distribution", "copies", "")
    assert form.draft.template.distribution.copies is None


def test_numbers_of_pages_and_issues(desk: Desk, form: TemplateEditor) -> None:
    page = form.page(NumbersPage)
    field_of(page, "page_number", "show").click()
    assert form.draft.template.page_number is None
    assert not field_of(page, "page_number", "form").isEnabled()
    field_of(page, "page_number", "show").click()
    fill(desk, page, "page_number", "form", "第页")
    assert "{n}" in page.problem("page_number", "form")
    fill(desk, page, "page_number", "form", "-{n}-")
    field_of(page, "numbering", "serial").click()
    template = form.draft.template
    assert template.page_number is not None
    assert (template.page_number.form, template.serial) == ("-{n}-", True)


def test_a_colour_of_another_template_is_shown_by_its_code(
    desk: Desk, form: TemplateEditor
) -> None:
    form.page(StylesPage).show_style("masthead_name")
    colour = field_of(form.page(StylesPage), "styles.masthead_name", "colour")
    assert isinstance(colour, QComboBox)
    assert colour.currentText() == "红色"
    form.draft.set("styles.masthead_name", "colour", "#aa1122")
    assert colour.currentText() == "#AA1122"
    colour.activated.emit(colour.findText("深红"))
    assert form.draft.get("styles.masthead_name", "colour") == "#C00000"


def test_an_own_template_is_saved_in_its_place(desk: Desk, form: TemplateEditor) -> None:
    own = form.draft.template
    assert not form.save_button.isEnabled()
    fill(desk, form.page(SheetPage), "page", "left", "45")
    form.save_button.click()
    assert form.result_template == with_value(own, "page", "left", 45.0)
    assert load_template(own.id) is form.result_template


def test_a_built_in_template_is_saved_as_ones_own(
    desk: Desk, built_in: TemplateEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_template("gongzuo")
    asked: list[str] = []

    def ask(parent, title, label, text="", confirm="") -> str:
        asked.append(text)
        return "我们的工作简报"

    monkeypatch.setattr(LineDialog, "ask", ask)
    assert "另存" in built_in.save_button.text()
    fill(desk, built_in.page(SheetPage), "page", "left", "30")
    built_in.save_button.click()
    assert asked == ["工作简报（副本）"]
    assert built_in.result_template is not None
    assert built_in.result_template.id == "own-1"
    assert built_in.result_template.name == "我们的工作简报"
    assert load_template("gongzuo") is before
    assert [t.id for t in all_templates()] == [*BUILT_IN, "own-1"]


def test_changes_are_not_dropped_unasked(
    desk: Desk, form: TemplateEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Message, "ask", lambda *args: asked.append(args[2]) or False)
    fill(desk, form.page(SheetPage), "page", "left", "45")
    form.cancel_button.click()
    assert form.isVisible()
    assert len(asked) == 1
    desk.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    form.draft.undo()
    form.cancel_button.click()
    assert len(asked) == 2
    assert not form.isVisible()


def test_enter_in_a_field_saves_nothing(desk: Desk, form: TemplateEditor) -> None:
    field = fill(desk, form.page(SheetPage), "page", "left", "45")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.result_template is None


def test_what_is_composed_is_saved_and_never_lost(desk: Desk, form: TemplateEditor) -> None:
    form.name.setFocus()
    form.name.setCursorPosition(0)
    form.draft.set("page", "top", 40)
    compose(form.name, "xin")
    # Undo and the page that comes back must not touch what is being composed.
    desk.qtbot.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.draft.get("page", "top") == 40
    form.draft.set("page", "left", 45)
    form.draft.set("", "description", "甲")
    assert form.name.preedit == "xin"
    compose(form.name, "", "新")
    assert form.draft.template.name == "新我们的简报"
    compose(form.name, "ban")
    form.save()
    assert form.result_template is not None
    assert form.result_template.name == "新ban我们的简报"


def test_a_column_named_with_an_input_method(desk: Desk, form: TemplateEditor) -> None:
    form.show_page(ColumnsPage)
    form.page(ColumnsPage).columns.setCurrentRow(1)
    form.page(ColumnsPage).name.setFocus()
    form.page(ColumnsPage).name.selectAll()
    compose(form.page(ColumnsPage).name, "jing")
    form.draft.set("page", "left", 45)
    compose(form.page(ColumnsPage).name, "", "经验")
    assert [s.name for s in form.draft.template.sections] == ["工作动态", "经验", "文明时讯"]


def test_a_click_on_the_page_shows_its_fields(desk: Desk, form: TemplateEditor) -> None:
    form.preview.view.place_clicked.emit(Place("title", "a1"))
    assert form.page(StylesPage).isVisible()
    assert form.page(StylesPage).style_id == "title"
    form.preview.view.place_clicked.emit(Place("body", "a1", 1))
    assert form.page(StylesPage).style_id == "heading1"
    form.preview.view.place_clicked.emit(Place("distribution"))
    assert form.page(FooterPage).isVisible()


@pytest.mark.parametrize("index", range(7))
def test_every_control_has_a_name_room_and_a_place_among_the_others(
    desk: Desk, form: TemplateEditor, index: int
) -> None:
    form.tabs.setCurrentIndex(index)
    found = list(controls(form))
    assert [described(control) for control in found if not name(control).strip()] == []
    reached = reached_by_tab(form)
    assert [described(control) for control in found if control not in reached] == []
    QApplication.sendPostedEvents()
    desk.qtbot.wait(1)
    assert clipped(form) == []


@pytest.mark.parametrize("template_id", BUILT_IN)
def test_opening_the_form_changes_nothing(desk: Desk, template_id: str) -> None:
    template = load_template(template_id)
    draft = Draft(template)
    for place in (("page", "left"), ("page", "preset"), ("styles.body", "size")):
        draft.set(*place, draft.get(*place))
    assert draft.template == template
    assert not draft.is_changed


def test_the_sample_has_the_templates_columns() -> None:
    template = load_template("gongzuo")
    issue = sample_in(template)
    assert [section.name for section in issue.sections] == ["工作动态", "经验交流"]
    assert len(list(issue.articles())) == 7
    assert sample_in(load_template("kuaibao")).sections[0].name == ""
    assert len({article.id for article in issue.articles()}) == 7


def test_numbers_in_any_width_of_digits() -> None:
    assert number(" ２８．５ ") == 28.5
    assert number("−2") == -2
    assert number("28") == 28
    assert isinstance(number("28"), int)
    assert number("宽") == "宽"


def test_problems_name_no_key_of_the_file(desk: Desk, form: TemplateEditor) -> None:
    form.draft.set("page_number", "drop", 40)
    form.draft.set("styles.body", "indent", -20)
    texts = " ".join(label.text() for label in form.findChildren(QLabel))
    assert "drop" not in texts
    assert "indent" not in texts
