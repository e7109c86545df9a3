"""Commands that lay issues out: export, lines, dump, sample."""

import argparse
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bulletin_desk import paths
from bulletin_desk.cli.printing import Progress, complain
from bulletin_desk.cli.sources import Issue, Kind, Sources, read
from bulletin_desk.cli.targets import files_of, refuse_overwriting
from bulletin_desk.cli.volume import write_volume
from bulletin_desk.cli.workers import spread
from bulletin_desk.errors import DeskError
from bulletin_desk.export.files import make_folder, replace_file
from bulletin_desk.model.compose import compose
from bulletin_desk.model.compose.contents import contents_layout
from bulletin_desk.model.flow import Flow, Text
from bulletin_desk.model.naming import file_stem
from bulletin_desk.model.units import em_width

if TYPE_CHECKING:
    from bulletin_desk.intake.result import Intake
    from bulletin_desk.typeset.display import Document
    from bulletin_desk.typeset.typesetter import Typesetter


def export_command(options: argparse.Namespace) -> int:
    """Write PDF and DOCX: one file an issue into a folder, or all issues into one file."""
    if options.pdf is None and options.docx is None:
        complain("请用 --pdf 或 --docx 指明要写的文件。")
        return 2
    refuse_overwriting((options.pdf, options.docx), options.issues, options.library)
    with Sources(options.library, options.template) as sources:
        pdf: Path | None = options.pdf
        published = len(options.issues) == 1 and sources.is_frozen(options.issues[0])
        if pdf and options.docx is None and not os.path.isdir(pdf) and not published:  # noqa: PTH112
            return 0 if write_volume(options.issues, sources, pdf) else 1
        issues, failed = _find_all(sources, options.issues)
        if issues and not _write(issues, options.pdf, options.docx):
            failed = True
    return 1 if failed else 0


def lines_command(options: argparse.Namespace) -> int:
    """Print the typeset lines, a blank line between pages."""
    from bulletin_desk.typeset.dump import lines

    print(lines(_typeset(options)), end="")
    return 0


def dump_command(options: argparse.Namespace) -> int:
    """Print the display list."""
    from bulletin_desk.typeset.dump import dump

    print(dump(_typeset(options)), end="")
    return 0


def sample_command(options: argparse.Namespace) -> int:
    """Write the sample issue as PDF and DOCX."""
    make_folder(options.out)
    with Sources(options.library) as sources:
        issue = sources.find(str(paths.RESOURCES / "sample" / "jianbao.txt"))
    targets = [options.out / f"{file_stem(issue.bulletin)}.{suffix}" for suffix in ("pdf", "docx")]
    if not _write([issue], *targets):
        return 1
    for target in targets:
        print(f"已写好 {target}")
    return 0


def _find_all(sources: Sources, names: Sequence[str]) -> tuple[list[Issue], bool]:
    """Return the issues that can be read; each other one is named with its reason."""
    issues: list[Issue] = []
    for name, intake in zip(names, _read_all(sources, names), strict=True):
        try:
            if isinstance(intake, str):
                raise DeskError(intake)
            issues.append(sources.issue_of(intake) if intake else sources.find(name))
        except DeskError as error:
            complain(f"{name}：{error}")
    return issues, len(issues) < len(names)


def _read_all(sources: Sources, names: Sequence[str]) -> Sequence["Intake | str | None"]:
    """Return what each file holds, or why it cannot be read; None where the library is asked."""
    if any(map(sources.in_library, names)):
        # An open library cannot be shared with a forked process.
        return [None] * len(names)
    return spread(_read, names, lambda done: None)


def _read(name: str) -> "Intake | str":
    try:
        return read(Path(name))
    except DeskError as error:
        return str(error)


def _write(issues: Sequence[Issue], pdf: Path | None, docx: Path | None) -> bool:
    """Write what can be written, and tell why the rest cannot; return whether all is done."""
    jobs, done = _write_published(issues, pdf, docx)
    if not jobs:
        return done
    flows = [compose(issue.bulletin, issue.template) for issue in issues]
    # Page numbers in a DOCX's contents are ours; where no contents show them, none are needed.
    needed = pdf is not None or _shows_page_numbers(issues)
    documents = _documents(flows, shown=pdf is not None) if needed else []
    for path, indexes, kind in jobs:
        mine = [issues[index] for index in indexes]
        laid = [documents[index] for index in indexes] if documents else []
        try:
            if kind == "pdf":
                _write_pdf(laid, mine, path)
            else:
                _write_docx([flows[index] for index in indexes], mine, laid, path)
        except DeskError as error:
            complain(error)
            done = False
    return done


