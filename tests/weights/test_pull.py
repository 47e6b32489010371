from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.weights import WeightsStore, source_urls
from clonyvoice.weights import pull as pulling
from clonyvoice.weights.download import SourceUnavailable
from clonyvoice.weights.pull import PullFailed, PullProgress, pull
from clonyvoice.weights.store import WeightsMissing
from tests.weights.shop import TABLE, WHOLE, Shop, manifest


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with Shop() as opened:
        monkeypatch.setattr(source_urls, "locate", opened.locate)
        monkeypatch.setattr(pulling, "release_url", lambda part: opened.url(part.asset))

        def no_client(*_: object) -> None:
            raise SourceUnavailable("no client in tests")

        monkeypatch.setattr(pulling, "client_download", no_client)
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> WeightsStore:
    return WeightsStore(tmp_path / "weights", manifest())


def fetch(store: WeightsStore, **more: object) -> tuple[str, ...]:
    return pull(store, ["tiny"], client=httpx.Client(trust_env=False), **more)  # type: ignore[arg-type]  # keywords of all sorts


def test_pull_joins_parts_and_unpacks_packages(shop: Shop, store: WeightsStore) -> None:
    steps: list[PullProgress] = []
    assert fetch(store, progress=steps.append) == ("tiny",)
    folder = store.path("tiny")
    assert (folder / "model.bin").read_bytes() == WHOLE
    assert (folder / "sub/table.json").read_bytes() == TABLE
    assert store.verify("tiny") == ()
    assert steps[-1].stage == "installed"
    assert steps[-1].done == steps[-1].total
    received = [step.done for step in steps if step.stage == "receiving"]
    assert received == sorted(received)
    assert not (store.root / ".incoming" / "tiny").exists()


def test_a_second_pull_asks_for_nothing(shop: Shop, store: WeightsStore) -> None:
    fetch(store)
    asked = len(shop.asked)
    assert fetch(store) == ()
    assert len(shop.asked) == asked


def test_a_broken_connection_is_continued_where_it_stopped(shop: Shop, store: WeightsStore) -> None:
    shop.break_after = 50_000
    fetch(store)
    assert store.verify("tiny") == ()
    assert ("one", "bytes=50000-") in shop.asked


def test_a_server_without_ranges_is_read_from_the_start(shop: Shop, store: WeightsStore) -> None:
    shop.break_after, shop.ranges = 50_000, False
    fetch(store)
    assert store.verify("tiny") == ()


def test_a_lying_source_is_replaced_by_the_next_one(shop: Shop, store: WeightsStore) -> None:
    shop.lies.add("two")
    fetch(store)
    assert (store.path("tiny") / "model.bin").read_bytes() == WHOLE
    assert any(name == "model.bin" for name, _ in shop.asked)


def test_nothing_is_installed_when_one_file_cannot_be_had(shop: Shop, store: WeightsStore) -> None:
    shop.missing.add("three")
    with pytest.raises(PullFailed, match="run the same command again"):
        fetch(store)
    assert not store.installed("tiny")
    assert not store.folder("tiny").exists()
    with pytest.raises(WeightsMissing, match="models pull tiny"):
        store.path("tiny")
    shop.missing.clear()
    shop.asked.clear()
    fetch(store)
    assert {name for name, _ in shop.asked} == {"three"}, "what was received before is kept"


def test_an_unreachable_host_is_tried_once(store: WeightsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        tried.append(request.url.path)
        raise httpx.ConnectError("refused")

    monkeypatch.setattr(
        source_urls, "locate", lambda archives: {a.id: f"http://gone/{a.id}" for a in archives}
    )
    monkeypatch.setattr(pulling, "release_url", lambda part: "http://gone/model.bin")
    monkeypatch.setattr(pulling, "client_download", lambda *_: (_ for _ in ()).throw(SourceUnavailable("no")))
    with pytest.raises(PullFailed, match="cannot be reached"):
        pull(store, ["tiny"], client=httpx.Client(transport=httpx.MockTransport(refuse)))
    assert tried == ["/one"]


def test_cancel_stops_the_download_and_installs_nothing(shop: Shop, store: WeightsStore) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        fetch(store, cancel=token, progress=lambda _: token.cancel())
    assert not store.installed("tiny")
    fetch(store)
    assert store.installed("tiny")


def test_repair_fetches_only_what_is_damaged(shop: Shop, store: WeightsStore) -> None:
    fetch(store)
    (store.path("tiny") / "sub/table.json").write_bytes(bytes(len(TABLE)))
    assert [problem.what for problem in store.verify("tiny")] == ["checksum"]
    shop.asked.clear()
    fetch(store, repair=True)
    assert store.verify("tiny") == ()
    assert {name for name, _ in shop.asked} == {"three"}


def test_two_pulls_at_once_download_once(shop: Shop, store: WeightsStore) -> None:
    results: list[tuple[str, ...]] = []
    threads = [threading.Thread(target=lambda: results.append(fetch(store))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(), ("tiny",)]
    assert len([name for name, _ in shop.asked if name == "one"]) == 1


def test_a_copied_folder_works_without_network(shop: Shop, store: WeightsStore, tmp_path: Path) -> None:
    import shutil

    fetch(store)
    shutil.copytree(store.root, tmp_path / "copied")
    copied = WeightsStore(tmp_path / "copied", manifest())
    assert copied.installed("tiny")
    assert copied.verify("tiny") == ()
