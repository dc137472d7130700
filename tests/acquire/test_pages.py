"""Pages from a real server: fetched when all is well, refused in one line when it is not."""

import socket

import pytest

from dateline.acquire import captures
from dateline.acquire.addresses import is_public, resolve
from dateline.clean import to_report
from dateline.errors import DatelineError, SourceError
from dateline.records import Capture


def only(source: str, *, allow_private: bool = True) -> Capture | DatelineError:
    found = list(captures(source, allow_private=allow_private))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("path", ["/article", "/moved"])
def test_page_is_fetched_and_read(site: str, path: str) -> None:
    capture = only(site + path)
    assert isinstance(capture, Capture)
    assert capture.url == f"{site}/article"
    assert capture.retrieved is not None
    report = to_report(capture)
    assert (report.headline, report.outlet) == ("Ferry crews walk out", "The Ellery Post")
    assert (report.published, report.published_basis) == ("2026-03-03T08:00:00+00:00", "page")
    assert report.byline == ("Ines Carvalho",)
    kinds = [passage.kind for passage in report.passages]
    assert kinds == ["headline", "body", "body", "body", "caption"]
    assert "newsletter" not in report.text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nowhere", "404"),
        ("/loop", "without end"),
        ("/picture", "image/png"),
        ("/empty", "empty"),
        ("/bomb", "larger than"),
        ("/damaged", "damaged"),
        ("/to-file", "no web address"),
        ("/to-nonsense", "no address"),
    ],
)
def test_page_that_cannot_be_had_is_one_line(site: str, path: str, says: str) -> None:
    error = only(site + path)
    assert isinstance(error, SourceError)
    assert says in str(error)
    assert site in str(error)
    assert "\n" not in str(error)


def test_page_that_never_ends_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.acquire.http.MOST_SECONDS", 0.05)
    error = only(site + "/drip")
    assert isinstance(error, SourceError)
    assert "did not end" in str(error)


def test_host_is_asked_at_its_next_address_when_the_first_is_dead(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def dead_first(host: str, *rest: object, **options: object) -> list[tuple[object, ...]]:
        if host != "two-homes.example":
            return real(host, *rest, **options)
        found = real("127.0.0.1", *rest, **options)
        return [(*found[0][:4], ("127.0.0.2", 1)), *found]

    monkeypatch.setattr(socket, "getaddrinfo", dead_first)
    capture = only(site.replace("127.0.0.1", "two-homes.example") + "/article")
    assert isinstance(capture, Capture)
    assert capture.url is not None
    assert capture.url.startswith("http://two-homes.example:")


def test_private_address_is_refused_by_name_and_by_number(site: str) -> None:
    for address in (site, site.replace("127.0.0.1", "localhost")):
        error = only(f"{address}/article", allow_private=False)
        assert isinstance(error, SourceError)
        assert "private" in str(error)
        assert "--allow-private" in str(error)


def test_redirect_to_a_private_address_is_refused_on_the_way(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here; the one it redirects to is checked all the same."""
    real = is_public
    monkeypatch.setattr("dateline.acquire.addresses.is_public", lambda address: address == "127.0.0.1" or real(address))
    error = only(f"{site}/to-metadata", allow_private=False)
    assert isinstance(error, SourceError)
    assert "169.254.169.254" in str(error)


def test_host_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    with pytest.raises(SourceError, match=r"10\.0\.0\.7"):
        resolve("rebind.example", 80, allow_private=False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0",
     "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::"],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_of_the_internet_are_public() -> None:
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_host_that_does_not_exist_is_one_line() -> None:
    error = only("http://no-such-host.invalid/")
    assert isinstance(error, SourceError)
    assert "no-such-host.invalid" in str(error)


def test_address_that_is_none_is_one_line() -> None:
    error = only("http://[not-an-address/")
    assert isinstance(error, SourceError)
    assert "\n" not in str(error)
