"""The gallery of templates: pages to choose by, own templates, import and export."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from bulletin_desk.model.template_file import parse_template
from bulletin_desk.model.templates import BUILT_IN, all_templates, load_template, own_path
from bulletin_desk.ui.dialogs.base import Files, LineDialog, Message
from bulletin_desk.ui.templates import importing, store
from bulletin_desk.ui.templates.cards import PAGE
from bulletin_desk.ui.templates.editor import TemplateEditor
from bulletin_desk.ui.templates.feature import Templates
from bulletin_desk.ui.templates.gallery import TemplateGallery
from ui.driver import Desk, sample
from ui.walking import clipped, controls, described, name, reached_by_tab

Visit = Callable[[TemplateGallery], None]
_IMAGE = Qt.ItemDataRole.UserRole + 1


@pytest.fixture
def visit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Visit], None]]:
    """Open the gallery by its keys and do something in it."""

    def run(what: Visit) -> None:
        def act(gallery: TemplateGallery) -> int:
            gallery.show()
            what(gallery)
            gallery.hide()
            return 0

        monkeypatch.setattr(TemplateGallery, "exec", act)
        desk.press("Ctrl+T")

    yield run
    desk.workshop.feature(Templates).maker.stop()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the clerk was told and asked; every question is confirmed."""
    said: list[str] = []
    monkeypatch.setattr(Message, "tell", lambda parent, title, text: said.append(text))
    monkeypatch.setattr(
        Message, "ask", lambda parent, title, text, confirm: said.append(text) or True
    )
    return said


def ids() -> list[str]:
    return [template.id for template in all_templates()]


def images(gallery: TemplateGallery) -> list[bool]:
    cards = gallery.cards
    return [cards.item(row).data(_IMAGE) is not None for row in range(cards.count())]


