"""Every route, exported and tried in llama.cpp, from lessons made of random numbers."""

import gguf
import pytest
import torch
from torch import nn

from core.errors import LessonUntrue, UnsuitableModel
from core.gguf import lesson_file
from core.lessons.methods import method
from core.training import export
from core.training.export import additions, for_chat
from core.training.export.tensor_names import BIASES
from core.training.gguf_base import LINEAR
from core.training.method import Learnt
from core.training.opened_base import digest_of
from core.training.told import Exported, Working
from core.types import LessonPlan, Route
from tests import tiny_llama
from tests.core.training.export import tiny_bases

LESSONS = {
    "lora": (tiny_bases.adapter, tiny_bases.Adapted),
    "prompt": (tiny_bases.soft_prompt, lambda base, it: tiny_bases.Prompted(base, it.soft_prompt)),
    "prefix": (tiny_bases.prefix, lambda base, it: tiny_bases.Prefixed(base, it.prefix)),
}
EXACT = 5e-5
"""Largest difference of logits between PyTorch and llama.cpp with weights of 32 bits."""


def exported(base, id, learnt, model, place):
    plan = LessonPlan("Rules of the house", "local:it", id)
    made = export.export_learnt(base, method(id), learnt, plan, place, tiny_bases.TRIED, model)
    *before, last = list(made)
    assert {each.what for each in before} == {"exporting", "testing"}
    assert isinstance(last, Exported)
    assert last.equal_answers + last.near_ties == last.answers == len(tiny_bases.TRIED)
    return last


def with_new_weights(base):
    torch.manual_seed(3)
    with torch.no_grad():
        for each in base.model.parameters():
            each.add_(torch.randn_like(each) * 0.02)
    return Learnt(weights=base.model.state_dict())


def with_new_biases(base, parts=None):
    torch.manual_seed(4)
    for name, layer in base.model.named_modules():
        if name.partition("layers.")[2].partition(".")[2] in (parts or BIASES[base.architecture]):
            was = 0 if layer.bias is None else layer.bias.detach()
            layer.bias = nn.Parameter(torch.randn(layer.out_features) * 0.2 + was)
    return Learnt(weights=base.model.state_dict())


@pytest.mark.parametrize("architecture", tiny_bases.ARCHITECTURES)
@pytest.mark.parametrize("id", LESSONS)
def test_what_is_put_on_a_model_computes_what_was_trained(architecture, id, files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file(architecture, files, "f32"))
    make, model = LESSONS[id]
    learnt = make(base)
    done = exported(base, id, learnt, model(base, learnt), tmp_path / "abc" / "export")
    assert done.difference < EXACT
    assert done.equal_answers == done.answers
    file = lesson_file.read(tmp_path / "abc" / "export" / for_chat.FILES[method(id).route])
    assert (file.base, file.lesson, file.method) == (base.digest, "abc", id)
    assert sorted(each.name for each in file.path.parent.iterdir()) == [file.path.name]


@pytest.mark.parametrize("architecture", tiny_bases.ARCHITECTURES)
@pytest.mark.parametrize("change", [with_new_weights, with_new_biases])
def test_a_merged_model_computes_what_was_trained(architecture, change, files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file(architecture, files, "f32"), dense=True)
    done = exported(base, "full", change(base), base.model, tmp_path / "export")
    assert done.difference < EXACT
    assert done.equal_answers == done.answers
    assert done.small_equal == -1


@pytest.mark.parametrize(
    ("architecture", "id"),
    [("llama", "lora"), ("qwen2", "lora"), ("qwen3", "lora"), ("llama", "bias"), ("qwen3", "full")],
)
def test_a_folder_is_written_as_a_file_for_chat(architecture, id, tmp_path):
    base = tiny_bases.opened(tiny_bases.folder(architecture))
    place = tmp_path / "export"
    if id == "lora":
        learnt = tiny_bases.adapter(base)
        done = exported(base, id, learnt, tiny_bases.Adapted(base, learnt), place)
        file = lesson_file.read(place / "adapter.gguf")
        assert file.base == digest_of(place / "base.gguf") != base.digest
    else:
        change = with_new_weights if id == "full" else with_new_biases
        done = exported(base, id, change(base), base.model, place)
        assert done.path == str(place / "model.gguf")
    assert done.difference < 0.03  # weights in 16 bits


