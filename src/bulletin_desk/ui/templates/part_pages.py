"""The form's pages of what a bulletin is made of: masthead, contents, columns, footer, numbers."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from bulletin_desk.model.template import MastheadPart, SectionDefault
from bulletin_desk.ui import theme
from bulletin_desk.ui.editor.fields import LineField
from bulletin_desk.ui.forms import add_row
from bulletin_desk.ui.templates import words
from bulletin_desk.ui.templates.draft import Draft
from bulletin_desk.ui.templates.fields import FlagField
from bulletin_desk.ui.templates.form_page import FormPage
from bulletin_desk.ui.templates.order_list import OrderList


class MastheadPage(FormPage):
    """报头: which parts in which order, the red line, what a new issue begins with."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.group("报头要素")
        self.remark("勾选要印的要素，拖动或按 Alt+↑、Alt+↓ 调整先后。本期没有填写的要素不占位置。")
        self.parts = OrderList("报头要素", checks=True)
        self.insert(self.parts)
        self.insert(buttons := QWidget())
        self.up, self.down = _move_buttons(buttons, self.parts)
        self.group("红线")
        self.add_number("粗细", "masthead.rule", "thickness", "磅", 0.25)
        self.add_colour("红线颜色", "masthead.rule", "colour")
        self.add_number("上方空白", "masthead.rule", "before", "磅")
        self.add_number("下方空白", "masthead.rule", "after", "磅")
        self.group("新建一期时")
        self.add_words("刊名", "masthead", "series", "如：精神文明建设简报（Enter 换行，可分两行）")
        self.add_word("编发单位", "masthead", "issuer", "如：市精神文明建设指导委员会办公室")
        self.add_word("内部资料提示", "masthead", "notice", "没有可不填，如：内部资料　注意保存")
        self.parts.arranged.connect(self._on_arranged)
        self.finish()

    def show_values(self) -> None:
        super().show_values()
        shown = self.draft.template.masthead.parts
        known = {value for value, _ in self.parts.rows()}
        if tuple(value for value, on in self.parts.rows() if on) == shown and known:
            return
        hidden = [part for part in MastheadPart if part not in shown]
        rows = [(part, words.PARTS[part], part in shown) for part in (*shown, *hidden)]
        self.parts.show_rows(rows)

    def _on_arranged(self) -> None:
        parts = [MastheadPart(str(value)).value for value, on in self.parts.rows() if on]
        self.draft.set("masthead", "parts", parts)


class ContentsPage(FormPage):
    """目录: whether, in which form, with page numbers or without."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.group("")
        self.add_flag("印目录", "contents", "show")
        self.add_choice("形式", "contents", "style", words.CONTENTS)
        self.add_word("目录标题", "contents", "heading", "没有可不填，如：目　录")
        self.add_word("项目符号", "contents", "bullet", "如：◆　")
        self.add_word("栏目名称", "contents", "section_form")
        self.add_flag("印页码", "contents", "page_numbers")
        self.add_word("页码前的引线", "styles.contents_item", "leader", "没有可不填，如：…")
        self.add_flag("正文另起一页", "contents", "page_break")
        self.remark("“{}”代表栏目的名称。")
        self.finish()

    def show_values(self) -> None:
        super().show_values()
        template = self.draft.template
        self.enable("contents", template.has_contents, "show")
        numbers = template.has_contents and template.contents.page_numbers
        self.enable("styles.contents_item", numbers)


class ColumnsPage(FormPage):
    """栏目: the columns a new issue has, and how their headings look."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.group("新建一期时的栏目")
        self.columns = OrderList("栏目", checks=False)
        self.insert(self.columns)
        self.insert(buttons := QWidget())
        self.add_button, self.remove_button = QPushButton("添加栏目"), QPushButton("删除栏目")
        self.up, self.down = _move_buttons(
            buttons, self.columns, self.add_button, self.remove_button
        )
        self.group("")
        self.name = LineField("栏目名称", "如：工作动态")
        self.run_in = FlagField("标题接排（标题后加句号，与正文同段）")
        add_row(self._form, "栏目名称", self.name, self.name)
        self._form.addRow(QLabel(), self.run_in)
        self.group("印在页面上")
        self.add_word("栏目标题", "article", "section_form")
        self.add_choice("接排标题的字体", "article", "run_in_font", words.FONTS)
        self.remark("“{}”代表栏目的名称，如：【{}】。一个栏目也不设时，各篇依次排列。")
        self._connect()
        self.finish()

    def show_values(self) -> None:
        super().show_values()
        sections = self.draft.template.sections
        self.columns.show_rows(
            [(index, _column_text(s), False) for index, s in enumerate(sections)]
        )
        self._show_current()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.columns.arranged.connect(self._on_arranged)
        self.columns.currentRowChanged.connect(lambda _: self._show_current())
        self.name.edited.connect(lambda text: self._change(name=text))
        self.run_in.changed.connect(lambda on: self._change(run_in=on))

    def _show_current(self) -> None:
        row, sections = self.columns.currentRow(), self.draft.template.sections
        there = 0 <= row < len(sections)
        for widget in (self.name, self.run_in, self.remove_button, self.up, self.down):
            widget.setEnabled(there)
        self.name.show_text(sections[row].name if there else "")
        self.run_in.show_value(there and sections[row].run_in)

    def _add(self) -> None:
        sections = self.draft.template.sections
        taken = {section.name for section in sections}
        names = ["新栏目", *(f"新栏目{n}" for n in range(2, len(taken) + 3))]
        name = next(name for name in names if name not in taken)
        self._keep((*sections, SectionDefault(name)), "add")
        self.columns.setCurrentRow(len(sections))
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self) -> None:
        row, sections = self.columns.currentRow(), self.draft.template.sections
        self._keep((*sections[:row], *sections[row + 1 :]), f"remove {len(sections)}")

    def _change(self, **values: object) -> None:
        row, sections = self.columns.currentRow(), list(self.draft.template.sections)
        if 0 <= row < len(sections):
            sections[row] = replace(sections[row], **values)  # pyright: ignore[reportArgumentType]
            self._keep(tuple(sections), f"{row} {' '.join(values)}")

    def _on_arranged(self) -> None:
        sections = self.draft.template.sections
        order = [int(str(value)) for value, _ in self.columns.rows()]
        if sorted(order) == list(range(len(sections))):
            self._keep(tuple(sections[index] for index in order), f"order {order}")

    def _keep(self, sections: tuple[SectionDefault, ...], key: str) -> None:
        template = self.draft.template
        if sections != template.sections:
            self.draft.replace(replace(template, sections=sections), ("sections", key))


