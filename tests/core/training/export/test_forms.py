"""Forms for other programs are opened again by those programs, and hold what was trained."""

import gguf
import pytest
import torch

from core.errors import BadRequest, UnsuitableModel
from core.lessons.methods import method
from core.training import export
from core.training.export import gguf_tokenizer
from core.training.method import Learnt
from core.types import LessonPlan
from tests import tiny_llama
from tests.core.training.export import tiny_bases
from tests.core.training.export.test_export_learnt import with_new_biases, with_new_weights

TOKENS = torch.tensor([[5, 900, 17, 44, 3, 120, 8, 8, 91]])


def written(form, base, id, learnt, model, tmp_path, place=None):
    plan = LessonPlan("Rules of the house", "local:it", id)
    target = tmp_path / "out" / ("it.gguf" if form == "merged" else "it")
    target.parent.mkdir(exist_ok=True)
    place = place or tmp_path / "abc" / "export"
    row = method(id)
    *_, last = export.export_form(
        form, base, row, learnt, plan, place, target, tiny_bases.TRIED[:1], model
    )
    assert last.path == str(target)
    assert [each.name for each in target.parent.iterdir()] == [target.name]
    return target


def logits(model):
    with torch.no_grad():
        return model.eval()(input_ids=TOKENS).logits


def opened_again(folder):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model, told = AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True
    )
    assert not any(told[each] for each in ("missing_keys", "unexpected_keys", "mismatched_keys"))
    return model, AutoTokenizer.from_pretrained(folder)


@pytest.mark.parametrize("architecture", tiny_bases.ARCHITECTURES)
@pytest.mark.parametrize("id", ["lora", "bias"])
def test_transformers_opens_a_folder_again(architecture, id, tmp_path):
    base = tiny_bases.opened(tiny_bases.folder(architecture))
    if id == "lora":
        learnt = tiny_bases.adapter(base)
        model = tiny_bases.Adapted(base, learnt)
    else:
        learnt, model = with_new_biases(base), base.model
    folder = written("folder", base, id, learnt, model, tmp_path)
    again, tokenizer = opened_again(folder)
    assert torch.allclose(logits(again), logits(model), atol=1e-5)
    assert tokenizer("一八七四年").input_ids == base.words.answer("一八七四年")[:-1]
    assert tokenizer.chat_template == tiny_llama.TEMPLATE


@pytest.mark.parametrize("architecture", tiny_bases.ARCHITECTURES)
def test_transformers_opens_what_was_a_file(architecture, files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file(architecture, files, "q8_0"))
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    folder = written("folder", base, "lora", learnt, model, tmp_path)
    again, tokenizer = opened_again(folder)
    assert (logits(again) - logits(model)).abs().max() < 0.01  # weights in 16 bits
    for messages in tiny_bases.TRIED:
        said = [{"role": role, "content": text} for role, text in messages]
        prompt = tokenizer.apply_chat_template(said, add_generation_prompt=True)["input_ids"]
        assert prompt == base.words.prompt(messages)
    assert tokenizer.eos_token == tiny_llama.END
    spelt = tokenizer.decode(base.words.answer("Ä 一八"), skip_special_tokens=True)
    assert spelt == "Ä 一八"


def test_a_folder_of_several_shards_is_whole(tmp_path, monkeypatch):
    from core.training.export import folder as folders

    monkeypatch.setattr(folders, "_SHARD", 300_000)
    base = tiny_bases.opened(tiny_bases.folder("llama"))
    folder = written("folder", base, "full", with_new_weights(base), base.model, tmp_path)
    assert len(list(folder.glob("*.safetensors"))) > 2
    assert torch.allclose(logits(opened_again(folder)[0]), logits(base.model), atol=1e-6)


def test_a_tokenizer_that_cuts_otherwise_is_refused(files, tmp_path, monkeypatch):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    monkeypatch.setattr(gguf_tokenizer, "expressions", lambda pre: (r"\p{L}+|\s+",))
    with pytest.raises(UnsuitableModel, match="other tokens"):
        written("folder", base, "lora", tiny_bases.adapter(base), base.model, tmp_path)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_adapter_is_merged_into_the_types_of_its_base(files, tmp_path):
    file = tiny_bases.file("qwen2", files, "q8_0")
    base = tiny_bases.opened(file)
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    merged = written("merged", base, "lora", learnt, model, tmp_path)
    kinds = [
        {each.name: each.tensor_type for each in gguf.GGUFReader(path).tensors}
        for path in (file, merged)
    ]
    assert kinds[0] == kinds[1]


def test_an_adapter_lies_beside_its_file_for_chat(files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    folder = written("adapter", base, "lora", learnt, model, tmp_path)
    names = {each.name for each in folder.iterdir()}
    assert {"adapter.gguf", "adapter_config.json", "adapter_model.safetensors"} <= names


def test_what_chat_uses_is_taken_as_it_lies(files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = tiny_bases.adapter(base)
    place = tmp_path / "abc" / "export"
    place.mkdir(parents=True)
    (place / "adapter.gguf").write_bytes(b"as it lies")
    folder = written("adapter", base, "lora", learnt, base.model, tmp_path, place)
    assert (folder / "adapter.gguf").read_bytes() == b"as it lies"


def test_what_is_no_form_of_a_method_is_said(files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    learnt = tiny_bases.soft_prompt(base)
    for form in ("merged", "folder", "modelfile"):
        with pytest.raises(BadRequest, match="in front of prompts"):
            written(form, base, "prompt", learnt, base.model, tmp_path)
    with pytest.raises(BadRequest, match="Lectern alone"):
        written("adapter", base, "adapters", Learnt(modules={}), base.model, tmp_path)
    with pytest.raises(BadRequest, match="no form"):
        written("pdf", base, "lora", learnt, base.model, tmp_path)
    assert list((tmp_path / "out").iterdir()) == []


def test_what_is_there_is_not_written_over(files, tmp_path):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f16"))
    target = tmp_path / "out" / "it"
    target.mkdir(parents=True)
    (target / "mine.txt").write_text("mine")
    with pytest.raises(BadRequest, match="already"):
        written("adapter", base, "lora", tiny_bases.adapter(base), base.model, tmp_path)
    assert [each.name for each in target.iterdir()] == ["mine.txt"]
