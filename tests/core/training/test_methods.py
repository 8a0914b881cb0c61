"""Every method learns on every base it may, changes only what it should, and hands on just that."""

import io

import pytest
import torch

from core.lessons.methods import METHODS, method
from core.training.block_layers import BlockLinear
from core.training.gguf_base import LINEAR
from core.training.method import TABLE, learning, made
from core.types import LessonPlan, Route
from tests import tiny_llama
from tests.core.training.export import tiny_bases
from tests.core.training.methods import taught
from tests.core.training.methods.taught import PLAN, Run, applied, batch

CASES = [(row.id, kind) for row in METHODS for kind in row.bases]
STEPS, SAVED_AT = 10, 4
LAYERS, WIDTH, FRONT, RANK = tiny_bases.LAYERS, tiny_bases.WIDTH, PLAN.virtual_tokens, PLAN.rank
KEYS = tiny_bases.KEY_HEADS * WIDTH // tiny_bases.HEADS
INNER = tiny_bases.INNER
SHAPES = [
    (WIDTH, WIDTH),
    (WIDTH, KEYS),
    (WIDTH, KEYS),
    (WIDTH, WIDTH),
    (WIDTH, INNER),
    (WIDTH, INNER),
    (INNER, WIDTH),
] * LAYERS
"""(in, out) of every product of the tiny Llama."""
LOW_RANK = sum(RANK * (into + out) for into, out in SHAPES)
BIASES = sum(out for _, out in SHAPES)
HIDDEN, PROJECTION, BOTTLENECK = 32, 16, 8
"""As taught.PLAN has them."""
LEARNING = {
    "lora": LOW_RANK,
    "lora-plus": LOW_RANK,
    "rslora": LOW_RANK,
    "lora-fa": RANK * BIASES,
    "vera": BIASES + PROJECTION * len(SHAPES),
    "delta-lora": LOW_RANK,
    "qlora": LOW_RANK,
    "qlora-gguf": LOW_RANK,
    "dora": LOW_RANK + BIASES,
    "bias": BIASES,
    "prompt": FRONT * WIDTH,
    "p-tuning-v2": LAYERS * 2 * FRONT * KEYS,
    "prefix": FRONT * HIDDEN + HIDDEN * (HIDDEN + 1) + LAYERS * 2 * KEYS * (HIDDEN + 1),
    "adapters": LAYERS * 2 * (2 * WIDTH * BOTTLENECK + WIDTH + BOTTLENECK),
    "dpo": LOW_RANK,
}


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """Sums come out the same whatever else the computer does."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Bases of the tiny Llama by kind."""
    return {
        "folder": tiny_bases.folder("llama"),
        "gguf": tiny_bases.file("llama", tmp_path_factory.mktemp("bases"), "q8_0"),
    }


def frozen(run):
    """All numbers that must not change: weights, and the bytes of blocks."""
    own = {name for name, _ in learning(run.model)}
    found = {
        name: each for name, each in run.model.state_dict(keep_vars=True).items() if name not in own
    }
    for name, layer in run.model.named_modules():
        if isinstance(layer, BlockLinear):
            found[f"{name} in blocks"] = layer.blocks.raw
    learnt = {each.data_ptr() for _, each in learning(run.model)}
    return {
        name: each.detach().clone()
        for name, each in found.items()
        if isinstance(each, torch.Tensor) and each.data_ptr() not in learnt
    }


def is_taught(id, place):
    """Teach, save midway, take that up in a fresh process's stead, and apply what was learnt."""
    rate = method(id).rate * 10
    run = Run(id, place, rate)
    still = frozen(run)
    before = {name: each.detach().clone() for name, each in learning(run.model)}
    plain = run.logits()
    losses = run.steps(SAVED_AT, batch())
    file = io.BytesIO()
    torch.save(run.saved(), file)
    losses += run.steps(STEPS - SAVED_AT, batch())
    assert losses[-1] < losses[0] - (0.1 if id == "dpo" else 0.5)
    after = frozen(run)
    assert still.keys() == after.keys()
    assert all(torch.equal(each, after[name]) for name, each in still.items())
    changed = [name for name, each in learning(run.model) if not torch.equal(each, before[name])]
    assert changed == list(before)

    again = Run(id, place, rate)
    file.seek(0)
    again.take_up(torch.load(file, weights_only=True))
    again.steps(STEPS - SAVED_AT, batch())
    for (name, ours), (_, theirs) in zip(learning(run.model), learning(again.model), strict=True):
        assert torch.equal(ours, theirs), name
    assert torch.equal(run.logits(), again.logits())

    learnt = run.learnt()
    fresh = taught.opened(place, dense=learnt.weights is not None, nf4=run.method.nf4)
    model = applied(fresh, learnt)
    with torch.no_grad():
        logits = model(input_ids=taught.TOKENS).logits
    assert (run.logits() - plain).abs().max() > 0.05
    assert (logits - run.logits()).abs().max() < 1e-4
    return run, learnt


def test_each_row_of_the_table_has_its_method():
    assert {row.id for row in METHODS} == set(TABLE)
    assert all(row.bases for row in METHODS)


