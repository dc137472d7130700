"""The desk without a browser: one ledger of samples, and a client."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.publish.web.example import fill

from dateline.ledger import Ledger
from dateline.pipeline import Reader
from dateline.publish.web import create_app


@pytest.fixture(scope="session")
def sample_url(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a ledger of all samples, which tests only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'ledger.db'}"
    with Ledger(url) as ledger:
        fill(ledger, reader)
    return url


@pytest.fixture(scope="session")
def desk(sample_url: str) -> Iterator[TestClient]:
    """The desk on the samples."""
    with Ledger(sample_url) as ledger:
        yield TestClient(create_app(ledger), base_url="http://localhost")


@pytest.fixture
def fresh(tmp_path) -> Iterator[tuple[Ledger, TestClient]]:
    """An empty ledger and the desk on it."""
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        yield ledger, TestClient(create_app(ledger), base_url="http://localhost")