def test_weights_in_four_bits_become_the_file_they_were_taught_as(tmp_path):
    base = tiny_bases.opened(tiny_bases.folder("qwen2"), nf4=True)
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    assert exported(base, "qlora", learnt, model, tmp_path / "export").difference < 0.03


@pytest.mark.parametrize("form", ["q8_0", "q4_K_M"])
def test_on_blocks_the_difference_is_what_llama_cpp_rounds(form, tmp_path):
    base = tiny_bases.opened(tiny_llama.random_model().gguf(form))
    learnt = tiny_bases.adapter(base, size=0.05)
    model = tiny_bases.Adapted(base, learnt)
    assert exported(base, "lora", learnt, model, tmp_path / "export").difference < 0.5


def test_a_merged_model_is_kept_in_the_types_of_its_base(tmp_path, monkeypatch):
    # A model of random weights holds many tokens for about as likely.
    monkeypatch.setattr(for_chat, "_LEAST_AGREED", 0.0)
    file = tiny_llama.random_model().gguf("q4_K_M")
    base = tiny_bases.opened(file, dense=True)
    with torch.no_grad():
        for each in base.model.parameters():
            each.add_(torch.randn_like(each) * 0.001)
    learnt = Learnt(weights=base.model.state_dict())
    done = exported(base, "full", learnt, base.model, tmp_path / "export")
    assert done.difference < 0.03
    assert done.small_difference > done.difference
    assert done.file_bytes < 1.05 * file.stat().st_size
    kinds = [
        {each.name: each.tensor_type for each in gguf.GGUFReader(path).tensors}
        for path in (file, done.path)
    ]
    assert kinds[0] == kinds[1]
    assert [each.name for each in (tmp_path / "export").iterdir()] == ["model.gguf"]


def test_a_form_too_small_for_what_was_learnt_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(for_chat, "_LEAST_AGREED", 1.1)
    base = tiny_bases.opened(tiny_llama.random_model().gguf("q4_K_M"), dense=True)
    done = exported(base, "full", with_new_weights(base), base.model, tmp_path / "export")
    kinds = {each.tensor_type.name for each in gguf.GGUFReader(done.path).tensors}
    assert kinds == {"F16", "F32"}
    assert done.small_equal == -1


def test_what_was_not_changed_is_copied_as_it_lies(files, tmp_path):
    file = tiny_bases.file("llama", files, "q8_0")
    base = tiny_bases.opened(file, dense=True)
    done = exported(base, "bias", with_new_biases(base), base.model, tmp_path / "export")
    before, after = (
        {each.name: each.data.tobytes() for each in gguf.GGUFReader(path).tensors}
        for path in (file, done.path)
    )
    assert {name: after[name] for name in before} == before
    extra = {name.split(".", 2)[2] for name in after.keys() - before.keys()}
    assert extra == {f"{each}.bias" for each in LINEAR.values()}
    heads = [
        {
            name: field.contents()
            for name, field in gguf.GGUFReader(path).fields.items()
            if not name.startswith("GGUF.")
        }
        for path in (file, done.path)
    ]
    added = {name: heads[1].pop(name) for name in list(heads[1]) if name.startswith("lectern.")}
    assert added["lectern.base"] == base.digest
    assert heads[1].pop("general.name") == "Rules of the house"
    heads[0].pop("general.name")
    assert heads[0] == heads[1]


def test_a_bias_that_llama_cpp_does_not_read_is_refused(files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file("qwen2", files, "f32"), dense=True)
    learnt = with_new_biases(base, ["mlp.up_proj"])
    with pytest.raises(UnsuitableModel, match=r"mlp\.up_proj"):
        exported(base, "bias", learnt, base.model, tmp_path / "export")


