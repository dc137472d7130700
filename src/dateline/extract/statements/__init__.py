"""Statements: who said what, through whom."""

from dateline.annotate import AnnotatedText
from dateline.extract.mentions import StatementMention
from dateline.extract.statements.according import find_according
from dateline.extract.statements.assembly import assemble
from dateline.extract.statements.clauses import find_clauses
from dateline.extract.statements.fusion import fuse
from dateline.extract.statements.layout import find_layout
from dateline.extract.statements.page import Page
from dateline.extract.statements.retorts import with_retorts
from dateline.extract.statements.silence import find_silences


def find_statements(text: AnnotatedText) -> list[StatementMention]:
    """Every attribution in the text, in text order; a parent always comes before its child."""
    page = Page(text)
    found = [*find_clauses(page), *find_according(page), *find_silences(page), *find_layout(page)]
    return assemble(page, with_retorts(page, fuse(page, found)))
