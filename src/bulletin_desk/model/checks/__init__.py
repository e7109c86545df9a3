"""Checking an issue before it goes out (出刊检查): each rule is one small function.

Rules look at the bulletin, and at facts that others collected for them: the library's, and those
of the typeset pages. A new rule joins the tuple of its file, a word list is a file by itself.
"""

from bulletin_desk.model.checks.articles import NEAR
from bulletin_desk.model.checks.facts import (
    NO_FACTS,
    Facts,
    Flaw,
    LibraryFacts,
    NearFact,
    PageFacts,
    PageFlaw,
)
from bulletin_desk.model.checks.problem import Problem, Rule, Scope, Severity
from bulletin_desk.model.checks.registry import Checker, check_bulletin, rules

__all__ = [
    "NEAR",
    "NO_FACTS",
    "Checker",
    "Facts",
    "Flaw",
    "LibraryFacts",
    "NearFact",
    "PageFacts",
    "PageFlaw",
    "Problem",
    "Rule",
    "Scope",
    "Severity",
    "check_bulletin",
    "rules",
]
