"""Reading clauses in a dependency parse: who fills which place around a predicate.

Every function takes tokens of one parsed Doc and looks at their neighbourhood only.
"""

from typing import Final

from spacy.tokens import Token

from dateline.extract.events.frames import classes
from dateline.extract.events.phrases import NOMINAL, RELATIVES, antecedent, coordinated

_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS: Final = frozenset({"nsubjpass", "csubjpass"})
_DECREES: Final = frozenset({"announce", "impose", "order", "introduce", "declare", "approve", "reinstate", "reimpose"})
_APPEALS: Final = frozenset({"call", "appeal", "plead"})
_APPEALED_TO: Final = frozenset({"on", "upon", "to", "with"})
"""Who is to do what is called for stands behind these: "called *on the parties* to cooperate"."""

_TIED: Final = frozenset({"link", "relate", "connect", "tie"})
_TRIGGERS: Final = frozenset({"trigger", "spark", "provoke", "prompt", "meet", "lead"})

_TOGETHER: Final = frozenset({"both", "two", "three", "four"})
_WHOSE: Final = frozenset({"of", "from"})


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject is what it is done to."""
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ == "nsubj" for child in verb.children):
        return False
    if verb.dep_ == "acl" or (verb.dep_ in ("advcl", "amod") and not _auxiliary(verb, "have")):
        return True
    if verb.dep_ == "conj" and not any(child.dep_ in ("aux", "dobj", "nsubj") for child in verb.children):
        return verb.head.tag_ in ("VBN", "VBD") and is_passive(verb.head)
    return any(child.dep_ == "agent" for child in verb.children)


def _auxiliary(verb: Token, lemma: str) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == lemma for child in verb.children)


def is_mistaken_noun(verb: Token) -> bool:
    """Whether a bare infinitive right after a noun is a noun that the tagger mistook: "a massive military build up"."""
    if verb.tag_ != "VB" or verb.i == verb.sent.start or any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return False
    return verb.nbor(-1).pos_ in ("NOUN", "PROPN") and verb.nbor(-1).dep_ == "pobj"


def grammatical_subjects(verb: Token) -> list[Token]:
    """The heads of the verb's own subject, active or passive."""
    return [antecedent(child) for child in verb.children if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS]


def doers(verb: Token, depth: int = 4) -> list[Token]:
    """The heads that fill the doer's place, through passives, control, participles and coordination."""
    if is_passive(verb):
        found = [o for c in verb.children if c.dep_ == "agent" for o in c.children if o.dep_ in ("pobj", "pcomp")]
        if not found:
            found = [
                o
                for c in verb.rights
                if c.dep_ == "prep" and c.lower_ == "by"
                for o in c.children
                if o.dep_ == "pobj" and o.ent_type_ not in ("DATE", "TIME", "PERCENT", "CARDINAL")
            ]
        if not found:  # "was asked to keep the records by the panel" hangs the panel on the second verb
            found = [
                o
                for inner in verb.children
                if inner.dep_ == "xcomp" and inner.tag_ == "VB"
                for c in inner.rights
                if c.dep_ in ("prep", "agent") and c.lower_ == "by"
                for o in c.children
                if o.dep_ == "pobj" and o.ent_type_ in ("ORG", "PERSON", "GPE", "NORP")
            ]
        if not found and verb.dep_ == "conj" and depth and not grammatical_subjects(verb):
            return doers(verb.head, depth - 1) if is_passive(verb.head) else []
        return found
    own = [antecedent(child) for child in verb.children if child.dep_ in _SUBJECTS] or _headline_subject(verb)
    if own or not depth:
        return own
    if (
        verb.pos_ == "ADJ"
        and verb.dep_ in ("acomp", "xcomp", "advcl", "conj")
        and verb.head.pos_ in ("VERB", "AUX", "ADJ")
    ):
        return doers(verb.head, depth - 1)
    return _inherited(verb, depth)


def _headline_subject(verb: Token) -> list[Token]:
    """The name right before a verb that the parser took for part of its word: "Pop star Ana backs the strikers"."""
    before = verb.nbor(-1) if verb.i and not verb.is_sent_start else verb
    named = before.dep_ == "compound" and before.pos_ == "PROPN" and before.head == verb
    return [before] if named and verb.tag_ in ("VBZ", "VBD", "VBP") else []


def name_before_infinitive(verb: Token) -> Token | None:
    """The first word of a headline such as "Trump to visit Seoul", where the parser takes the name for a command."""
    head = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp") or not head.is_sent_start or head.tag_ != "VB":
        return None
    return head if head.text[0].isupper() and head.nbor().lower_ == "to" else None


