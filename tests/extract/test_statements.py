"""Who says what, through whom, how and when: the behaviour of single sentences and small texts."""

import pytest

from dateline.extract import find_statements


def text_of(tokens):
    return None if tokens is None else tokens.text


def row(statement):
    content = " / ".join(tokens.text.rstrip(",.") for tokens in statement.content)
    return text_of(statement.source), statement.act, statement.mode, content


# text → source, act, mode, content of every statement in it
SENTENCES = {
    # the cue before, after, inside
    "The governor said the dam would hold.": [("The governor", "say", "indirect", "the dam would hold")],
    "The dam would hold, the governor said.": [("the governor", "say", "indirect", "The dam would hold")],
    "The dam, the governor said, would hold.": [("the governor", "say", "indirect", "The dam / would hold")],
    "However, the governor said, the dam would hold.": [("the governor", "say", "indirect", "the dam would hold")],
    '"The dam will hold," said the governor.': [("the governor", "say", "direct", "The dam will hold")],
    '"The dam," the governor said, "will hold."': [("the governor", "say", "direct", "The dam / will hold")],
    "'The dam will hold,' the governor said.": [("the governor", "say", "direct", "The dam will hold")],
    'The governor said: "The dam will hold. We have checked."': [
        ("The governor", "say", "direct", "The dam will hold. We have checked")
    ],
    'The governor said the dam was "perfectly safe".': [
        ("The governor", "say", "mixed", 'the dam was "perfectly safe')
    ],
    '"The dam will hold," the governor said. "We have checked it twice."': [
        ("the governor", "say", "direct", "The dam will hold / We have checked it twice")
    ],
    # the cue in the middle of a clause that ends in quotation marks, and a sentence behind a finished quotation
    'The worst of it, he continued, is "their unflinching backing for the usurpers."': [
        ("he", "say", "mixed", 'The worst of it / is "their unflinching backing for the usurpers')
    ],
    'The envoy spoke of "daily raids." Kamara urged the world to act.': [
        ("The envoy", "say", "direct", "daily raids"),
        ("Kamara", "demand", "indirect", "the world to act"),
    ],
    # two cues, each with its own content
    "Five guards remain, he added, noting that the embassy was closed.": [
        ("he", "say", "indirect", "Five guards remain"),
        ("he", "say", "indirect", "the embassy was closed"),
    ],
    # a quotation behind a sentence that says who is speaking
    'She cut the ribbon and said it was cheap. "Nobody has offered us anything better."': [
        ("She", "say", "direct", "Nobody has offered us anything better"),
        ("She", "say", "indirect", "it was cheap"),
    ],
    # an outlet in the tail, which the parser takes for a description
    "The obstacles were discussed at length at the meeting, KNTV reported on Monday.": [
        ("KNTV", "say", "indirect", "The obstacles were discussed at length at the meeting")
    ],
    # quoted by another
    '"We heat them," state agency Belta quoted the president as saying.': [
        ("the president", "say", "direct", "We heat them")
    ],
    "The town had fallen, the general was quoted as saying by a newspaper.": [
        ("the general", "say", "indirect", "The town had fallen")
    ],
    # a count
    "Officials put the death toll at 40.": [("Officials", "say", "indirect", "the death toll at 40")],
    "He put the number of rebels killed at 45, a figure that could not be verified.": [
        ("He", "say", "indirect", "the number of rebels killed at 45")
    ],
    "The government raised the toll to 417.": [("The government", "say", "indirect", "the toll to 417")],
    # a semicolon ends what is reported
    "Crowds marched; police arrested 23 people, according to a lawyer.": [
        ("a lawyer", "say", "indirect", "police arrested 23 people")
    ],
    "Two bridges fell; the dam held, the mayor said.": [("the mayor", "say", "indirect", "the dam held")],
    # what another source confirms
    "Nine people died, according to charities, although police have confirmed only seven deaths.": [
        ("charities", "say", "indirect", "Nine people died"),
        ("police", "confirm", "indirect", "only seven deaths"),
    ],
    # denied in passing
    "Oslo accuses Bergen of backing the rebels, a charge Bergen denies.": [
        ("Oslo", "accuse", "indirect", "Bergen of backing the rebels"),
        ("Bergen", "deny", "indirect", "Bergen of backing the rebels"),
    ],
    "Oslo accuses Bergen of backing the rebels, claims rejected by the mayor.": [
        ("Oslo", "accuse", "indirect", "Bergen of backing the rebels"),
        ("the mayor", "reject", "indirect", "Bergen of backing the rebels"),
    ],
    "The minister said the rebels had fled, a claim that their spokesman has repeatedly denied.": [
        ("The minister", "say", "indirect", "the rebels had fled"),
        ("their spokesman", "deny", "indirect", "the rebels had fled"),
    ],
    "The drone hit a school, which Israel denied on Tuesday.": [
        ("Israel", "deny", "indirect", "The drone hit a school")
    ],
    # the speaker described behind the cue
    '"They have gone," said Ana Quist, a teacher, reached by telephone. "We are alone."': [
        ("Ana Quist, a teacher", "say", "direct", "They have gone / We are alone")
    ],
    'The spokeswoman Ana Quist called the report "fiction".': [
        ("The spokeswoman Ana Quist", "say", "mixed", 'the report "fiction')
    ],
    # verbs that are no verbs of saying, where only a cue can stand
    'The market burned. "I saw bodies everywhere," sobbed a trader.': [
        ("a trader", "say", "direct", "I saw bodies everywhere")
    ],
    'The market burned. "These are lies," he thundered. They left.': [("he", "say", "direct", "These are lies")],
    "Asked whether the two would meet soon, the minister said a date would be announced.": [
        ("the minister", "say", "indirect", "a date would be announced")
    ],
    # whoever issues a statement speaks in it
    "The army and the police issued a joint statement saying they would not back him.": [
        ("The army and the police", "say", "indirect", "they would not back him")
    ],
    "They read a statement saying he had fled.": [("a statement", "say", "indirect", "he had fled")],
    'Trade fell. Norway "categorically rejects" any act that breaks the law, its ambassador, Lisa Kenna, wrote on Twitter.': [
        ("its ambassador, Lisa Kenna", "say", "mixed", 'Norway "categorically rejects" any act that breaks the law')
    ],
    # a clause behind a long occasion, and an outlet that cites between commas
    "The court sat. Karim Khan said in a statement from a camp in Bangladesh that more requests would follow.": [
        ("Karim Khan", "say", "indirect", "more requests would follow")
    ],
    "Oslo denied supplying missiles to Bergen, after the Wall Street Journal, citing two officials, reported that ships had sailed.": [
        ("Oslo", "deny", "indirect", "supplying missiles to Bergen"),
        ("two officials", "say", "indirect", "ships had sailed"),
    ],
    # a participle at the end of a sentence whose first subject cannot speak
    "Flights resumed when the Aviation Workers Union suspended the strike, saying the ministry had agreed to talk.": [
        ("the Aviation Workers Union", "say", "indirect", "the ministry had agreed to talk")
    ],
    # another one who is silent
    "The minister said the two sides would hold further talks, and the president's office declined to comment.": [
        ("The minister", "say", "indirect", "the two sides would hold further talks"),
        ("the president's office", "decline-to-comment", "indirect", ""),
    ],
    # two sources in one sentence
    "The department said it was concerned, and the mayor demanded an inquiry, his spokesman said.": [
        ("The department", "say", "indirect", "it was concerned"),
        ("his spokesman", "say", "indirect", "the mayor demanded an inquiry"),
        ("the mayor", "demand", "indirect", "an inquiry"),
    ],
    "About 4 million people have fled, the agency said on Tuesday; another 10.5 million are displaced.": [
        ("the agency", "say", "indirect", "About 4 million people have fled")
    ],
    # said by nobody
    "No group has claimed responsibility.": [],
    "Nobody claimed the attack.": [],
    "He has called off a visit to Oslo planned for next week.": [],
    "A doctor, who declined to be identified, left the hospital.": [],
    # voicing a stance
    "The minister underscored the need for talks.": [("The minister", "demand", "indirect", "the need for talks")],
    "She voiced concern over the arrests.": [("She", "warn", "indirect", "concern over the arrests")],
    "He expressed an answer in metres.": [],
    # nothing is said by those who are blamed for not saying it
    "Britain drafted a text criticizing Oslo for not answering questions on the seals.": [
        ("a text", "accuse", "indirect", "Oslo for not answering questions on the seals")
    ],
    "The army left without saying that the road was mined.": [],
    # phrases as contents
    "Islamabad denied the strike on the depot.": [("Islamabad", "deny", "indirect", "the strike on the depot")],
    "The union accused the firm of hiding its losses.": [
        ("The union", "accuse", "indirect", "the firm of hiding its losses")
    ],
    "Ministers urged both sides to stop the fighting.": [
        ("Ministers", "demand", "indirect", "both sides to stop the fighting")
    ],
    "Paris condemned the raid as a crime.": [("Paris", "accuse", "indirect", "the raid as a crime")],
    "The premier vowed to rebuild the port.": [("The premier", "promise", "indirect", "to rebuild the port")],
    "The envoy rejected the claim that talks had failed.": [("The envoy", "deny", "indirect", "talks had failed")],
    "The envoy ruled out a pause in the fighting.": [("The envoy", "reject", "indirect", "a pause in the fighting")],
    "Brussels called for an inquiry into the sinking.": [
        ("Brussels", "demand", "indirect", "an inquiry into the sinking")
    ],
    # several cues, several sources
    "The army acknowledged two deaths, but insisted that its soldiers had been fired on.": [
        ("The army", "confirm", "indirect", "two deaths"),
        ("The army", "say", "indirect", "its soldiers had been fired on"),
    ],
    "Aid workers said the camp was empty, adding that the wells were dry.": [
        ("Aid workers", "say", "indirect", "the camp was empty"),
        ("Aid workers", "say", "indirect", "the wells were dry"),
    ],
    "The minister said that prices would fall and that wages would rise.": [
        ("The minister", "say", "indirect", "prices would fall and that wages would rise")
    ],
    "Rahimi left for Muscat, saying the siege starves the town and warning nearby states that it may spread.": [
        ("Rahimi", "say", "indirect", "the siege starves the town"),
        ("Rahimi", "warn", "indirect", "it may spread"),
    ],
    # sentences that lead into a quotation, or go on in one
    'With no roads left open, "we walked for two days," said Ortiz.': [
        ("Ortiz", "say", "mixed", 'With no roads left open, "we walked for two days')
    ],
    'When the dam broke last spring, the farmer said, "we ran for the hills."': [
        ("the farmer", "say", "mixed", "When the dam broke last spring / we ran for the hills")
    ],
    '"I admire the judge," the senator said, but "he has got this one wrong."': [
        ("the senator", "say", "mixed", 'I admire the judge / but "he has got this one wrong')
    ],
    'A video of the mayor saying "we failed" was shown in court.': [
        ("A video of the mayor", "say", "direct", "we failed")
    ],
    # whoever gave it speaks
    "The plan has received criticism from farmers, stating that it would ruin them.": [
        ("farmers", "say", "indirect", "it would ruin them")
    ],
    # phrases as sources
    "According to the coroner, the driver was asleep.": [("the coroner", "say", "indirect", "the driver was asleep")],
    "The driver was asleep, according to the coroner.": [("the coroner", "say", "indirect", "The driver was asleep")],
    "The ministry's warning that food would run out went unheard.": [
        ("The ministry", "warn", "indirect", "food would run out")
    ],
    # nobody named
    "It was reported that the airport had been closed.": [(None, "say", "indirect", "the airport had been closed")],
    "The rebels are believed to have crossed the river.": [
        (None, "say", "indirect", "The rebels / to have crossed the river")
    ],
    # silence
    "The ministry declined to comment.": [("The ministry", "decline-to-comment", "indirect", "")],
    "The company did not immediately respond to a request for comment.": [
        ("The company", "no-response", "indirect", "")
    ],
    "The embassy could not be reached.": [("The embassy", "no-response", "indirect", "")],
    # headlines
    "Rebels hold two towns in the north, ministry says": [
        ("ministry", "say", "indirect", "Rebels hold two towns in the north")
    ],
}

