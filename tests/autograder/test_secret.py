"""Hidden inputs differ by student and course, and can be had again."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.secret import FILE, secret, seed_of


def test_a_seed_is_the_same_again_and_differs_by_student_chapter_and_course(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    seed = seed_of(one, "ada", "01")
    assert seed == seed_of(one, "ada", "01")
    assert len({seed, seed_of(one, "bob", "01"), seed_of(one, "ada", "02"), seed_of(other, "ada", "01")}) == 4
    assert seed_of(one, "ada0", "1") != seed_of(one, "ada", "01")


def test_the_secret_is_for_its_owner_alone_and_not_in_any_seed(tmp_path: Path) -> None:
    text = secret(tmp_path).decode()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert text[:32] not in seed_of(tmp_path, "ada", "01")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_threads_that_need_it_first_agree_on_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: secret(tmp_path), range(32)))) == 1


def test_a_damaged_secret_is_named_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("")
    with pytest.raises(ValueError, match="secret of 64 digits"):
        secret(tmp_path)
