"""The benchmarks that run.py runs: what each needs, and which of the figures that it prints stand in the table."""

from dataclasses import dataclass

NUMBER = r"(-?[\d,]*\.?\d+)"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a benchmark: what it is, the pattern that finds it (`#` is a number), how it is put, and what it is measured against."""

    what: str
    pattern: str
    put: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script; its arguments, with files that may not be there in braces; its figures."""

    name: str
    about: str
    arguments: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def needs(self) -> list[str]:
        return [argument[1:-1] for argument in self.arguments if argument.startswith("{")]


_STOCK = "stock spaCy, same texts, same run: 1.00"
_TUNED = "made on these: a guard, no estimate"

ALL = (
    Benchmark(
        "reading",
        "clean text to reading",
        ("{articles}",),
        (
            Figure(
                "parse, names and attribution tags", r"  annotate +# ms +# x", "{0} CPU ms per 600 words, {1} ×", _STOCK
            ),
            Figure("clean text to reading", r"clean \+ read +# ms +# x", "{0} CPU ms per 600 words, {1} ×", _STOCK),
            Figure("`dateline --help`", r"--help +# ms +\(bare Python #", "{0} CPU ms", "bare Python: {1} ms"),
        ),
    ),
    Benchmark(
        "whole",
        "page to reading",
        ("{pages}",),
        (
            Figure("page to report", r"page to report +# ms +# ×", "{0} CPU ms an article, {1} ×", _STOCK),
            Figure("report to reading", r"report to reading +# ms +# ×", "{0} CPU ms an article, {1} ×", _STOCK),
            Figure("page to reading, written as JSON", r"as JSON +# ms +# ×", "{0} CPU ms an article, {1} ×", _STOCK),
            Figure(
                "a million articles",
                r"as JSON +# ms.*stock +#",
                "{1} processor-hours",
                "{0} ms × 1,000,000 / 3,600,000",
            ),
        ),
    ),
    Benchmark(
        "growth",
        "long articles",
        ("{text.corpus.dev.jsonl.gz}",),
        (
            Figure(
                "a word among 60,000 in one article",
                r"60000 +# \(#\) *# \(#\)",
                "{3} × a word among 600",
                "stock spaCy: {1} ×",
            ),
        ),
    ),
    Benchmark(
        "extraction",
        "article bodies",
        ("{pages}",),
        (
            Figure("article bodies", r"ours +# +# +# +#", "F1 {0} at {3} pages per CPU-second", ""),
            Figure("the same by trafilatura", r"trafilatura +# +# +# +#", "F1 {0} at {3}", "side by side"),
            Figure("the same by resiliparse", r"resiliparse +# +# +# +#", "F1 {0} at {3}", "side by side"),
        ),
    ),
    Benchmark(
        "archive",
        "archives: engine, memory, kills",
        ("{text.corpus.dev.jsonl.gz}", "--documents", "500", "--shard-size", "5"),
        (
            Figure(
                "Dask against plain processes",
                r"dask / plain processes: # of the CPU at # shards",
                "{0} of the CPU",
                "goal: 1.15",
            ),
            Figure(
                "two workers",
                r"dask +# s wall +# s CPU +# ms a page +# pages/s +# MB",
                "{2} CPU ms a page, {4} MB in all",
            ),
            Figure("one worker", r"dask.*CPU each, # MB", "{0} MB at the most"),
            Figure(
                "20 processes killed",
                r"kills \(.*\): # reports, # of .* # rejects of # pages; # temp",
                "{0} reports and {2} rejects of {3} pages, {4} temporary files",
                "every page once, no file left",
            ),
        ),
    ),
    Benchmark(
        "scale",
        "archives: cost by size",
        ("{text.corpus.dev.jsonl.gz}", "--documents", "1000", "10000"),
        (
            Figure("an article among 1,000", r"\n?1,000 pages .* CPU s, # ms each", "{0} CPU ms"),
            Figure("an article among 10,000", r"10,000 pages .* CPU s, # ms each", "{0} CPU ms", "flat within 10 %"),
        ),
    ),
    Benchmark(
        "attribution",
        "who said what",
        ("{attribution.polnear.dev.jsonl.gz}", "{scorer}"),
        (
            Figure(
                "attributions of readings",
                r"== readings.*: # words",
                "{0} words per CPU-second, everything",
                "Citron: 1,500, attribution alone",
            ),
            Figure("attribution model", r"== model, score >= 0.0: # words", "{0} words per CPU-second"),
        ),
    ),
    Benchmark(
        "events",
        "events",
        (),
        (
            Figure(
                "coding a sentence, parse excluded",
                r"; # sentences coded",
                "{0} a CPU-second",
                "PETRARCH2: 250 a second",
            ),
            Figure("events beside the parse", r"events # \(# of it", "{0} CPU ms per 600 words, {1} ×", _STOCK),
        ),
    ),
    Benchmark("figures", "figures", (), (Figure("figures, own suite", r"full tuple #", "full tuple {0}", _TUNED),)),
    Benchmark(
        "places",
        "places",
        ("{places.trnews.dev.jsonl.gz}",),
        (Figure("places, end to end", r"found and right # of #", "{0} of {1} found and right"),),
    ),
    Benchmark(
        "times",
        "times",
        ("{times.wikiwars.dev.jsonl.gz}",),
        (Figure("times on the calendar, end to end", r"calendar values right # of #", "{0} of {1} right"),),
    ),
    Benchmark(
        "copies",
        "copies",
        ("{text.corpus.dev.jsonl.gz}",),
        (
            Figure(
                "copies among reprints",
                r">= 0\.50 +precision # +recall # +#",
                "P {0}, R {1}, {2} reports per CPU-second",
            ),
        ),
    ),
    Benchmark(
        "stories",
        "stories",
        ("{stories.ecb.dev.jsonl.gz}", "1"),
        (
            Figure(
                "stories, at the end",
                r"at the end +P # R # F1 #",
                "BCubed F1 {2} (P {0}, R {1})",
                "constants swept on these",
            ),
            Figure("stories, speed", r"seed 1: # reports", "{0} reports per CPU-second"),
        ),
    ),
    Benchmark(
        "incidents",
        "incidents",
        ("{stories.ecb.dev.jsonl.gz}", "{incidents.ecb.dev.jsonl.gz}"),
        (
            Figure(
                "mentions under one incident", r"one incident: # pairs, P # R #", "P {1}, R {2}", "undated documents"
            ),
        ),
    ),
    Benchmark(
        "placing",
        "a report's story as a ledger grows",
        (),
        (
            Figure(
                "finding the story among 100,000 reports",
                r"100000 reports: # ms.*x#",
                "{0} CPU ms, {1} × 50,000",
                "goal: 1.10 ×",
            ),
        ),
    ),
    Benchmark(
        "ledger",
        "the ledger",
        ("{text.corpus.dev.jsonl.gz}",),
        (
            Figure("adding a report", r"add +# \(#\) +# x reading", "{0} CPU ms, {2} of reading it", "goal: .05"),
            Figure("a story's page, 1,000 reports", r"\b1000 +# \( *#\)", "{0} CPU ms"),
            Figure("a story's page, 100,000 reports", r"100000 +# \( *#\)", "{0} CPU ms"),
        ),
    ),
    Benchmark(
        "desk",
        "the desk",
        ("500",),
        (Figure("a page of a story of 500 reports, cold", r"cold: # ms", "{0} CPU ms"),),
    ),
    Benchmark(
        "watch",
        "500 feeds",
        ("500",),
        (
            Figure(
                "a feed of full texts parsed",
                r"1\d\d,\d+ bytes: feedparser # ms, here # ms",
                "{1} CPU ms",
                "feedparser: {0} ms",
            ),
            Figure("500 feeds, nothing new", r"304 +#", "{0} CPU s a cycle"),
            Figure("500 feeds, 50 pages read", r"pages read +# +# +# +# +#% +#", "{0} CPU s a cycle, {5} MB"),
        ),
    ),
    Benchmark(
        "tallies",
        "contested figures",
        ("{figures.iran2026.dev.jsonl.gz}",),
        (Figure("contradictions found", r"contradictions #, right #", "{0}, {1} of them right"),),
    ),
    Benchmark("tempo", "alarms", (), (Figure("rises caught / alarms a month", r"sum .* #/#$", "{0} / {1}"),)),
)

PEERS = (
    (
        "PETRARCH2",
        "900,000 sentences an hour (250 a second) in one instance on a desktop of 2013, parse excluded",
        "its README",
    ),
    (
        "CoreNLP, as PETRARCH2 needs it",
        "2,500 stories an hour in two instances on the same: 2.9 s of a core each",
        "PETRARCH2's README",
    ),
    (
        "Citron",
        "no figure published; 1,500 words per CPU-second here, with its own models, its cue classifier rebuilt",
        "measured",
    ),
    (
        "trafilatura",
        "7.1 times (precision mode 9.4) the time of its baseline, no absolute figure; side by side above",
        "its documentation",
    ),
    ("feedparser", "15 feeds a second, fastfeedparser 571; side by side above", "fastfeedparser's README"),
)
"""What peers publish of their own speed, or others of them."""
