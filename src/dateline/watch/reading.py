"""Pages become reports and readings. Imported with the first page: most runs from cron find nothing new."""

from functools import cached_property

from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture, Reading, Report


class PageReader:
    """Cleans and reads pages. The models are loaded with the first report, or are those of a reader that is given."""

    def __init__(self, reader: Reader | None = None) -> None:
        self._given = reader

    @cached_property
    def _reader(self) -> Reader:
        return self._given or Reader()

    def report(self, capture: Capture, *, outlet: str | None) -> Report:
        """The report in a capture. Raises InputError when it holds no article."""
        return to_report(capture, outlet=outlet)

    def read(self, report: Report) -> Reading:
        """The reading of a report."""
        return self._reader.read_report(report)
