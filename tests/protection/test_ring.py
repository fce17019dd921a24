"""The key ring: made once, for its owner alone, read again when replaced."""

import json
import stat
import threading
from pathlib import Path

import pytest

from gongkai.protection import ring
from gongkai.protection.faults import KeyLost, RingBusy, RingMissing, RingUnusable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret" / "ring.json"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_ring_is_for_its_owner_alone(path: Path) -> None:
    made = ring.create(path)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert list(made.keys) == [made.current]
    assert [len(key) for key in made.keys.values()] == [32]
    assert list(path.parent.iterdir()) == [path]


def test_its_keys_are_not_printed(path: Path) -> None:
    made = ring.create(path)
    assert repr(made) == f"<Ring {path}: 1>"


def test_of_many_that_make_it_at_once_all_get_the_same(path: Path) -> None:
    start, made = threading.Barrier(8), []

    def create() -> None:
        start.wait()
        made.append(ring.create(path).current)

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


def test_a_ring_others_may_read_is_refused(path: Path) -> None:
    ring.create(path)
    path.chmod(0o640)
    ring._held.clear()
    with pytest.raises(RingUnusable, match=f"chmod 600 {path}"):
        ring.read(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"current": "aa", "keys": {}}',
        '{"current": "aa", "keys": {"aa": "短"}}',
        '{"current": "aa", "keys": {"aa": "c2hvcnQ="}}',
        '{"keys": {"aa": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}',
    ],
)
def test_a_damaged_ring_is_refused(path: Path, content: str) -> None:
    ring.create(path)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RingUnusable, match="已损坏"):
        ring.read(path)


def test_no_ring(path: Path) -> None:
    with pytest.raises(RingMissing, match=str(path)):
        ring.read(path)
    with pytest.raises(RingMissing), ring.changing(path):
        pass


def test_a_ring_replaced_by_another_process_is_read_again(path: Path, tmp_path: Path) -> None:
    first = ring.create(path).current
    other = tmp_path / "other.json"
    ring.create(other)
    other.replace(path)
    assert ring.read(path).current != first


def test_keys_are_added_and_dropped_but_never_the_current_one(path: Path) -> None:
    first = ring.create(path).current
    with ring.changing(path):
        added = ring.add_key(path)
        assert set(added.keys) == {first, added.current}
        assert added.current != first
        assert set(ring.drop_keys(path, {first, added.current}).keys) == {added.current}
    assert mode(path) == 0o600


def test_two_processes_never_change_it_at_once(path: Path) -> None:
    ring.create(path)
    with ring.changing(path), pytest.raises(RingBusy), ring.changing(path):
        pass
    with ring.changing(path):
        pass


def test_a_lost_key_is_named(path: Path) -> None:
    made = ring.create(path)
    with pytest.raises(KeyLost, match="没有编号为“0badc0de”的密钥"):
        made.encryption_key("0badc0de")


def test_encryption_and_index_have_keys_of_their_own(path: Path) -> None:
    made = ring.create(path)
    keys = {
        made.encryption_key(made.current),
        made.index_key(made.current),
        made.keys[made.current],
    }
    assert [len(key) for key in keys] == [32, 32, 32]


def test_the_file_is_plain_json(path: Path) -> None:
    made = ring.create(path)
    content = json.loads(path.read_text(encoding="ascii"))
    assert content["current"] == made.current
    assert list(content["keys"]) == [made.current]
