"""The ontology as data: complete, consistent, and with the published slips settled."""

from dateline.knowledge import plover


def test_sixteen_types_in_four_quads() -> None:
    assert len(plover.QUADS) == 16
    assert set(plover.QUADS.values()) == {1, 2, 3, 4}


def test_sanction_is_material_conflict() -> None:
    assert plover.QUADS["SANCTION"] == 4


def test_accusing_is_conflict() -> None:
    assert plover.goldstein("ACCUSE", None, None) == -3.0


def test_codes_are_strings_and_keep_their_zero() -> None:
    assert all(isinstance(code, str) and len(code) in (3, 4) for code in plover.cameo())
    assert plover.cameo()["036"].type == "AGREE"


def test_every_code_points_into_the_ontology() -> None:
    types, contexts = plover.ontology()["types"], set(plover.ontology()["contexts"])
    for code, entry in plover.cameo().items():
        assert entry.type in types, code
        assert entry.mode is None or entry.mode in types[entry.type]["modes"], code
        assert contexts.issuperset(entry.contexts), code


def test_both_ways() -> None:
    for code, entry in plover.cameo().items():
        assert code in plover.cameo_of(entry.type, entry.mode)
    assert plover.cameo_of("PROTEST", "riot") == ("145", "1451", "1452", "1453", "1454")


def test_the_value_of_the_code_before_the_score_of_mode_and_type() -> None:
    assert plover.goldstein("ASSAULT", "aerial", "195") == -10.0
    assert plover.goldstein("ASSAULT", "aerial", None) == -9.5
    assert plover.goldstein("ASSAULT", None, None) == -9.0


def test_a_code_without_a_value_falls_back() -> None:
    assert plover.cameo()["1214"].goldstein is None
    assert plover.goldstein("REJECT", "assist", "1214") == -1.5


def test_scores_stay_on_the_scale() -> None:
    for name, kind in plover.ontology()["types"].items():
        for score in (kind["score"], *kind["modes"].values()):
            assert -10 <= score <= 10, name


def test_decisions_are_noted() -> None:
    assert any("ACCUSE" in decision for decision in plover.ontology()["decisions"])