def _inherited(verb: Token, depth: int) -> list[Token]:
    """The doer of a predicate without a subject of its own."""
    head = verb.head
    match verb.dep_:
        case "conj":
            if head.pos_ in ("VERB", "AUX"):
                return patients(head) if is_passive(head) else doers(head, depth - 1)
            return []
        case "xcomp" | "ccomp" | "advcl" | "dep" | "oprd":
            if head.pos_ in ("VERB", "AUX"):
                objects = patients(head)
                if not objects and verb.tag_ == "VB" and head.lemma_ in _APPEALS:
                    objects = obliques(head, _APPEALED_TO)
                    if objects:
                        return objects
                passive = is_passive(head)
                if objects and (
                    passive or (verb.dep_ in ("xcomp", "ccomp") and head.lemma_ not in classes()["subject-control"])
                ):
                    return objects
                return doers(head, depth - 1)
            if head.pos_ in ("ADJ", "NOUN"):
                return doers(head.head, depth - 1) if head.head.pos_ in ("VERB", "AUX") else grammatical_subjects(head)
            return []
        case "relcl":
            if verb.tag_ == "VB" and head.dep_ == "ROOT":
                return [head]
            return (
                []
                if patients(verb) != [head] and any(c.dep_ in _SUBJECTS for c in verb.children)
                else [head]
                if verb.tag_ != "VB"
                else nominal_doers(head)
            )
        case "acl":
            if verb.tag_ == "VBG" or head.dep_ == "ROOT":
                return [head]
            return nominal_doers(head) or (
                doers(head.head, depth - 1)
                if head.dep_ in ("dobj", "attr") and head.head.pos_ in ("VERB", "AUX")
                else []
            )
        case "pcomp":
            anchor = head.head
            if anchor.pos_ in ("VERB", "AUX"):
                if head.lower_ in ("of", "for", "from", "with"):
                    return patients(anchor) or doers(anchor, depth - 1)
                return patients(anchor) if is_passive(anchor) else doers(anchor, depth - 1)
            if anchor.pos_ in ("NOUN", "PROPN"):
                return nominal_doers(anchor)
            return []
        case _:
            return []


def patients(verb: Token) -> list[Token]:
    """The heads that fill the place of what it is done to."""
    if is_passive(verb):
        own = [antecedent(child) for child in verb.children if child.dep_ in _PASSIVE_SUBJECTS]
        if own:
            return own
        if verb.dep_ in ("acl", "amod"):
            return [verb.head]
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and is_passive(verb.head):
            return patients(verb.head)
        if verb.dep_ in ("xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            return patients(verb.head) if is_passive(verb.head) else doers(verb.head, 2)
        return [antecedent(child) for child in verb.children if child.dep_ in _SUBJECTS]
    own = [antecedent(child) for child in verb.children if child.dep_ in ("dobj", "attr")]
    own = own or [
        s
        for c in verb.children
        if c.dep_ == "ccomp" and c.pos_ in ("ADJ", "NOUN")
        for s in c.children
        if s.dep_ == "nsubj"
    ]
    if own:
        return own
    if verb.dep_ == "relcl" and verb.head.pos_ in NOMINAL and not any(c.lower_ in RELATIVES for c in verb.children):
        return [verb.head]
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and child.tag_ == verb.tag_
            and not grammatical_subjects(child)
        ):
            shared = [c for c in child.children if c.dep_ == "dobj"]
            if shared and child.i - verb.i <= 3:
                return shared
    return [
        antecedent(child)
        for child in verb.children
        if child.dep_ == "ccomp" and child.pos_ in ("NOUN", "PROPN") and child.i > verb.i
    ]


def receivers(verb: Token) -> list[Token]:
    """The indirect objects: "sent Kyiv weapons", "Kyiv was sent weapons"."""
    if is_passive(verb) and any(child.dep_ == "dobj" for child in verb.children):
        return [antecedent(child) for child in verb.children if child.dep_ == "nsubjpass"]
    found = [child for child in verb.children if child.dep_ == "dative" and child.pos_ in NOMINAL]
    found += [
        o for c in verb.children if c.dep_ == "dative" and c.pos_ == "ADP" for o in c.children if o.dep_ == "pobj"
    ]
    return found


