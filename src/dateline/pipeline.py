"""The one place where the steps are joined: report in, reading out."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from dateline import __version__, knowledge
from dateline.annotate import Annotator
from dateline.extract import find_agenda, find_events, find_figures, find_quantities, find_statements
from dateline.records import Generator, Notice, Reading, Report
from dateline.resolve.within import Found, Grounder


class Reader:
    """Reads reports. Reusable: it loads its models once. A reading depends on its report alone."""

    def __init__(self) -> None:
        self.annotator = Annotator()

    @cached_property
    def generator(self) -> Generator:
        """What makes the readings: same report and same generator, same bytes."""
        return Generator(
            name="dateline",
            version=__version__,
            models=dict(sorted(self.annotator.versions.items())),
            knowledge=knowledge.version(),
        )

    def read_report(self, report: Report) -> Reading:
        """The reading of one report. A report in another language than English gives no records."""
        if report.language not in (None, "en"):
            notice = Notice(
                code="language",
                message=f"the text is in {report.language!r}; dateline reads English only, so it has no records",
            )
            return Reading(generator=self.generator, report=report, warnings=(notice,))
        text = self.annotator(report)
        statements = find_statements(text)
        events = find_events(text, statements)
        quantities = find_quantities(text)
        figures = find_figures(text, quantities, statements, events)
        agenda = find_agenda(text, statements, events)
        found = Found(statements=statements, events=events, quantities=quantities, figures=figures, agenda=agenda)
        return Grounder(text, found).reading(self.generator)

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of many reports, in order."""
        for report in reports:
            yield self.read_report(report)
