"""Examples are held out by whole documents and conversations, the same ones each time."""

import dataclasses
import random

from core.lessons.splitting import completed, group_of, split
from core.lessons.store import Lessons
from core.types import Example, ExampleOrigin, ExamplesFound, GoldSpan, LessonPlan

PLAN = LessonPlan("t", "local:tiny.gguf", hold_out=0.2, seed=3)


def of_document(name: str, number: int) -> Example:
    gold = GoldSpan(name, name, 1, number, number + 1, "q")
    return Example(0, f"{name} {number}?", "a", ExampleOrigin.DOCUMENT, source=gold)


def spread() -> list[Example]:
    sizes = {"a": 9, "b": 3, "c": 4, "d": 2, "e": 7, "f": 5, "g": 1, "h": 6, "i": 3}
    return [of_document(name, number) for name, size in sizes.items() for number in range(size)]


def sides(examples) -> dict[str, set[bool]]:
    found: dict[str, set[bool]] = {}
    for each in examples:
        found.setdefault(group_of(each), set()).add(each.held_out)
    return found


def test_no_document_is_on_both_sides_whatever_the_seed():
    for seed in range(30):
        made = split(spread(), 0.2, seed)
        assert all(len(held) == 1 for held in sides(made).values())
        assert 4 <= sum(each.held_out for each in made) <= 10, seed


def test_it_depends_on_the_seed_and_on_nothing_else():
    made = {each.question: each.held_out for each in split(spread(), 0.2, 5)}
    shuffled = spread()
    random.Random(1).shuffle(shuffled)
    assert {each.question: each.held_out for each in split(shuffled, 0.2, 5)} == made
    others = [split(spread(), 0.2, seed) for seed in range(8)]
    assert len({tuple(each.held_out for each in one) for one in others}) > 1
    assert split(split(spread(), 0.2, 5), 0.2, 5) == split(spread(), 0.2, 5)


def test_a_conversation_stays_together():
    talk = [
        Example(0, f"q{turn}", "a", ExampleOrigin.FILE, turns=(("hello 1", "x"),) * turn)
        for turn in range(1, 6)
    ]
    first = Example(0, "Hello  1", "x", ExampleOrigin.FILE)
    alone = [Example(0, f"single {number}", "a", ExampleOrigin.FILE) for number in range(20)]
    for seed in range(10):
        made = split([first, *talk, *alone], 0.3, seed)
        assert len({each.held_out for each in made[:6]}) == 1


def test_one_document_alone_is_parted_by_its_examples():
    made = split([of_document("a", number) for number in range(20)], 0.2, 1)
    assert 3 <= sum(each.held_out for each in made) <= 5


def test_documents_too_large_to_be_spared_are_parted_by_their_examples():
    made = split([of_document(name, number) for name in "ab" for number in range(50)], 0.1, 1)
    assert 8 <= sum(each.held_out for each in made) <= 12


def test_of_one_document_conversations_stay_together():
    gold = of_document("a", 1).source
    talks = [
        Example(
            0, f"q{turn}", "a", ExampleOrigin.FILE, source=gold, turns=((f"hello {talk}", "x"),)
        )
        for talk in range(20)
        for turn in range(3)
    ]
    made = split(talks, 0.2, 1)
    assert any(each.held_out for each in made)
    for talk in range(20):
        assert len({each.held_out for each in made[3 * talk : 3 * talk + 3]}) == 1


def test_new_ones_of_a_document_on_both_sides_are_split():
    kept = list(split([of_document("a", number) for number in range(20)], 0.2, 1))
    kept.sort(key=lambda each: each.held_out)
    new = completed(kept, [of_document("a", number) for number in range(20, 40)], 0.2, 1)
    assert 3 <= sum(each.held_out for each in new) <= 5


def test_few_examples_and_no_share_are_left_whole():
    assert not any(each.held_out for each in split(spread()[:4], 0.5, 1))
    assert not any(each.held_out for each in split(split(spread(), 0.2, 1), 0.0, 1))


def test_what_is_put_aside_does_not_count():
    examples = [
        dataclasses.replace(each, accepted=each.source.document != "a") for each in spread()
    ]
    made = split(examples, 0.2, 7)
    held = sum(each.held_out and each.accepted for each in made)
    assert 3 <= held <= 8


def test_new_ones_stand_beside_their_document():
    kept = split(spread(), 0.2, 3)
    held = next(each for each in kept if each.held_out).source.document
    taught = next(each for each in kept if not each.held_out).source.document
    new = [of_document(held, 90), of_document(taught, 91), of_document("z", 1)]
    assert [each.held_out for each in completed(kept, new, 0.2, 3)] == [True, False, False]


def test_the_store_splits_what_it_is_given(home):
    lessons = Lessons()
    made = lessons.new(PLAN, spread())
    assert sides(lessons.examples(made.id)) == sides(split(spread(), 0.2, 3))
    empty = lessons.new(PLAN)
    lessons.add_examples(empty.id, ExamplesFound(tuple(spread())))
    assert sides(lessons.examples(empty.id)) == sides(split(spread(), 0.2, 3))
    lessons.change_plan(made.id, dataclasses.replace(PLAN, hold_out=0.0))
    assert not any(each.held_out for each in lessons.examples(made.id))


def test_who_was_held_out_by_hand_stays_so(home):
    lessons = Lessons()
    chosen = [dataclasses.replace(each, held_out=each.question == "b 1?") for each in spread()]
    made = lessons.new(PLAN, chosen)
    assert [each.question for each in lessons.examples(made.id) if each.held_out] == ["b 1?"]