def obliques(head: Token, prepositions: frozenset[str]) -> list[Token]:
    """The objects of these prepositions that hang on a verb or noun, in text order."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in ("prep", "agent", "prt", "advmod", "dative") and child.pos_ in ("ADP", "SCONJ", "ADV", "VERB"):
            if child.lower_ in prepositions:
                found += [antecedent(o) for o in child.children if o.dep_ == "pobj"]
            if child.lower_ == "by" or any(o.ent_type_ in ("DATE", "TIME") for o in child.children):
                found += [  # "an attack by rebels on the town" hangs the town on the rebels
                    o
                    for by in child.children
                    for p in by.rights
                    if p.dep_ == "prep" and p.lower_ in (prepositions if _is_unit(by) else prepositions - {"of", "in"})
                    for o in p.children
                    if o.dep_ == "pobj"
                ]
            found += [
                antecedent(o)
                for inner in child.children
                if inner.dep_ == "prep" and inner.lower_ in prepositions and child.lower_ != "according"
                for o in inner.children
                if o.dep_ == "pobj"
            ]
    return found


def _is_unit(head: Token) -> bool:
    """A doer that owns nothing by "of": "the arrest by police of two men", unlike "by the leaders of"."""
    return head.ent_type_ in ("GPE", "PERSON") or head.lemma_.lower() in classes()["force"]


def complements(verb: Token) -> list[Token]:
    """The predicates that a verb or noun takes as its content: "refused to send", "accused X of killing"."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "acl", "relcl") and child.pos_ in ("VERB", "AUX"):
            found.append(child)
        elif child.dep_ == "prep":
            found += [o for o in child.children if o.dep_ == "pcomp"]
        elif child.dep_ == "dobj":
            found += [o for o in child.children if o.dep_ in ("acl", "relcl") and o.tag_ in ("VB", "VBG")]
            found += [o for p in child.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pcomp"]
        elif child.dep_ == "advcl" and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.lefts):
            found.append(child)
    return found


def nominal_doers(noun: Token) -> list[Token]:
    """Who does what a noun names: "Israel's decision", "attacks by rebels", "a wave of attacks by rebels"."""
    found = [child for child in noun.children if child.dep_ == "poss"]
    measure = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if measure.ent_type_ not in ("DATE", "TIME") and measure.lemma_.lower() not in classes()["partitive"]:
        measure = noun
    found += [
        o
        for c in (*noun.rights, *(measure.rights if measure is not noun else ()))
        if c.dep_ in ("prep", "agent") and c.lower_ == "by"
        for o in c.children
        if o.dep_ == "pobj"
    ]
    if not found:  # "the release of the hostages by the rebels" hangs the rebels on the hostages
        found = [
            o
            for of in noun.rights
            if of.dep_ == "prep" and of.lower_ == "of"
            for thing in of.children
            if thing.dep_ == "pobj" and thing.lemma_.lower() in classes()["person"]
            for by in thing.rights
            if by.dep_ in ("prep", "agent") and by.lower_ == "by"
            for o in by.children
            if o.dep_ == "pobj"
        ]
    return found


def lost_subject(noun: Token) -> list[Token]:
    """The noun that the parser hung an object on, for it lost the verb between: "Trump imposed tariffs"."""
    head = noun.head
    verb = next((c for c in noun.lefts if c.dep_ == "amod" and c.tag_ == "VBN"), None)
    return [head] if noun.dep_ == "dobj" and head.pos_ in ("NOUN", "PROPN") and verb is not None else []


def occasions(noun: Token) -> list[Token]:
    """What an arrest or a crackdown answers: "arrests linked to the riots", "riots that triggered a crackdown"."""
    tied = [
        o for c in noun.rights if c.dep_ == "acl" and c.lemma_ in _TIED for o in obliques(c, frozenset({"to", "with"}))
    ]
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.head.lower_ == "to" else None
    if verb is not None and verb.pos_ == "VERB" and verb.lemma_ in _TRIGGERS:
        tied += doers(verb)
    return tied


def imposed_by(noun: Token) -> list[Token]:
    """The agent that stands after what a measure is on: "duties on imports announced by the ministry"."""
    return [
        doer
        for preposition in noun.rights
        if preposition.dep_ == "prep" and preposition.lower_ in ("on", "upon", "against")
        for thing in preposition.children
        if thing.dep_ == "pobj"
        for member in coordinated(thing)
        for clause_ in member.rights
        if clause_.dep_ == "acl" and clause_.lemma_ in _DECREES
        for doer in doers(clause_)
    ]


def doers_of_list(noun: Token) -> list[Token]:
    """The doer of the measures that a noun is listed among: "took a series of steps including duties on"."""
    listed = False
    for _ in range(3):
        preposition = noun.head
        if noun.dep_ != "pobj" or preposition.head.pos_ != "NOUN":
            break
        if preposition.lower_ not in ("including", "like") and preposition.head.lemma_ not in classes()["partitive"] | {
            "range"
        }:
            break
        listed = listed or preposition.lower_ in ("including", "like")
        noun = preposition.head
    return doers(noun.head) if listed and noun.dep_ == "dobj" and noun.head.pos_ == "VERB" else []


def names_all(head: Token) -> bool:
    """Whether a nominal names all parties at once: "the two armies", "the sides", "North and South Korea", "envoys of A and B"."""
    if head.tag_ == "NNS" and (
        head.lemma_ in ("side", "party") or any(child.lower_ in _TOGETHER for child in head.lefts)
    ):
        return True
    if head.tag_ == "NNS" and any(len(coordinated(o)) > 1 for o in obliques(head, _WHOSE) if o.pos_ == "PROPN"):
        return True
    return any(
        child.dep_ in ("nmod", "amod", "compound", "poss") and any(c.dep_ == "conj" for c in child.children)
        for child in head.lefts
    )