def _write_published(
    issues: Sequence[Issue], pdf: Path | None, docx: Path | None
) -> tuple[list[tuple[Path, Sequence[int], Kind]], bool]:
    """Write final issues as they were published; return what is left, and whether all went well."""
    targets: tuple[tuple[Kind, Path | None], ...] = (("pdf", pdf), ("docx", docx))
    left: list[tuple[Path, Sequence[int], Kind]] = []
    done = True
    for kind, target in targets:
        for path, indexes in files_of(issues, target, kind):
            frozen = issues[indexes[0]].frozen if len(indexes) == 1 else None
            if frozen is None:
                left.append((path, indexes, kind))
                continue
            try:
                replace_file(path, partial(_put, frozen(kind)))
            except DeskError as error:
                complain(error)
                done = False
    return left, done


def _put(data: bytes, file: BinaryIO) -> None:
    file.write(data)


def _documents(flows: Sequence[Flow], *, shown: bool = False) -> list["Document"]:
    """Return the flows laid out; where our own pages are shown, their fonts are told of."""
    typesetter = _typesetter()
    progress = Progress(len(flows), "排版")
    documents: list[Document] = []
    for number, flow in enumerate(flows, 1):
        documents.append(typesetter.typeset(flow))
        progress.step(number)
    if shown:
        from bulletin_desk.cli.fonts import tell_of_fonts

        tell_of_fonts(typesetter.fonts, typesetter.fonts.missing)
    return documents


def _write_pdf(documents: Sequence["Document"], issues: Sequence[Issue], target: Path) -> None:
    from bulletin_desk.export.pdf import write_parts
    from bulletin_desk.export.pdf.part import Drawer

    drawer = Drawer()
    write_parts([drawer.draw(document) for document in documents], _pictures(issues), target)


def _write_docx(
    flows: Sequence[Flow], issues: Sequence[Issue], documents: Sequence["Document"], target: Path
) -> None:
    from bulletin_desk.export.word import write_docx

    labels = {
        anchor: document.pages[index].label
        for document in documents
        for anchor, index in document.anchors.items()
    }
    bulletins = [issue.bulletin for issue in issues]
    titles = _printed_titles(flows, documents)
    write_docx(flows, _pictures(issues), target, labels, bulletins, titles)


def _printed_titles(flows: Sequence[Flow], documents: Sequence["Document"]) -> dict[str, str]:
    """Return titles in the lines of our layout; without one, only long titles are laid out."""
    if not documents:
        long = [replace(flow, blocks=_long_titles(flow), closing=()) for flow in flows]
        if not any(flow.blocks for flow in long):
            return {}  # and no fonts are opened
        documents = _documents([flow for flow in long if flow.blocks])
    from bulletin_desk.typeset.pages import printed_titles

    return {anchor: title for d in documents for anchor, title in printed_titles(d).items()}


def _long_titles(flow: Flow) -> tuple[Text, ...]:
    """Return the titles that one line may not hold."""
    return tuple(
        block
        for block in flow.blocks
        if isinstance(block, Text)
        and block.source.part == "title"
        # An estimate without fonts: laid-out gaps may take another character's width.
        and (max(map(em_width, block.text.split("\n"))) + 1) * block.style.size > flow.page.measure
    )


def _shows_page_numbers(issues: Iterable[Issue]) -> bool:
    return any(
        i.bulletin.contents and contents_layout(i.bulletin, i.template).page_numbers for i in issues
    )


class _pictures:  # noqa: N801 - called like a function
    """Finds a picture in whichever source has it."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._issues = issues

    def __call__(self, digest: str) -> bytes:
        missing: DeskError | None = None
        for issue in self._issues:
            try:
                return issue.pictures(digest)
            except DeskError as error:
                missing = error
        raise missing or DeskError("找不到稿件里的一张图片，请重新插入。")


def _typeset(options: argparse.Namespace) -> "Document":
    with Sources(options.library, options.template) as sources:
        issue = sources.find(options.issue)
    return _typesetter().typeset(compose(issue.bulletin, issue.template))


def _typesetter() -> "Typesetter":
    from bulletin_desk.typeset.fonts import Fonts
    from bulletin_desk.typeset.typesetter import Typesetter

    return Typesetter(Fonts())
