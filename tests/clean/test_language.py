"""The language of a text: English is not taken for its cousins, and other languages not for English."""

import pytest

from dateline.clean.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Russian President Vladimir Putin will meet the emir of Qatar in the Kremlin on Thursday for talks on gas.",
            "en",
        ),
        ("Iran rejects the talks.", "en"),
        (
            "Le ministre des affaires étrangères a déclaré mardi que les pourparlers étaient suspendus jusqu'à nouvel ordre.",
            "fr",
        ),
        (
            "Der Außenminister sagte am Dienstag, die Gespräche seien bis auf weiteres ausgesetzt worden, hieß es in Wien.",
            "de",
        ),
        (
            "El ministro de Exteriores dijo el martes que las conversaciones quedan suspendidas hasta nuevo aviso en Ginebra.",
            "es",
        ),
        (
            "Министр иностранных дел заявил во вторник, что переговоры приостановлены до особого распоряжения обеих сторон.",
            "ru",
        ),
        (
            "قال وزير الخارجية يوم الثلاثاء إن المحادثات معلقة حتى إشعار آخر بعد خلاف حول مكان انعقادها في الأسبوع المقبل.",
            "ar",
        ),
        ("42", None),
        ("", None),
    ],
)
def test_language_is_told(text: str, language: str | None) -> None:
    assert language_of(text) == language
