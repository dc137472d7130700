"""Answers given before are kept while there is room."""

from dateline.publish.web.desk import Kept


def test_the_least_used_answers_go_first():
    kept = Kept(room=10)
    kept.put("a", b"1234")
    kept.put("b", b"1234")
    assert kept.get("a") == b"1234"
    kept.put("c", b"1234")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"1234", None, b"1234")


def test_an_answer_put_again_takes_its_room_once():
    kept = Kept(room=10)
    for _ in range(9):
        kept.put("a", b"1234")
    kept.put("b", b"123456")
    assert (kept.get("a"), kept.get("b")) == (b"1234", b"123456")


def test_an_answer_larger_than_the_room_is_not_kept():
    kept = Kept(room=10)
    kept.put("a", b"x" * 11)
    assert kept.get("a") is None
    kept.put("b", b"1234567890")
    assert kept.get("b") == b"1234567890"
