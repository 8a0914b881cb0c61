"""Modelfiles are read by a small reader of Ollama's language, and say what the template says."""

import re

import pytest

from core.gguf.header import read_header
from core.lessons.methods import method
from core.llama.templates import rendered
from core.training import export
from core.training.export.modelfile import layout_of, modelfile
from core.types import LessonPlan
from tests import tiny_llama
from tests.core.training.export import tiny_bases

QWEN = (
    "{% if messages[0]['role'] == 'system' %}"
    "{{ '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}"
    "{% else %}{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endif %}"
    "{% for message in messages %}{% if message['role'] != 'system' %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
LLAMA3 = (
    "{{ bos_token }}{% for message in messages %}"
    "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' }}"
    "{{ message['content'] | trim }}{{ '<|eot_id|>' }}{% endfor %}"
    "{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)
THINKING = tiny_llama.TEMPLATE.replace("assistant\n' }}", "assistant\n<think>\n\n</think>\n\n' }}")
JOINED = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'system' %}{% set ns = message['content'] %}"
    "{% elif message['role'] == 'user' %}"
    "{{ '[INST] ' + (messages[0]['content'] + '\n\n' if messages[0]['role'] == 'system'"
    " and loop.last else '') + message['content'] + '[/INST]' }}"
    "{% else %}{{ ' ' + message['content'] + eos_token }}{% endif %}{% endfor %}"
)
TALKS = (
    (("user", "When? {{ now }}"),),
    (("system", "简短。"), ("user", "几天？")),
    (("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d"), ("user", "e")),
    (("system", "s"), ("user", "a"), ("assistant", "b\nb"), ("user", "c")),
)


def entries(template, adds=None):
    made = {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "qwen2",
        "tokenizer.ggml.tokens": ["<s>", "</s>", "a"],
        "tokenizer.ggml.bos_token_id": 0,
        "tokenizer.ggml.eos_token_id": 1,
        "tokenizer.chat_template": template,
    }
    return made if adds is None else made | {"tokenizer.ggml.add_bos_token": adds}


def commands(text):
    """What a Modelfile says: (name, value) in order; values may stand in three quotes."""
    found = re.finditer(
        r'^(?P<name>[A-Z]+) (?:"""(?P<long>.*?)"""|(?P<short>[^\n]*))$',
        text,
        re.DOTALL | re.MULTILINE,
    )
    return [
        (each["name"], each["short"] if each["long"] is None else each["long"]) for each in found
    ]


def laid_out(template, messages):
    """A conversation by a template in Go's language, of what such a one may hold here."""
    pieces = re.split(r"\{\{ (.*?) \}\}", template)
    system = "\n\n".join(text for role, text in messages if role == "system")
    made, _ = _run(pieces, 0, {"system": system, "messages": messages}, None)
    return made


def _run(pieces, at, given, message):
    made = ""
    while at < len(pieces):
        made += pieces[at]
        at += 1
        if at == len(pieces):
            return made, at
        said = pieces[at]
        at += 1
        if said == ".System":
            made += given["system"]
        elif said == ".Content":
            made += message[1]
        elif said == "range .Messages":
            begin = at
            for each in given["messages"]:
                more, at = _run(pieces, begin, given, each)
                made += more
        elif said.startswith("if "):
            holds = [_holds(said[3:], given, message)]
            more, at = _run(pieces, at, given, message)
            made += more if holds[-1] else ""
            while pieces[at - 1].startswith("else"):
                told = pieces[at - 1].removeprefix("else").removeprefix(" if ")
                holds.append(not any(holds) and (not told or _holds(told, given, message)))
                more, at = _run(pieces, at, given, message)
                made += more if holds[-1] else ""
        else:
            assert said == "end" or said.startswith("else")
            return made, at
    return made, at


def _holds(said, given, message):
    if said == ".System":
        return bool(given["system"])
    role = re.fullmatch(r'eq \.Role "(\w+)"', said)
    return message[0] == role[1]


@pytest.mark.parametrize("template", [tiny_llama.TEMPLATE, QWEN, LLAMA3, THINKING])
def test_both_templates_lay_out_the_same(template):
    layout = layout_of(entries(template))
    marks = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": ""}
    for talk in TALKS:
        said = [{"role": role, "content": text} for role, text in talk]
        assert laid_out(layout.template(), talk) == rendered(template, said, marks)


def test_a_beginning_that_ollama_puts_there_is_not_written_twice():
    assert "<s>" in layout_of(entries(LLAMA3, adds=False)).template()
    assert "<s>" not in layout_of(entries(LLAMA3, adds=True)).template()


@pytest.mark.parametrize("template", [JOINED, "{{ messages[7]['content'] }}", "{% for", "nothing"])
def test_what_cannot_be_said_is_left_out(template):
    assert layout_of(entries(template)) is None


def test_the_files_stand_beside_it(files, tmp_path):
    file = tiny_bases.file("llama", files, "q8_0")
    base = tiny_bases.opened(file)
    learnt = tiny_bases.adapter(base)
    model = tiny_bases.Adapted(base, learnt)
    plan = LessonPlan("Rules", "local:it", "lora")
    target = tmp_path / "for-ollama"
    made = export.export_form(
        "modelfile",
        base,
        method("lora"),
        learnt,
        plan,
        tmp_path / "abc" / "export",
        target,
        tiny_bases.TRIED[:1],
        model,
    )
    assert list(made)[-1].path == str(target)
    text = (target / "Modelfile").read_text(encoding="utf-8")
    said = commands(text)
    assert [name for name, _ in said] == ["FROM", "ADAPTER", "TEMPLATE", "PARAMETER", "PARAMETER"]
    told = dict(said)
    assert read_header(target / told["FROM"]).architecture == "llama"
    assert (target / told["FROM"]).read_bytes() == file.read_bytes()
    assert (target / told["ADAPTER"]).is_file()
    stops = [value for name, value in said if name == "PARAMETER"]
    assert stops == [f'stop "{tiny_llama.END}"', f'stop "{tiny_llama.START}user"']
    talk = [{"role": role, "content": text} for role, text in TALKS[3]]
    assert laid_out(told["TEMPLATE"], TALKS[3]) == rendered(tiny_llama.TEMPLATE, talk, {})


def test_a_template_that_is_left_out_is_spoken_of(tmp_path):
    path = tmp_path / "it.gguf"
    tiny_llama.write_gguf(tiny_llama.random_model().folder, path, template=JOINED)
    text = modelfile(path, "./it.gguf")
    assert "cannot be said" in text
    assert [name for name, _ in commands(text)] == ["FROM", "PARAMETER"]
