"""What is measured: each function runs one group of jobs and returns its rows of the table."""

from dataclasses import dataclass
from pathlib import Path

from documents import COMMAND, MANY, TEMPLATE, Documents
from measure import Job, in_turn, paired_ratio
from peers import BENCH, FONTS, Peers

ONE_ROUNDS, MANY_ROUNDS = 7, 5


@dataclass(frozen=True)
class Row:
    """One line of the table; a bound of None means that the ratio is told for comparison."""

    what: str
    ours: str
    peer: str
    theirs: str
    ratio: float
    bound: float | None
    limit: str = ""

    @property
    def verdict(self) -> str:
        if self.bound is None:
            return ""
        return "ok" if self.ratio <= self.bound else "OVER"


@dataclass(frozen=True)
class Bounds:
    """How many times a peer's time we may take; `limit` says what our figure is made of."""

    what: str
    peers: dict[str, float | None]
    limit: str


def one_issue(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure the whole process from a text to its PDF."""
    ours = _export(documents, documents.one, "ours.pdf")
    jobs = [ours, _typst(documents, peers, "one"), _weasyprint(documents, peers)]
    if peers.soffice:
        jobs.append(_libreoffice(documents, peers.soffice))
    in_turn(jobs, ONE_ROUNDS)
    bounds = Bounds(
        "one issue, text to PDF",
        {"Typst": 2.5, "LibreOffice": 0.25, "WeasyPrint": 0.25},
        "Starting Python and importing our modules, two thirds of the time; then subsetting and "
        "deflating the fonts.",
    )
    return _rows(bounds, jobs), jobs


def many_issues(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure fifty issues in one PDF, and how that grows from one issue."""
    ours = _export(documents, documents.many, "ours-many.pdf")
    typst = _typst(documents, peers, "many")
    reportlab = _reportlab(documents, peers)
    single = _export(documents, documents.one, "ours-single.pdf")
    jobs = [ours, typst, single]
    in_turn(jobs, MANY_ROUNDS)
    in_turn([reportlab], 1)
    what = f"{MANY} issues in one PDF"
    limit = (
        "Python: on every core an equal share of recognising the text (which the peers are "
        "spared), laying out and drawing, each about a third; before that starting, after it the "
        "fonts and the file, on one core. Both sides use all cores: measure on a quiet machine."
    )
    reference = Row(
        what, as_time(ours.seconds), "reportlab", as_time(reportlab.seconds),
        ours.seconds / reportlab.seconds, None,
    )  # fmt: skip
    rows = [
        *_rows(Bounds(what, {"Typst": 1.0}, limit), [ours, typst]),
        reference,
        Row(
            f"growth from 1 to {MANY} issues", as_time(ours.seconds), "one issue",
            as_time(single.seconds), paired_ratio(ours, single), float(MANY),
            "The start of the process is paid once.",
        ),
        Row(
            f"peak memory of {MANY} issues", f"{ours.peak_mib:.0f} MiB", "Typst",
            f"{typst.peak_mib:.0f} MiB", ours.peak_mib / typst.peak_mib, 1.0,
            "Of the largest of its processes: fonts, and the pages of all issues, deflated.",
        ),
    ]  # fmt: skip
    return rows, [ours, typst, reportlab]


def many_docx(documents: Documents, peers: Peers) -> tuple[list[Row], list[Job]]:
    """Measure fifty issues in one DOCX."""
    ours = _export(documents, documents.many, "ours-many.docx", template=None)
    if not peers.node:
        return [], []
    made = documents.path("npm.docx")
    command = [peers.node, BENCH / "peer_docx.js", peers.modules, documents.path("many.json"), made]
    jobs = [ours, Job("npm docx", command, made)]
    in_turn(jobs, MANY_ROUNDS)
    bounds = Bounds(
        f"{MANY} issues in one DOCX",
        {"npm docx": 1.0},
        "Reading and recognising fifty texts, which npm's docx is spared: it is given structure.",
    )
    return _rows(bounds, jobs), jobs


def _rows(bounds: Bounds, jobs: list[Job]) -> list[Row]:
    ours, *others = jobs
    return [
        Row(
            bounds.what, as_time(ours.seconds), other.name, as_time(other.seconds),
            paired_ratio(ours, other), bounds.peers[other.name], bounds.limit,
        )
        for other in others
    ]  # fmt: skip


def as_time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.{0 if seconds >= 0.1 else 1}f} ms"


def _export(
    documents: Documents, texts: list[Path], name: str, template: str | None = TEMPLATE
) -> Job:
    """Return our own export, to PDF or DOCX as the name says."""
    made = documents.path(name)
    chosen = ["--template", template] if template else []
    command = [COMMAND, "export", *chosen, *texts, "--" + made.suffix[1:], made]
    return Job("Bulletin Desk", command, made, documents.environment)


def _typst(documents: Documents, peers: Peers, name: str) -> Job:
    made = documents.path(f"typst-{name}.pdf")
    script = BENCH / "peer_typst.py"
    source = documents.path(f"{name}.typ")
    return Job("Typst", [peers.python, "-I", script, FONTS, source, made], made)


def _reportlab(documents: Documents, peers: Peers) -> Job:
    made = documents.path("reportlab.pdf")
    command = [peers.python, "-I", BENCH / "peer_reportlab.py", peers.truetype]
    return Job("reportlab", [*command, documents.path("many.json"), made], made)


def _weasyprint(documents: Documents, peers: Peers) -> Job:
    made = documents.path("weasyprint.pdf")
    script = BENCH / "peer_weasyprint.py"
    return Job("WeasyPrint", [peers.python, "-I", script, documents.path("one.html"), made], made)


def _libreoffice(documents: Documents, soffice: str) -> Job:
    """Return the conversion of our own DOCX, in the same faces, with a profile that is kept."""
    ours = _export(documents, documents.one, "one.docx")
    ours.once()
    folder = documents.path("libreoffice")
    command = [soffice, f"-env:UserInstallation={documents.path('profile').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", folder, documents.path("one.docx")]
    settings = {"FONTCONFIG_FILE": str(documents.font_settings())}
    return Job("LibreOffice", command, folder / "one.pdf", settings)
