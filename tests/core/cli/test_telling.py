"""What people see: tables, durations, progress."""

import io

import pytest

from core.cli.telling import Teller, duration, print_table, size
from core.events import Progress, Stage


def test_numbers_stand_at_the_right_and_chinese_takes_two_columns(capsys):
    print_table(["name", "n", "share", "none"], [["文档", 7, 0.5, ""], ["a", 1234, 1.0, ""]])
    assert capsys.readouterr().out.splitlines() == [
        "name     n  share",
        "文档     7  0.500",
        "a     1234  1.000",
    ]


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "1 s"), (61.4, "61 s"), (120, "2 min"), (9000, "2.5 h")]
)
def test_durations(seconds, told):
    assert duration(seconds) == told


def test_sizes():
    assert size(1_500_000) == "1.5 MB"
    assert size(2_340_000_000) == "2.3 GB"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_one_line_that_goes_away_and_stays_out_of_files():
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        teller = Teller(stream)
        teller(Progress(Stage.INDEXING, 3, 10, 120.0))
        teller.end()
    assert terminal.getvalue() == "\r\x1b[Kindexing 3 of 10 · 2 min left \r\x1b[K"
    assert file.getvalue() == ""
