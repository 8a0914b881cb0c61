"""Memory is what the computer has, or the box that the program runs in."""

from pathlib import Path

import psutil
import pytest

from core.gguf import available


@pytest.fixture
def control(tmp_path: Path) -> Path:
    (tmp_path / "control").mkdir()
    return tmp_path / "control"


def box(folder: Path, limit: str, used: int, idle: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.max").write_text(limit + "\n")
    (folder / "memory.current").write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 5\ninactive_file {idle}\n")


def own(tmp_path: Path, text: str) -> Path:
    (tmp_path / "own").write_text(text)
    return tmp_path / "own"


def left(control: Path, own: Path) -> list[int]:
    return [limit - used for limit, used in available._limits(control, own)]


def test_the_narrowest_of_all_boxes_counts(tmp_path: Path, control: Path) -> None:
    box(control / "a", "1000", 400)
    box(control / "a" / "b", "5000", 4800, idle=300)
    assert sorted(left(control, own(tmp_path, "0::/a/b\n"))) == [500, 600]


def test_a_box_without_limit_limits_nothing(tmp_path: Path, control: Path) -> None:
    box(control / "a", "max", 400)
    assert left(control, own(tmp_path, "0::/a\n")) == []


def test_a_container_sees_its_own_box_as_the_root(tmp_path: Path, control: Path) -> None:
    box(control, "1000", 100)
    assert left(control, own(tmp_path, "0::/docker/4f2a\n")) == [900]


def test_the_older_kind_of_boxes(tmp_path: Path, control: Path) -> None:
    folder = control / "memory" / "a"
    folder.mkdir(parents=True)
    (folder / "memory.limit_in_bytes").write_text("1000")
    (folder / "memory.usage_in_bytes").write_text("300")
    (folder / "memory.stat").write_text("total_inactive_file 100\n")
    # The root's limit stands for none.
    (control / "memory" / "memory.limit_in_bytes").write_text("9223372036854771712")
    (control / "memory" / "memory.usage_in_bytes").write_text("300")
    lines = "5:cpu:/a\n4:memory:/a\n0::/\n"
    assert left(control, own(tmp_path, lines)) == [800]


def test_elsewhere_the_computer_counts(tmp_path: Path, control: Path) -> None:
    assert left(control, tmp_path / "nothing") == []
    assert left(control, own(tmp_path, "nonsense\n0::/a\n")) == []
    assert 0 < available.available_bytes() <= psutil.virtual_memory().total
    assert available.available_bytes() <= available.total_bytes()
