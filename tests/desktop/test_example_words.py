"""Whatever can be wrong with an example is worded, with its row and what to do."""

import pytest

from core.errors import BadExamples
from core.examples.problems import Problem, trouble
from core.types import ExampleProblem
from desktop import error_text
from desktop.example_words import EXAMPLE_PROBLEMS


def test_every_kind_is_worded():
    assert set(EXAMPLE_PROBLEMS) == {each.value for each in Problem}


@pytest.mark.parametrize("kind", list(Problem))
def test_words_speak_only_of_what_the_kind_tells(kind):
    """A mark that core's own sentence does not have would stay unfilled."""
    from core.examples.problems import _WORDS

    own = "".join(_WORDS[kind])
    for part in EXAMPLE_PROBLEMS[kind.value]:
        for mark in ("missing", "columns", "reason", "rows", "order", "role", "field", "length",
                     "most", "cells", "error", "fields", "sheet"):  # fmt: skip
            if "{" + mark + "}" in part:
                assert "{" + mark + "}" in own, (kind, mark)


def test_a_row_is_named_with_its_file(qapp):
    told = ExampleProblem(12, "no_answer", "", "", "qa.csv")
    sentence, remedy = error_text.of_problem(told)
    assert sentence == "“qa.csv”, row 12: there is no answer."
    assert remedy == "Fill it in, or delete the row."
    assert error_text.of_problem(ExampleProblem(0, "no_model", "", ""))[0].startswith("No writing")


def test_an_unknown_kind_keeps_its_own_words():
    told = ExampleProblem(3, "later", "“a.csv”, row 3: odd.", "Mend it.")
    assert error_text.of_problem(told) == ("“a.csv”, row 3: odd.", "Mend it.")


def test_a_file_that_cannot_be_used_is_worded_anew(qapp):
    raised = trouble(Problem.NO_COLUMNS, columns="a, b").raised("qa.csv")
    assert isinstance(raised, BadExamples)
    sentence = error_text.of_error(raised).sentence
    assert sentence.startswith("“qa.csv”: it needs one column with the questions")