def test_each_template_is_shown_by_its_first_page(desk: Desk, visit) -> None:
    def look(gallery: TemplateGallery) -> None:
        assert gallery.cards.count() == len(BUILT_IN)
        desk.qtbot.wait_until(lambda: all(images(gallery)))
        image = gallery.cards.item(0).data(_IMAGE)
        assert image.deviceIndependentSize().toSize() == PAGE
        reds = sum(
            image.pixelColor(x, y).red() > image.pixelColor(x, y).blue() + 90
            for x in range(image.width())
            for y in range(image.height() // 3)
        )
        assert reds > 20  # the name is printed in red
        assert gallery.title.text() == "精神文明建设简报"
        assert "分栏目" in gallery.about.text()
        assert "内置" in gallery.whose.text()
        assert "样张" in gallery.whose.text()
        assert len(gallery.view.pages) > 1
        gallery.cards.choose("kuaibao")
        assert gallery.title.text() == "信息快报"
        assert gallery.view.pages
        # Without an issue there is nothing to use it for, and a built-in one stays.
        assert not gallery.action("use").isEnabled()
        assert not gallery.action("delete").isEnabled()

    visit(look)


def test_an_open_issue_is_shown_in_every_template(desk: Desk, visit) -> None:
    desk.open_sample()

    def look(gallery: TemplateGallery) -> None:
        desk.qtbot.wait_until(lambda: all(images(gallery)))
        assert gallery.cards.template == load_template("jingshen-wenming")
        assert "本期在用" in gallery.whose.text()
        assert not gallery.action("use").isEnabled()
        gallery.cards.choose("gongzuo")
        owners = {placed.source.owner for page in gallery.view.pages for placed in page.items}
        assert {"a1", "a2", "a3"} <= owners

    visit(look)


def test_using_a_template_is_one_step(desk: Desk, visit) -> None:
    desk.open_sample()
    before = desk.bulletin

    def use(gallery: TemplateGallery) -> None:
        gallery.cards.choose("kuaibao")
        gallery.action("use").trigger()

    visit(use)
    assert desk.bulletin.template == "kuaibao"
    assert not desk.bulletin.contents
    assert desk.session.undo_label == "更换模板"
    desk.press("Ctrl+Z")
    assert desk.bulletin == before


def test_a_locked_issue_keeps_its_template(desk: Desk, visit) -> None:
    issue = desk.open_sample()
    desk.session.open(issue, desk.bulletin, locked=True)

    def look(gallery: TemplateGallery) -> None:
        gallery.cards.choose("kuaibao")
        assert not gallery.action("use").isEnabled()

    visit(look)


def test_a_copy_is_an_own_template(desk: Desk, visit, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_sample()
    proposed: list[str] = []

    def ask(parent, title, label, text="", confirm="") -> str:
        proposed.append(text)
        return "我们的快报"

    monkeypatch.setattr(LineDialog, "ask", ask)

    def copy(gallery: TemplateGallery) -> None:
        gallery.cards.choose("kuaibao")
        gallery.action("copy").trigger()
        chosen = gallery.cards.template
        assert chosen is not None
        assert (chosen.id, chosen.name) == ("own-1", "我们的快报")
        assert gallery.action("delete").isEnabled()
        assert "我的模板" in gallery.whose.text()
        assert gallery.about.text() == "照“信息快报”复制"
        gallery.action("copy").trigger()

    visit(copy)
    assert proposed == ["信息快报（副本）", "我们的快报（副本）"]
    assert ids() == [*BUILT_IN, "own-1", "own-2"]
    own = load_template("own-1")
    built_in = load_template("kuaibao")
    here = {"id": built_in.id, "name": built_in.name, "description": built_in.description}
    assert replace(own, **here) == built_in
    # The form of the masthead offers it at once.
    box = desk.desk.masthead.template
    assert box.findData("own-2") >= 0


def test_an_own_template_is_deleted_when_no_open_issue_needs_it(
    desk: Desk, visit, told: list[str]
) -> None:
    own = store.save_as_own(load_template("kuaibao"), "我们的快报")
    desk.library.add_issue(replace(sample(3), template=own.id))
    desk.open_sample()
    desk.session.apply("更换模板", replace(desk.bulletin, template=own.id))

    def delete(gallery: TemplateGallery) -> None:
        gallery.cards.choose(own.id)
        gallery.action("delete").trigger()

    visit(delete)
    assert "正在用这个模板" in told[-1]
    assert own_path(own.id).is_file()
    desk.press("Ctrl+Z")
    visit(delete)
    assert "还有 1 期" in told[-1]
    assert ids() == [*BUILT_IN]
    assert desk.desk.masthead.template.findData(own.id) == -1


def test_an_issue_whose_template_is_lost_can_be_given_another(
    desk: Desk, visit, told: list[str]
) -> None:
    lost = desk.library.add_issue(replace(sample(), template="lost"))
    with desk.qtbot.wait_signal(desk.workshop.pages.failed):
        desk.workshop.open_issue(lost)

    def use(gallery: TemplateGallery) -> None:
        desk.qtbot.wait_until(lambda: all(images(gallery)))
        gallery.cards.choose("gongzuo")
        gallery.action("use").trigger()

    visit(use)
    assert desk.bulletin.template == "gongzuo"


def test_what_is_exported_is_imported_again(
    desk: Desk, visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    target = tmp_path / "交换.toml"
    monkeypatch.setattr(Files, "ask_save", lambda *args: target)
    monkeypatch.setattr(Files, "ask_open", lambda *args: [target])

    def export(gallery: TemplateGallery) -> None:
        gallery.cards.choose("huiyi")
        gallery.action("export").trigger()

    visit(export)
    text = target.read_text(encoding="utf-8")
    assert parse_template(text, "x") == load_template("huiyi")
    target.write_text(text.replace('"huiyi"', '"own-meeting"'), encoding="utf-8")
    visit(lambda gallery: gallery.action("import").trigger())
    assert replace(load_template("own-meeting"), id="huiyi") == load_template("huiyi")
    assert told == []


def test_a_bad_file_is_refused_with_its_line(
    desk: Desk, visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[str]
) -> None:
    bad, odd = tmp_path / "坏.toml", tmp_path / "怪.toml"
    bad.write_text('id = "a"\nname = "甲"\n[page]\npitch = "宽"\n', encoding="utf-8")
    odd.write_text('id = "../a"\nname = "甲"\n', encoding="utf-8")
    monkeypatch.setattr(Files, "ask_open", lambda *args: [bad, odd])
    visit(lambda gallery: gallery.action("import").trigger())
    assert "坏.toml" in told[0]
    assert "第4行" in told[0]
    assert "不能用作文件名" in told[1]
    assert ids() == [*BUILT_IN]


@pytest.mark.parametrize("answer", ["替换", "另存", ""])
def test_an_id_that_is_there_asks(
    desk: Desk,
    visit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    own = store.save_as_own(load_template("kuaibao"), "我们的快报")
    file = tmp_path / "new.toml"
    file.write_text(f'id = "{own.id}"\nname = "新的快报"\n', encoding="utf-8")
    asked: list[list[str]] = []

    def ask(parent, title, question, answers) -> str:
        asked.append(list(answers))
        return answer

    monkeypatch.setattr(importing, "ask_choice", ask)
    monkeypatch.setattr(Files, "ask_open", lambda *args: [file])
    visit(lambda gallery: gallery.action("import").trigger())
    assert asked == [["替换", "另存"]]
    names = [template.name for template in all_templates()[len(BUILT_IN) :]]
    assert (
        names
        == {
            "替换": ["新的快报"],
            "另存": ["我们的快报", "新的快报"],
            "": ["我们的快报"],
        }[answer]
    )


def test_a_file_never_replaces_a_built_in_template(
    desk: Desk, visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new.toml"
    file.write_text('id = "gongzuo"\nname = "工作简报"\n', encoding="utf-8")
    asked: list[list[str]] = []
    monkeypatch.setattr(importing, "ask_choice", lambda *args: asked.append(args[3]) or args[3][0])
    monkeypatch.setattr(Files, "ask_open", lambda *args: [file])
    before = load_template("gongzuo")
    visit(lambda gallery: gallery.action("import").trigger())
    assert asked == [["另存"]]
    assert load_template("gongzuo") is before
    assert load_template("own-1").name == "工作简报（副本）"


def test_a_broken_own_template_is_named_and_hides_no_other(desk: Desk, visit) -> None:
    own = store.save_as_own(load_template("kuaibao"), "我们的快报")
    own_path("bad").write_text("[page\n", encoding="utf-8")

    def look(gallery: TemplateGallery) -> None:
        assert "bad.toml" in gallery.broken.text()
        assert gallery.cards.count() == len(BUILT_IN) + 1

    visit(look)
    assert ids()[-1] == own.id


def test_the_keys_go_through_the_cards_and_enter_uses_one(desk: Desk, visit) -> None:
    desk.open_sample()

    def keys(gallery: TemplateGallery) -> None:
        gallery.cards.setFocus()
        desk.qtbot.keyClick(gallery.cards, Qt.Key.Key_Right)
        assert gallery.cards.template == load_template("chuangcheng")
        desk.qtbot.keyClick(gallery.cards, Qt.Key.Key_Return)

    visit(keys)
    assert desk.bulletin.template == "chuangcheng"


def test_every_control_of_the_gallery_has_a_name_room_and_a_place_among_the_others(
    desk: Desk, visit
) -> None:
    desk.open_sample()

    def walk(gallery: TemplateGallery) -> None:
        gallery.activateWindow()
        desk.qtbot.wait_until(gallery.isActiveWindow)
        found = list(controls(gallery))
        assert [described(control) for control in found if not name(control)] == []
        reached = reached_by_tab(gallery)
        assert [described(control) for control in found if control not in reached] == []
        assert clipped(gallery) == []

    visit(walk)


def test_what_the_form_saves_is_taken_up_at_once(
    desk: Desk, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = store.save_as_own(load_template("jingshen-wenming"), "我们的简报")
    desk.open_sample()
    desk.session.apply("更换模板", replace(desk.bulletin, template=own.id))
    desk.workshop.pages.update_now()

    def change(dialog: TemplateEditor) -> int:
        dialog.draft.set("page", "left", 50)
        dialog.save()
        return 1

    monkeypatch.setattr(TemplateEditor, "exec", change)

    def edit(gallery: TemplateGallery) -> None:
        gallery.action("edit").trigger()

    with desk.qtbot.wait_signal(desk.workshop.pages.typeset):
        visit(edit)
    document = desk.workshop.pages.document
    assert document is not None
    left = min(placed.x for placed in document.pages[0].items)
    assert left == pytest.approx(50 * 72 / 25.4, abs=0.1)
