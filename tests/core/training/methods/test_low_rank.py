"""LoRA and its kin compute what their papers say, by the plainest means beside them."""

import copy
from dataclasses import replace

import pytest
import torch
from torch import nn

from core.training.method import learning, made
from core.training.methods.dora import DoraLinear
from core.training.methods.low_rank import BesideLinear, LowRankLinear, without_it
from core.training.methods.vera import VeraLinear
from tests.core.training.export import tiny_bases
from tests.core.training.methods.taught import PLAN, TOKENS, Run, batch, opened


@pytest.fixture(scope="module")
def place():
    return tiny_bases.folder("llama")


def layers(run):
    return [each for each in run.model.modules() if isinstance(each, BesideLinear)]


def drawn(*shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(sum(shape)))


def gradients(made, x, *learnt):
    return torch.autograd.grad((made * drawn(*made.shape)).sum(), (x, *learnt))


@pytest.mark.parametrize("biased", [False, True])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_one_function_with_its_own_way_back_is_the_plain_product(biased, dtype):
    plain = nn.Linear(12, 10, bias=biased).requires_grad_(False)
    layer = LowRankLinear(plain, drawn(3, 12), 0.7)
    layer.b.data = drawn(10, 3)
    x = drawn(2, 5, 12).to(dtype).requires_grad_(True)
    ours = layer(x)
    weight, a, b = (each.to(dtype) for each in (plain.weight, layer.a, layer.b))
    bias = plain.bias.to(dtype) if biased else None
    theirs = nn.functional.linear(x, weight, bias) + 0.7 * (x @ a.T @ b.T)
    assert ours.dtype == dtype
    most = 1e-5 if dtype == torch.float32 else 0.25
    found = gradients(ours, x, layer.a, layer.b)
    wanted = gradients(theirs, x, layer.a, layer.b)
    for one, other in zip((ours, *found), (theirs, *wanted), strict=True):
        assert one.dtype == other.dtype
        assert (one - other).abs().max() < most


def test_shared_matrices_and_two_vectors():
    plain = nn.Linear(12, 10).requires_grad_(False)
    layer = VeraLinear(plain, drawn(6, 12), drawn(10, 6))
    layer.b.data, layer.d.data = drawn(10), drawn(6)
    x = drawn(2, 5, 12).requires_grad_(True)
    a, b = layer.shared
    ours, theirs = layer(x), plain(x) + ((x @ a.T * layer.d) @ b.T) * layer.b
    assert torch.allclose(ours, theirs, atol=1e-5)
    pairs = zip(
        gradients(ours, x, layer.d, layer.b), gradients(theirs, x, layer.d, layer.b), strict=True
    )
    assert all(torch.allclose(one, other, atol=1e-4) for one, other in pairs)


def test_all_layers_of_a_width_share_what_vera_draws(place):
    run = Run("vera", place)
    first = layers(run)[0]
    assert len({each.shared[0].data_ptr() for each in layers(run)}) == 2  # width and inner
    before = [each.clone() for each in first.shared]
    run.steps(3, batch())
    assert all(torch.equal(*pair) for pair in zip(before, first.shared, strict=True))
    assert {name.rpartition(".")[2] for name, _ in learning(run.model)} == {"b", "d"}


def test_directions_and_sizes_learn_apart():
    plain = nn.Linear(12, 10).requires_grad_(False)
    layer = DoraLinear(plain, drawn(3, 12), 0.7)
    assert torch.allclose(layer(drawn(4, 12)), plain(drawn(4, 12)), atol=1e-5)
    layer.b.data, layer.m.data = drawn(10, 3), drawn(10).abs()
    turned = plain.weight + 0.7 * layer.b @ layer.a
    weight = layer.m[:, None] * turned / turned.norm(dim=1, keepdim=True).detach()
    x = drawn(4, 12).requires_grad_(True)
    ours, theirs = layer(x), nn.functional.linear(x, weight, plain.bias)
    assert torch.allclose(ours, theirs, atol=1e-4)
    learnt = (layer.a, layer.b, layer.m)
    for one, other in zip(gradients(ours, x, *learnt), gradients(theirs, x, *learnt), strict=True):
        assert torch.allclose(one, other, atol=1e-3)
    assert torch.allclose(layer.weight(), weight, atol=1e-5)


def test_scales_are_those_of_the_papers(place):
    plan = replace(PLAN, rank=16, alpha=8.0)
    for id, scale in (("lora", 0.5), ("rslora", 2.0), ("lora-plus", 0.5), ("dpo", 0.5)):
        run = Run(id, place, plan=plan)
        assert {each.scale for each in layers(run)} == {scale}
        run.steps(2, batch())
        layer = run.model.get_submodule("model.layers.1.mlp.up_proj")
        a, b = run.learnt().adapter["model.layers.1.mlp.up_proj"]
        assert torch.allclose(b @ a, scale * layer.b @ layer.a)


def test_what_was_learnt_can_be_left_out(place):
    run = Run("lora", place)
    plain = run.logits()
    run.steps(3, batch())
    learnt = run.logits()
    with without_it(run.model):
        assert torch.equal(run.logits(), plain)
    assert torch.equal(run.logits(), learnt)
    assert (learnt - plain).abs().max() > 0.05