# the parser ends these contents at the comma; the model sees that they go on
LONG_CONTENT = {
    "The mayor said that it was too early to name a cause, and there was no sign of a leak.": (
        "it was too early to name a cause, and there was no sign of a leak"
    ),
    "The agency announced it would have forty inspectors at the harbour, and it would all be done by Friday.": (
        "it would have forty inspectors at the harbour, and it would all be done by Friday"
    ),
}

# sentences in which nobody says anything
NO_STATEMENT = [
    "The army crossed the river at night and took the town.",
    "The so-called 'ghost fleet' left port on Sunday.",
    'The film "Quiet Harbour" opened in March.',
    "The minister may say more on Friday.",
    "She did not say when the talks would begin.",
    "Johnny 'the Hook' Marsh was arrested in Dover.",
    "The report was due on Monday.",
    "Rain threatens to ruin the harvest.",
    "He responded to the attack with a wave of arrests.",
    "The two armies exchanged fire in June.",
    "The ministers discussed the reopening of the border.",
    "Regional security issues were discussed during the talks in Ankara.",
    'Written by Ana Ruiz, "Running with the Wolves" is on show in Lima.',
]


@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: text[:60])
def test_statements_of_a_sentence(text, annotate):
    assert [row(s) for s in find_statements(annotate(text))] == SENTENCES[text]


