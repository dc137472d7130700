"""The reading in a terminal: what stands in it, how wide it is, and that no report can steer the terminal."""

from rich.cells import cell_len

from dateline.publish.text import rendered
from dateline.records import codec

REPORT = """Talks in Geneva collapse

GENEVA - Two people familiar with the talks said on Tuesday that the Swiss mediator had left the room and that no further round was planned for the time being, whatever the two governments might say about it in public.

The Red Cross said at least 1,240 people had been killed in the fighting since March.
"""


def test_no_line_is_wider_than_a_terminal(read):
    lines = rendered(read(REPORT, published="2026-02-04")).splitlines()
    assert max(cell_len(line) for line in lines) <= 80


def test_it_names_speaker_standing_words_and_counter(read):
    text = " ".join(rendered(read(REPORT, published="2026-02-04", outlet="The Harbour Times")).split())
    assert "The Harbour Times · 2026-02-04 (given)" in text
    assert "Two people familiar with the talks [anonymous ×2] say" in text
    assert "(2026-02-03)" in text
    assert "at least 1,240" in text
    assert "Red Cross" in text


def test_colour_adds_codes_and_changes_no_word(read):
    reading = read(REPORT)
    plain, coloured = rendered(reading), rendered(reading, colour=True)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain


def test_control_characters_of_a_report_do_not_reach_the_terminal(read):
    reading = read(
        "Minister \x1b[2Jresigns\n\nThe minister said on Monday that \x1b]0;owned\x07 she would \u202eresign at once.\n"
    )
    out = rendered(reading)
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_unresolved_dates_are_said_to_be_unknown(read):
    out = rendered(read(REPORT))
    assert "date unknown" in out
    assert "WARNINGS" in out


def test_a_reading_survives_its_own_json(read):
    reading = read(REPORT, published="2026-02-04")
    assert rendered(codec.decode(codec.encode(reading))) == rendered(reading)