@pytest.mark.parametrize("id", ["lora", "dora"])
def test_dropout_touches_what_is_learnt_and_only_while_it_learns(place, id):
    run = Run(id, place, plan=replace(PLAN, dropout=0.5))
    run.steps(3, batch())
    run.model.train()
    torch.manual_seed(1)
    with torch.no_grad():
        first, second = (run.model(input_ids=TOKENS).logits for _ in range(2))
    assert not torch.equal(first, second)
    assert torch.equal(run.logits(), run.logits())
    untouched = Run(id, place, plan=replace(PLAN, dropout=0.5))
    untouched.model.train()
    with torch.no_grad():
        assert torch.allclose(untouched.model(input_ids=TOKENS).logits, untouched.logits())


@pytest.mark.parametrize("start", [0, 3])
def test_delta_lora_is_its_papers_algorithm(place, start):
    """Algorithm 1 word for word, on weights that are really changed."""
    options = (("lambda", 0.8), ("start", float(start)))
    ours = Run("delta-lora", place, plan=replace(PLAN, options=options))
    literal = Run("lora", place)
    share = 0.8 * PLAN.alpha / PLAN.rank
    for step in range(1, 8):
        ours.step(batch())
        before = [(each.a.detach().clone(), each.b.detach().clone()) for each in layers(literal)]
        literal.step(batch())
        if step > start:
            for layer, (a, b) in zip(layers(literal), before, strict=True):
                layer.layer.weight.data += share * (layer.b @ layer.a - b @ a).detach()
        assert (ours.logits() - literal.logits()).abs().max() < 1e-4
    plain = Run("lora", place)
    plain.steps(7, batch())
    assert (ours.logits() - plain.logits()).abs().max() > 0.05


@pytest.mark.slow
@pytest.mark.parametrize("id", ["lora", "rslora", "dora", "vera"])
def test_peft_computes_the_same(place, id):
    """Logits and gradients of peft's layers with the same numbers in them."""
    import peft
    from peft.tuners._buffer_dict import BufferDict

    run = Run(id, place)
    run.steps(3, batch())
    names = [name for name, each in run.model.named_modules() if isinstance(each, BesideLinear)]
    targets = sorted({name.rpartition(".")[2] for name in names})
    model = opened(place).model
    if id == "vera":
        config = peft.VeraConfig(r=16, target_modules=targets, save_projection=True)
    else:
        config = peft.LoraConfig(
            r=PLAN.rank,
            lora_alpha=PLAN.alpha,
            target_modules=targets,
            use_rslora=id == "rslora",
            use_dora=id == "dora",
        )
    theirs = peft.get_peft_model(model, config)
    for name in names:
        ours, layer = (
            run.model.get_submodule(name),
            theirs.get_submodule(f"base_model.model.{name}"),
        )
        if id == "vera":
            layer.vera_A, layer.vera_B = (BufferDict({"default": each}) for each in ours.shared)
            layer.vera_lambda_d["default"].data = ours.d.data.clone()
            layer.vera_lambda_b["default"].data = ours.b.data.clone()
            continue
        layer.lora_A["default"].weight.data = ours.a.data.clone()
        layer.lora_B["default"].weight.data = ours.b.data.clone()
        if id == "dora":
            layer.lora_magnitude_vector["default"].weight.data = ours.m.data.clone()
    logits = [each(input_ids=TOKENS).logits for each in (run.model, theirs)]
    assert (logits[0] - logits[1]).abs().max() < 1e-4
    for each in logits:
        each[..., 7].sum().backward()
    name = names[3]
    layer = theirs.get_submodule(f"base_model.model.{name}")
    ours = run.model.get_submodule(name)
    learnt = layer.vera_lambda_b["default"] if id == "vera" else layer.lora_B["default"].weight
    assert torch.allclose(ours.b.grad, learnt.grad, atol=1e-4)
    assert ours.b.grad.abs().max() > 1e-3


def test_copies_do_not_share_what_they_learn(place):
    run = Run("lora", place)
    other = copy.deepcopy(run.model)
    run.steps(2, batch())
    untouched = [each for name, each in learning(other) if name.endswith(".b")]
    assert not any(each.any() for each in untouched)


def test_writing_an_answer_leaves_four_bits_as_they_are():
    """On processors with bfloat16 bitsandbytes lays weights out anew when nothing learns."""
    place = tiny_bases.folder("llama")
    base = opened(place, nf4=True)
    held = [each for each in base.model.modules() if hasattr(each, "support_avx512bf16_for_cpu")]
    for each in held:
        each.support_avx512bf16_for_cpu = True
    made("qlora").wrap(base, replace(PLAN, fast=True))
    assert held
    assert not any(each.support_avx512bf16_for_cpu for each in held)
    before = [each.weight.data.clone() for each in held]
    with torch.no_grad():
        base.model.eval()(input_ids=TOKENS)
    assert all(torch.equal(*pair) for pair in zip(before, (e.weight for e in held), strict=True))