@pytest.mark.parametrize("text", LONG_CONTENT, ids=lambda text: text[:60])
def test_a_content_goes_on_over_a_comma(text, annotate):
    (statement,) = find_statements(annotate(text))
    assert [part.text for part in statement.content] == [LONG_CONTENT[text]]


@pytest.mark.parametrize("text", NO_STATEMENT, ids=lambda text: text[:60])
def test_plain_facts_titles_and_nicknames_are_no_statements(text, annotate):
    assert [row(s) for s in find_statements(annotate(text))] == []


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Two officials told Reuters that the talks had failed.", "Reuters"),
        ("She told the Bild newspaper that it was over.", "Bild newspaper"),
        ("Officials told state television that the dam had held.", "state television"),
        ("In an interview with CNN broadcast on Monday, the envoy said the door was open.", "CNN"),
        ('"The door is open," he wrote on Telegram.', "Telegram"),
        ("According to Yonhap, quoting KCNA, the army is on alert.", "Yonhap"),
        ("The paper quoted a minister as saying it was over.", "The paper"),
        ("The army would wait, Reuters reported, citing two officials.", "Reuters"),
        ("The minister told parliament that the war was over.", None),
        ("The governor told his wife that the war was over.", None),
        ("The envoy told reporters that the talks had failed.", None),
    ],
)
def test_the_channel_is_given_where_the_words_name_it(text, via, annotate):
    found = find_statements(annotate(text))[0].via
    assert text_of(found) == via


