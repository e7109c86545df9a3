"""Every command of the window: its name, text, keys and icon, and its place in the menus."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command as the clerk sees it."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


# 格式 is filled by the article's page, whose commands act where the caret is.
MENUS: dict[str, tuple[Command | None, ...]] = {
    "文件": (
        Command("new", "新建一期…", ("Ctrl+N",), "new"),
        Command("open", "打开…", ("Ctrl+O",), "open"),
        Command("import", "导入文件…", ("Ctrl+I",), "import"),
        Command("import_folder", "导入文件夹…", ("Ctrl+Alt+I",)),
        Command("import_list", "导入清单"),
        Command("review", "待核对的导入…"),
        Command("paste_article", "粘贴为来稿", ("Ctrl+Alt+V",)),
        None,
        Command("version", "保存为历史版本…", ("Ctrl+S",)),
        Command("versions", "历史版本…", ("Ctrl+Shift+H",)),
        None,
        Command("check", "出刊检查", ("F7",), "preflight"),
        Command("next_problem", "下一处问题", ("F8",)),
        Command("previous_problem", "上一处问题", ("Shift+F8",)),
        Command("final", "定稿…", ("Ctrl+Shift+D",), "final"),
        Command("reopen", "取消定稿…"),
        None,
        Command("pdf", "导出 PDF…", ("Ctrl+E",), "pdf"),
        Command("docx", "导出 Word…", ("Ctrl+Shift+E",), "docx"),
        Command("print", "打印…", ("Ctrl+P",), "print"),
        Command("readback", "读回送审稿…", ("Ctrl+Alt+E",)),
        None,
        Command("pack", "导出为简报文件…"),
        Command("unpack", "打开简报文件…"),
        Command("export_library", "导出整个稿库…"),
        Command("import_library", "导入整个稿库…"),
        None,
        Command("delete_issue", "删除这一期…"),
        Command("close", "关闭本期", ("Ctrl+W",)),
        Command("quit", "退出", ("Ctrl+Q",)),
    ),
    "编辑": (
        Command("undo", "撤销", ("Ctrl+Z",), "undo"),
        Command("redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
        None,
        Command("cut", "剪切", ("Ctrl+X",)),
        Command("copy", "复制", ("Ctrl+C",)),
        Command("paste", "粘贴", ("Ctrl+V",)),
        Command("select_all", "全选", ("Ctrl+A",)),
        None,
        Command("find", "查找…", ("Ctrl+F",), "find"),
        Command("replace", "替换…", ("Ctrl+H",)),
        Command("find_next", "查找下一处", ("F3",)),
        Command("find_previous", "查找上一处", ("Shift+F3",)),
        None,
        Command("article", "新建稿件", ("Ctrl+Shift+N",), "article-add"),
        Command("column", "新建栏目…", ("Ctrl+Shift+L",), "column-add"),
        Command("take_past", "从往期选用…"),
        Command("rename", "改名", ("F2",)),
        None,
        Command("up", "上移", ("Alt+Up",), "up"),
        Command("down", "下移", ("Alt+Down",), "down"),
        Command("to_pool", "移回待用稿", (), "pool"),
        Command("delete", "删除", ("Ctrl+Delete",), "delete"),
    ),
    "格式": (),
    "查看": (
        Command("outline", "本期", ("Alt+1",)),
        Command("pool", "待用稿", ("Alt+2",)),
        Command("library", "稿库", ("Alt+3",)),
        Command("next_pane", "下一个窗格", ("F6",)),
        Command("previous_pane", "上一个窗格", ("Shift+F6",)),
        None,
        Command("show_left", "左栏", ("Ctrl+Alt+1",), checkable=True),
        Command("show_right", "版面", ("Ctrl+Alt+2",), checkable=True),
        Command("thumbnails", "页面缩略图", ("Ctrl+Alt+3",), checkable=True),
        None,
        Command("zoom_in", "放大版面", ("Ctrl++", "Ctrl+="), "zoom-in"),
        Command("zoom_out", "缩小版面", ("Ctrl+-",), "zoom-out"),
        Command("fit_width", "适合宽度", ("Ctrl+9",), "fit-width", checkable=True),
        Command("fit_page", "整页", ("Ctrl+8",), "fit-page", checkable=True),
        Command("two_pages", "双页", ("Ctrl+Shift+9",), "two-pages", checkable=True),
        None,
        Command("fullscreen", "全屏", ("F11",), checkable=True),
    ),
    "工具": (
        Command("palette", "搜索命令…", ("Ctrl+Shift+P",)),
        None,
        Command("templates", "模板…", ("Ctrl+T",), "template"),
        Command("recipients", "常用发送单位…"),
        Command("units", "供稿单位名录…"),
        None,
        Command("insert_phrase", "插入常用语…", ("Ctrl+Shift+Y",)),
        Command("keep_phrase", "存为常用语…"),
        Command("phrases", "编辑常用语…"),
        None,
        Command("rules", "检查项目…"),
    ),
    "帮助": (
        Command("shortcuts", "快捷键一览", ("F1",)),
        Command("fonts", "字体说明…"),
        Command("about", "关于简报台"),
    ),
}
BAR = (
    "new", "open", "import", "", "undo", "redo", "", "article", "column", "up", "down", "delete",
    "", "find", "check", "final", "", "pdf", "docx", "print",
)  # fmt: skip
# These make sense only while an issue is open.
NEED_ISSUE = (
    "version", "versions", "check", "next_problem", "previous_problem", "final", "reopen",
    "pdf", "docx", "print", "readback", "pack", "delete_issue", "close",
    "find", "replace", "find_next", "find_previous", "article", "column", "take_past", "rename",
    "up", "down", "to_pool", "delete", "thumbnails", "zoom_in", "zoom_out",
    "fit_width", "fit_page", "two_pages",
)  # fmt: skip
# These change the issue, and cannot while it is final (定稿).
CHANGES = (
    "final", "replace", "article", "column", "take_past", "rename", "up", "down", "to_pool",
    "delete", "delete_issue", "readback",
)  # fmt: skip
