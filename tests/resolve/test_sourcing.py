"""How openly a source is named: the grades of the codebook, on phrases in one sentence."""

from collections.abc import Callable

import pytest

from dateline.records import Reading

GRADES = {
    "institution": [
        "The presidency", "Hamas's armed wing", "The stock exchange", "The election commission", "The mayor's office",
        "The palace", "The U.N. mission in Mali", "The bloc", "The airport", "State media", "The general staff",
        "An army spokesman", "The rebels",
    ],
    "anonymous-official": [
        "A Western diplomat", "Lawmakers", "A member of parliament", "Officials in Gaza", "The coroner", "European leaders",
        "A judge",
    ],
    "anonymous": [
        "Several witnesses", "Clerics", "Analysts", "Members of the family", "A lawyer for the family", "The pilot",
        "Two people familiar with the talks", "Rescue workers",
    ],
    "document": ["Court documents", "A leaked memo", "Satellite images"],
    "unattributed": ["Unconfirmed reports"],
    "named": ["Police chief Omar Said", "The prime minister"],
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "standing"), [(p, grade) for grade, phrases in GRADES.items() for p in phrases])
def test_standing_of_a_source(read: Callable[..., Reading], phrase: str, standing: str) -> None:
    (statement,) = read(f"{phrase} said on Tuesday that the road had been closed.").statements
    assert statement.source is not None
    assert statement.source.standing == standing