@pytest.mark.parametrize(
    ("wrong", "form"), [("order", "f16"), ("scale", "f16"), ("layer", "f16"), ("order", "q8_0")]
)
def test_an_export_that_answers_otherwise_is_not_offered(wrong, form, files, tmp_path, monkeypatch):
    base = tiny_bases.opened(tiny_bases.file("llama", files, form))
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    if wrong == "order":
        monkeypatch.setattr(additions, "as_llama", lambda rows, heads: rows)
    elif wrong == "scale":
        learnt = Learnt(adapter={name: (a, 2 * b) for name, (a, b) in learnt.adapter.items()})
    else:
        left = {name: pair for name, pair in learnt.adapter.items() if "layers.1.mlp" not in name}
        learnt = Learnt(adapter=left)
    place = tmp_path / "export"
    with pytest.raises(LessonUntrue):
        exported(base, "lora", learnt, model, place)
    assert list(place.iterdir()) == []


def test_keys_in_another_order_are_found_out(files, tmp_path, monkeypatch):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = tiny_bases.prefix(base)
    monkeypatch.setattr(additions, "keys_as_llama", lambda keys, architecture: keys)
    model = tiny_bases.Prefixed(base, learnt.prefix)
    with pytest.raises(LessonUntrue):
        exported(base, "prefix", learnt, model, tmp_path / "export")


def test_what_was_exported_before_stays_when_the_next_fails(files, tmp_path, monkeypatch):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = tiny_bases.soft_prompt(base)
    model = tiny_bases.Prompted(base, learnt.soft_prompt)
    place = tmp_path / "export"
    done = exported(base, "prompt", learnt, model, place)
    with open(done.path, "rb") as file:
        kept = file.read()
    other = Learnt(soft_prompt=learnt.soft_prompt.flip(0))
    with pytest.raises(LessonUntrue):
        exported(base, "prompt", other, model, place)
    with open(done.path, "rb") as file:
        assert file.read() == kept


def test_what_only_pytorch_runs_is_kept_as_it_is(files, tmp_path):
    from safetensors.torch import load_file

    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = Learnt(modules={"layers.0.down": torch.randn(3, 4), "layers.0.up": torch.randn(4, 3)})
    plan = LessonPlan("t", "local:it", "adapters")
    *_, done = export.export_learnt(
        base, method("adapters"), learnt, plan, tmp_path / "export", (), base.model
    )
    assert done.route == Route.TRANSFORMERS
    kept = load_file(done.path)
    assert all(torch.equal(kept[name], each) for name, each in learnt.modules.items())


def test_progress_is_told_while_it_works(files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    plan = LessonPlan("t", "local:it", "lora")
    made = export.export_learnt(
        base, method("lora"), learnt, plan, tmp_path / "export", tiny_bases.TRIED, model
    )
    told = [each for each in made if isinstance(each, Working)]
    written = [each for each in told if each.what == "exporting"]
    assert written[-1].done == written[-1].total > 0
    assert [each.done for each in told if each.what == "testing"] == [0, 1, 2, 3]


def test_llama_cpp_python_itself_answers_so(files, tmp_path):
    import llama_cpp

    file = tiny_bases.file("llama", files, "f32")
    base = tiny_bases.opened(file)
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    done = exported(base, "lora", learnt, model, tmp_path / "export")
    tiny_llama.silence()
    opened = llama_cpp.Llama(str(file), lora_path=done.path, n_ctx=256, verbose=False, n_threads=1)
    prompt = base.words.prompt(tiny_bases.TRIED[0])
    answer = []
    for token in opened.generate(prompt, temp=0.0, repeat_penalty=1.0):
        answer.append(token)
        if len(answer) == 12:
            break
    opened.close()
    with torch.no_grad():
        logits = model(torch.tensor([[*prompt, *answer[:-1]]])).logits[0, len(prompt) - 1 :]
    assert logits.argmax(1).tolist() == answer
