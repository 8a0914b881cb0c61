"""Templates come from strangers: they lay out, and can do nothing else."""

import pytest

from core.llama.templates import CHATML, PLAIN, TemplateFailed, rendered

ASKED = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "港口在哪里？"}]
MARKS = {"bos_token": "<s>", "eos_token": "</s>"}

HOSTILE = {
    "much": "{% for a in range(99999) %}{% for b in range(99999) %}" + "a" * 99 + "{% endfor %}"
    "{% endfor %}",
    "product": "{{ 'a' * 999999999 }}",
    "product, turned": "{{ 999999999 * 'a' }}",
    "list": "{{ ([0] * 999999999) | length }}",
    "power": "{{ 9 ** 9 ** 9 ** 9 }}",
    "wide format": "{{ '%999999999d' % 1 }}",
    "starred format": "{{ '%*d' % (999999999, 1) }}",
    "doubling": "{% set ns = namespace(x='a') %}{% for i in range(60) %}"
    "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ raise_exception.__globals__.json }}",
    "function": "{{ (strftime_now|attr('__globals__'))['json'] }}",
    "dict class": "{{ dict.__class__.__init__.__globals__ }}",
    "namespace": "{% set ns = namespace(__init__=1) %}{{ ns }}",
    "namespace, set": "{% set ns = namespace() %}{% set ns.__class__ = 1 %}{{ ns }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "lipsum": "{{ lipsum.__globals__ }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}",
    "changes the messages": "{{ messages.append(1) }}",
    "syntax": "{% if",
    "itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "nothing but a refusal": "{{ raise_exception('no') }}",
}


@pytest.mark.parametrize("template", HOSTILE.values(), ids=HOSTILE)
def test_a_template_reaches_nothing(template):
    with pytest.raises(TemplateFailed):
        rendered(template, ASKED, MARKS)


def test_the_marks_of_the_file_and_usual_helpers_are_there():
    template = (
        "{{ bos_token }}{% for m in messages %}{% if loop.first %}{% continue %}{% endif %}"
        "{% generation %}{{ {'a': m.content} | tojson }}{% endgeneration %}{% endfor %}"
        "{% set ns = namespace(n=1) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{{ '%d' % 3 }}"
        "{{ strftime_now('%Y')|length }}{{ dict(a=1).a }}"
        "{{ messages[0]['content'] }}{{ eos_token }}"
    )
    assert rendered(template, ASKED, MARKS) == '<s>{"a": "港口在哪里？"}2341Be brief.</s>'


def test_a_reply_is_begun_only_where_wanted():
    assert rendered(CHATML, ASKED, {}).endswith("<|im_start|>assistant\n")
    assert rendered(CHATML, ASKED, {}, reply=False).endswith("？<|im_end|>\n")
    assert rendered(PLAIN, ASKED, {}) == "Be brief.\n\nQuestion: 港口在哪里？\n\nAnswer:"


def test_an_instruction_that_is_refused_joins_the_question():
    refusing = (
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    )
    assert rendered(refusing, ASKED, {}) == "[user]Be brief.\n\n港口在哪里？"
    ignoring = (
        "{% for m in messages if m.role != 'system' %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    )
    assert rendered(ignoring, ASKED, {}) == "[user]Be brief.\n\n港口在哪里？"


def test_two_messages_of_one_side_become_one_where_they_must():
    alternating = (
        "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
        "{{ raise_exception('roles must alternate') }}{% endif %}[{{ m.content }}]{% endfor %}"
    )
    twice = [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]
    assert rendered(alternating, twice, {}) == "[a\n\nb]"


def test_what_is_given_is_not_changed():
    before = [dict(message) for message in ASKED]
    rendered("{% for m in messages if m.role != 'system' %}{{ m.content }}{% endfor %}", ASKED, {})
    assert before == ASKED