class FooterPage(FormPage):
    """版记: labels, the form of the copies, rules, whom a new issue goes to."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.group("称谓")
        self.add_word("报", "footer", "report_label")
        self.add_word("送", "footer", "send_label")
        self.add_word("发", "footer", "issue_label")
        self.add_word("份数", "footer", "copies_form")
        self.remark("“{n}”代表份数，如：（共印{n}份）。")
        self.group("首末横线")
        self.add_number("粗细", "footer.outer", "thickness", "磅", 0.25)
        self.add_colour("横线颜色", "footer.outer", "colour")
        self.group("各项之间的横线")
        self.inner = FlagField("各项之间画横线")
        self._form.addRow(QLabel(), self.inner)
        self.add_number("粗细", "footer.inner", "thickness", "磅", 0.25)
        self.add_colour("横线颜色", "footer.inner", "colour")
        self.group("新建一期时")
        self.add_words("报送", "distribution", "report_to", "如：市委常委，省文明办")
        self.add_words("抄送", "distribution", "send_to", "如：市直各部门")
        self.add_words("发往", "distribution", "issue_to", "如：各县（市、区）")
        self.add_number("共印份数", "distribution", "copies", "份")
        self.inner.changed.connect(self._on_inner)
        self.finish()

    def show_values(self) -> None:
        super().show_values()
        there = self.draft.template.footer.inner is not None
        self.inner.show_value(there)
        self.enable("footer.inner", there)

    def _on_inner(self, on: object) -> None:
        template = self.draft.template
        footer = template.footer
        rule = replace(footer.outer, thickness=0.7) if on else None
        changed = replace(template, footer=replace(footer, inner=rule))
        self.draft.replace(changed, ("footer", "inner"))


class NumbersPage(FormPage):
    """页码和编号."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.group("页码")
        self.add_flag("印页码", "page_number", "show")
        self.add_word("页码形式", "page_number", "form")
        self.add_number("到版心的距离", "page_number", "drop", "毫米")
        self.add_number("首页页码", "page_number", "first", "")
        self.remark(
            "“{n}”代表页码，如：— {n} —。单页码居右，双页码居左；“页码”样式设为居中时居中。"
        )
        self.group("期号")
        self.add_choice("期号", "numbering", "restart", words.RESTARTS)
        self.add_flag("另编总期号（总第N期）", "numbering", "serial")
        self.add_flag("增刊，单独编号", "numbering", "supplement")
        self.finish()

    def show_values(self) -> None:
        super().show_values()
        self.enable("page_number", self.draft.template.page_number is not None, "show")


def _move_buttons(
    holder: QWidget, rows: OrderList, *before: QPushButton
) -> tuple[QPushButton, QPushButton]:
    up, down = QPushButton("上移"), QPushButton("下移")
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.SMALL)
    for button in (*before, up, down):
        button.setAutoDefault(False)
        line.addWidget(button)
    line.addStretch()
    up.clicked.connect(lambda: rows.move_current(-1))
    down.clicked.connect(lambda: rows.move_current(1))
    return up, down


def _column_text(section: SectionDefault) -> str:
    name = section.name or "（没有名称）"
    return f"{name}　（标题接排）" if section.run_in else name
