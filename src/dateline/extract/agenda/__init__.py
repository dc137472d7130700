"""Agenda: what is planned, due or threatened.

`happenings` are nouns on a calendar ("the referendum"), `coming` are acts that are said to be coming
("will present its case next week"); `finding` joins both with the events whose status lies ahead.
The words are in `knowledge/frames/agenda.yaml`.
"""

from dateline.extract.agenda.finding import find_agenda

__all__ = ["find_agenda"]
