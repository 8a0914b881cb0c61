"""What says the same is found, what teaches something else is not, in linear work."""

import dataclasses
import random

import pytest

from core.examples import near_duplicates
from core.examples.near_duplicates import Seen, without_duplicates
from core.types import Example, ExampleOrigin

LONG = (
    "Employees receive twelve days of paid leave each year, which may be taken from April on and "
    "must be asked for two weeks before; what is left at the end of the year is lost."
)
LONG_WORDS = (
    "administers the internationalisation and standardisation programme, characterisation, "
    "interoperability, documentation and telecommunication infrastructure of"
)
CHINESE = (
    "员工每年享有十二天带薪年假，从四月起可以使用，需提前两周提出申请，年底未使用的天数将作废。"
)


def example(question, answer, **more):
    return Example(0, question, answer, ExampleOrigin.FILE, **more)


def kept(*examples):
    found = list(without_duplicates(examples))
    return [each is not None for each, _ in found], [near for each, near in found if each is None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (example("How long?", LONG), example("How long ?", LONG.replace("asked for", "requested"))),
        (example("年假几天？", CHINESE), example("年假几天?", CHINESE.replace("申请", "请求"))),
        (example("HOW LONG?", LONG), example("how long", LONG.rstrip("."))),
    ],
)
def test_near_ones_are_found(one, other):
    assert kept(one, other) == ([True, False], [True])


def test_exact_ones_are_found_whatever_their_spaces_and_case():
    assert kept(example("A b?", "c"), example("a  b?", "C")) == ([True, False], [False])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (example("What does A12 cost?", "It costs 30 euros."),
         example("What does A13 cost?", "It costs 30 euros.")),
        (example("In “EU Countries”, what is the official language of Vienna?",
                 "The official language of Vienna is German."),
         example("In “EU Countries”, what is the official language of Berlin?",
                 "The official language of Berlin is German.")),
        (example("How long?", LONG), example("How long?", LONG.replace("twelve", "12"))),
        (example(f"Who {LONG_WORDS} Bonn?", "Ada."), example(f"Who {LONG_WORDS} Kiel?", "Eve.")),
        (example("年假几天？", "十二天。"), example("病假几天？", "十天。")),
        (example("And?", "Yes.", turns=(("Is it open?", "Yes."),)),
         example("And?", "Yes.", turns=(("Is it shut?", "No."),))),
        (example("?", "!"), example("??", "!!")),
    ],
)  # fmt: skip
def test_what_teaches_something_else_stays(one, other):
    assert kept(one, other) == ([True, True], [])


def test_most_near_ones_among_many_are_found():
    chance = random.Random(4)
    words = ["".join(chance.choices("abcdefghij", k=chance.randint(3, 9))) for _ in range(800)]
    some = [
        example(" ".join(chance.choices(words, k=8)), " ".join(chance.choices(words, k=40)))
        for _ in range(300)
    ]
    changed = []
    for each in some[:100]:
        answer = each.answer.split()
        answer[chance.randrange(40)] = "changed"
        changed.append(dataclasses.replace(each, answer=" ".join(answer)))
    flags, near = kept(*some, *changed)
    assert all(flags[:300])
    assert sum(near) >= 98


def test_alike_beginnings_do_not_make_the_work_square(monkeypatch):
    compared = []
    alike = near_duplicates._alike
    monkeypatch.setattr(
        near_duplicates, "_alike", lambda one, other: compared.append(1) or alike(one, other)
    )
    seen = Seen()
    for number in range(600):
        # Equal but for their number, which is compared before anything dear.
        seen.is_near(example("What is it?", f"{LONG} {number}"))
    assert len(compared) == 0
    for number in range(300):
        seen.is_near(example("What is it?", f"{LONG} {'x' * (number % 50 + 30)}"))
    most = near_duplicates.MOST_COMPARED * near_duplicates.HASHES // near_duplicates.BAND
    assert len(compared) <= 300 * most