@pytest.mark.parametrize(("id", "kind"), CASES)
def test_it_learns_on_its_bases(places, id, kind):
    run, learnt = is_taught(id, places[kind])
    count = sum(each.numel() for _, each in learning(run.model))
    if id == "full":
        assert count == sum(each.numel() for each in run.model.parameters())
    elif id == "p-tuning":
        assert count > FRONT * WIDTH
    else:
        assert count == LEARNING[id]
    route = method(id).route
    filled = {
        Route.ADAPTER: learnt.adapter,
        Route.SOFT_PROMPT: learnt.soft_prompt is not None,
        Route.PREFIX: learnt.prefix is not None,
        Route.MERGED: learnt.weights is not None,
        Route.TRANSFORMERS: learnt.modules is not None,
    }
    assert [each for each, there in filled.items() if there] == [route]
    for name, (a, b) in learnt.adapter.items():
        layer = taught.opened(places["folder"]).model.get_submodule(name)
        rank = {"vera": PROJECTION, "delta-lora": 2 * RANK}.get(id, RANK)
        assert a.shape == (rank, layer.in_features)
        assert b.shape == (layer.out_features, rank)
        assert a.dtype == b.dtype == torch.float32
    if learnt.soft_prompt is not None:
        assert learnt.soft_prompt.shape == (FRONT, WIDTH)
    if learnt.prefix is not None:
        head = WIDTH // tiny_bases.HEADS
        assert learnt.prefix.shape == (LAYERS, 2, FRONT, tiny_bases.KEY_HEADS, head)


@pytest.mark.parametrize("architecture", ["qwen2", "qwen3"])
@pytest.mark.parametrize("id", ["lora", "full", "prompt", "p-tuning-v2"])
def test_it_learns_on_other_architectures(id, architecture):
    is_taught(id, tiny_bases.folder(architecture))


def test_words_tied_to_the_output_stay_tied():
    run = Run("full", tiny_bases.folder("qwen3"))
    run.steps(2, batch())
    weights = run.learnt().weights
    assert torch.equal(weights["model.embed_tokens.weight"], weights["lm_head.weight"])
    tied = [name for name, _ in learning(run.model) if "embed" in name or "lm_head" in name]
    assert tied == ["model.embed_tokens.weight"]


@pytest.mark.parametrize("architecture", ["qwen2", "qwen3"])
def test_biases_learn_where_chat_adds_them(architecture):
    run = Run("bias", tiny_bases.folder(architecture))
    run.steps(2, batch())
    found = {name.rsplit(".", 2)[1] for name, _ in learning(run.model)}
    assert found == {"q_proj", "k_proj", "v_proj"}


FAST = [row.id for row in METHODS if row.route not in (Route.SOFT_PROMPT, Route.PREFIX)]


@pytest.mark.parametrize("id", FAST)
def test_fast_teaches_the_upper_quarter_alone(places, id):
    kind = sorted(method(id).bases)[0]
    plan = LessonPlan("t", "local:t", rank=RANK, fast=True, options=PLAN.options)
    run = Run(id, places[kind], method(id).rate * 10, plan)
    run.steps(2, batch())
    names = {name for name, _ in learning(run.model)}
    assert names
    if id == "full":
        names.remove("model.norm.weight")
    assert all(name.startswith(f"model.layers.{LAYERS - 1}.") for name in names)
    adapted = set(run.learnt().adapter)
    upper = {f"model.layers.{LAYERS - 1}.{part}" for part in LINEAR}
    assert adapted in (set(), upper)


@pytest.mark.parametrize("id", list(TABLE))
def test_another_seed_begins_elsewhere(places, id):
    if id in ("full", "bias"):
        pytest.skip("begins with the base's own numbers")
    kind = sorted(method(id).bases)[0]
    drawn = []
    for seed in (1, 1, 2):
        plan = LessonPlan("t", "local:t", rank=RANK, seed=seed, options=PLAN.options)
        torch.manual_seed(len(drawn))
        base = taught.opened(places[kind], nf4=made(id).nf4)
        model = made(id).wrap(base, plan)
        numbers = [each for _, each in learning(model)]
        numbers += list(model.buffers())
        if id == "vera":
            numbers += model.get_submodule("model.layers.0.mlp.up_proj").shared
        if id == "lora-fa":
            numbers.append(model.get_parameter("model.layers.0.mlp.up_proj.a"))
        drawn.append(torch.cat([each.detach().float().flatten() for each in numbers]))
    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])


def _matrix():
    for architecture in tiny_bases.ARCHITECTURES:
        for row in METHODS:
            for kind in row.bases:
                for form in ("f16", "q8_0", "q4_K_M") if kind == "gguf" else ("folder",):
                    yield architecture, row.id, form


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """Bases whose rows K-quants can hold, by architecture and form."""
    place = tmp_path_factory.mktemp("wide")
    shape = {"hidden_size": 256, "intermediate_size": 256, "head_dim": 64}
    found = {}
    for architecture in tiny_bases.ARCHITECTURES:
        folder = tiny_bases.folder(architecture, **shape)
        whole = place / f"{architecture}.gguf"
        for _ in tiny_bases.folder_as_gguf(tiny_bases.opened(folder), None, whole, {}, 1):
            pass
        found[architecture, "folder"], found[architecture, "f16"] = folder, whole
        for form in ("q8_0", "q4_K_M"):
            file = place / f"{architecture}-{form}.gguf"
            found[architecture, form] = tiny_llama.quantise(whole, file, form)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "id", "form"), list(_matrix()))
def test_it_learns_everywhere(wide, architecture, id, form):
    is_taught(id, wide[architecture, form])