def test_the_source_of_a_quoted_report_is_the_one_it_quotes(annotate):
    texts = [
        "According to Yonhap, quoting KCNA, the army is on alert.",
        "The Post quoted an aide as saying it was over.",
    ]
    assert [text_of(find_statements(annotate(text))[0].source) for text in texts] == ["KCNA", "an aide"]


@pytest.mark.parametrize(
    ("text", "said_on"),
    [
        ("On Tuesday, the group said the town had fallen.", "Tuesday"),
        ("The group said on Tuesday that the town had fallen.", "Tuesday"),
        ("The group said that the town had fallen on Tuesday.", None),
        ("The town fell on Tuesday, the group said.", None),
        ("In a speech on Monday the premier said wages would rise.", "Monday"),
        ("The premier said wages would rise in two weeks.", None),
    ],
)
def test_the_day_of_saying_is_not_the_day_of_the_event(text, said_on, annotate):
    assert text_of(find_statements(annotate(text))[0].said_on) == said_on


def test_the_party_that_was_asked_is_named_by_the_sentence_before(annotate):
    text = annotate("The Daily Post reached out to the White House. They did not immediately respond.")
    (statement,) = [s for s in find_statements(text) if s.act == "no-response"]
    assert text_of(statement.source) == "the White House"
    assert text_of(statement.via) == "The Daily Post"


def test_a_quotation_over_three_paragraphs_is_one_statement(annotate):
    text = annotate('"We left at dawn.\n\n"We walked all day.\n\n"Nobody stopped us," the farmer said.')
    (statement,) = find_statements(text)
    assert [tokens.text.rstrip(",.") for tokens in statement.content] == [
        "We left at dawn", "We walked all day", "Nobody stopped us",
    ]  # fmt: skip
    assert text_of(statement.source) == "the farmer"


def test_hedges_are_marked(annotate):
    (statement,) = find_statements(annotate("Doctors said the toll was likely higher."))
    assert [tokens.text for tokens in statement.hedge] == ["likely"]


TYPOGRAPHY = (
    '"We are leaving - all of us," the consul said. The minister said the plan was "dead". '
    "It's over, aides told Reuters on Monday, adding that the ministry's offer didn't stand."
)


@pytest.mark.parametrize(
    "variant",
    [
        TYPOGRAPHY.replace(' "', " “").replace('" ', "” ").replace('"', "“", 1).replace('"', "”").replace("'", "’"),
        TYPOGRAPHY.replace(" - ", " – "),
        TYPOGRAPHY.replace(" - ", " — "),
        TYPOGRAPHY.replace('"', "'"),
    ],
    ids=["curly", "en dash", "em dash", "single"],
)
def test_typography_does_not_change_what_is_said(variant, annotate):
    def gist(text):
        return [
            (text_of(s.source), s.act, s.mode, len(s.content), text_of(s.via)) for s in find_statements(annotate(text))
        ]

    assert gist(variant) == gist(TYPOGRAPHY)
    assert len(gist(TYPOGRAPHY)) == 4


def test_a_text_without_quotation_marks_still_yields_its_statements(annotate):
    marked = 'The mayor said the bridge was "unsafe". Engineers warned that it would fall.'
    bare = marked.replace('"', "")
    assert [row(s)[:2] for s in find_statements(annotate(bare))] == [
        row(s)[:2] for s in find_statements(annotate(marked))
    ]
    assert {s.mode for s in find_statements(annotate(bare))} == {"indirect"}
