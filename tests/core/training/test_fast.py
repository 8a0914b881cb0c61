"""The fast way: lower layers once, upper ones learn the same as if all were computed each time."""

from dataclasses import replace

import numpy as np
import torch

from core.training.batches import batch_of
from core.training.fast import LowerLayers, first_learning
from core.training.told import Stepped
from tests.core.training.lesson_folders import lesson, opened_here
from tests.core.training.test_loop import Always


def test_it_learns_as_if_all_were_computed_and_removes_what_it_kept(tmp_path, monkeypatch):
    place = lesson(tmp_path / "one", fast=True)
    opened = opened_here(place, fast=True)
    kept = list(opened.train(Always(), lambda: False))
    assert opened.feeding is not None
    assert not (place / "checkpoints" / "lower.bin").exists()
    other = opened_here(lesson(tmp_path / "two", fast=True), fast=True)
    monkeypatch.setattr("core.training.lesson.first_learning", lambda model: 0)
    whole = list(other.train(Always(), lambda: False))
    assert other.feeding is None
    for one, two in zip(kept, whole, strict=True):
        if isinstance(one, Stepped):
            assert abs(one.point.loss - two.point.loss) < 1e-4
    assert first_learning(opened.model) == 1


def test_what_was_kept_is_read_again_and_what_is_damaged_made_anew(tmp_path):
    place = lesson(tmp_path, fast=True)
    opened = opened_here(place, fast=True)
    loop = opened.loop()
    pieces = loop.material.learn[:3]
    first = loop._fed(pieces).inputs_embeds
    data = place / "checkpoints" / "lower.bin"
    values = np.memmap(data, np.float32, "r+")
    values[5] += 1
    values.flush()
    again = opened_here(place, fast=True).loop()
    assert torch.equal(again._fed(pieces).inputs_embeds, first)


def test_nothing_is_kept_of_other_examples_of_the_same_size_or_of_another_base(tmp_path):
    opened = opened_here(lesson(tmp_path, fast=True), fast=True)
    pieces = opened.loop().material.learn
    quick = opened.feeding._quick
    changed = [replace(each, tokens=(*each.tokens[:-1], 1)) for each in pieces]

    def given(of, base="one", folder=tmp_path / "kept"):
        return LowerLayers(folder, quick, 1, of, base)(batch_of(of[:2])).inputs_embeds

    first = given(pieces)
    assert torch.equal(given(pieces), first)
    assert torch.equal(given(changed), given(changed, folder=tmp_path / "new"))
    about = (tmp_path / "kept" / "lower.json").read_bytes()
    given(changed, "two")
    assert (tmp_path / "kept" / "lower.json").read_bytes() != about


def test_half_the_width_where_there_is_much(tmp_path, monkeypatch):
    opened = opened_here(lesson(tmp_path, fast=True), fast=True)
    loop = opened.loop()
    exact = loop._fed(loop.material.learn[:2]).inputs_embeds
    monkeypatch.setattr("core.training.fast._MOST_BYTES", 0)
    quick = opened.feeding._quick
    narrow = LowerLayers(tmp_path / "other", quick, 1, loop.material.learn, "")
    given = narrow(batch_of(loop.material.learn[:2])).inputs_embeds
    assert torch.allclose(given, exact, rtol=1e-2, atol=1e-2)
    assert not torch.equal(given, exact)


def test_something_below_all_layers_leaves_nothing_to_keep(tmp_path):
    assert (
        first_learning(opened_here(lesson(tmp_path, method="prompt"), method="prompt").model) == 0
    )
