"""What an entry of a file means: the shapes in which examples are handed round, in both languages.

alpaca     instruction, input, output (and history)
sharegpt   conversations: [{"from": "human", "value": …}, {"from": "gpt", "value": …}]
messages   messages: [{"role": "user", "content": …}, …], or such a list by itself
pairs      prompt, chosen, rejected: texts, or conversations that differ in their end
table      a question and an answer under any of their usual names
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from core.examples.problems import Problem, Trouble, trouble


class Said(NamedTuple):
    """An example as it stands in a file."""

    question: str
    answer: str
    system: str = ""
    rejected: str = ""
    turns: tuple[tuple[str, str], ...] = ()


MOST_TURNS = 8
"""Earlier questions and answers that an example of a long conversation keeps."""
MOST_ANSWERS = 100
"""Answers of one conversation that become examples."""

LEARN, LAST = "learn", "last"
"""Beside a conversation: only its last answer is an example."""

_QUESTION, _INPUT, _ANSWER, _SYSTEM = "question", "input", "answer", "system"
_CHOSEN, _REJECTED, _TURNS, _HISTORY = "chosen", "rejected", "turns", "history"
_NAMES: dict[str, str] = {
    _QUESTION: "question q query prompt instruction ask user human request questions questiontext"
    " userprompt 问题 提问 问 题目 指令 用户 问句 用户问题 用户提问 问題 問題 提問 提示词 提示",
    _INPUT: "input context passage 输入 上下文 背景 材料",
    _ANSWER: "answer a response output completion reply assistant target answers answertext gpt bot"
    " 答案 回答 答 回复 答复 输出 标准答案 参考答案 标准回答 解答 助手 回應 回覆 解答内容",
    _SYSTEM: "system systemprompt 系统 系统提示 系统提示词 角色设定",
    _CHOSEN: "chosen better preferred accepted chosenresponse 更好 较好 更好的回答 较好的回答"
    " 好的回答 优选 选中 选择的回答 偏好回答",
    _REJECTED: "rejected worse rejectedresponse 较差 更差 较差的回答 更差的回答 差的回答"
    " 拒绝 被拒绝 被拒绝的回答 拒绝的回答",
    _TURNS: "messages conversations conversation dialogue dialog turns 对话 消息 多轮对话",
    _HISTORY: "history 历史 历史对话",
}
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_ALPACA = frozenset({"instruction", "指令"})
_ROLES = {
    name: role
    for role, names in {
        "user": "user human prompter customer person 用户 提问者 客户 人",
        "assistant": "assistant gpt bot chatgpt model chatbot bard claude ai 助手 机器人 模型 客服",
        "system": "system developer 系统",
        "tool": "tool function observation function_call tool_call tool_calls ipython 工具",
    }.items()
    for name in names.split()
}
_UNFILLED = frozenset({"nan", "null", "n/a", "#n/a", "undefined", "<na>"})
"""What programs write where a cell is empty."""
_FOLD = re.compile(r"[\s_\-:：*.\ufeff()（）]+")
_HUMAN_ASSISTANT = re.compile(r"(?:\A|\n\n)(Human|Assistant): ?")


def folded(name: str) -> str:
    """A column's name without what does not matter."""
    return _FOLD.sub("", name).casefold()


def field_of(name: str) -> str:
    """What a column of that name holds; "" where it is none that is known."""
    return FIELDS.get(folded(name), "")


def read(entry: Any, row: int) -> tuple[str, list[Said]]:
    """The shape of an entry and its examples: one, or of a conversation one for each answer.

    Raises:
        Trouble: it is none, or misses something.
    """
    try:
        return _read(entry)
    except Trouble as error:
        raise Trouble(error.kind, row, error.details) from None


def _read(entry: Any) -> tuple[str, list[Said]]:
    if isinstance(entry, list):
        return _conversation(entry)
    if not isinstance(entry, Mapping):
        raise trouble(Problem.UNKNOWN_SHAPE, fields=type(entry).__name__)
    found: dict[str, Any] = {}
    names: dict[str, str] = {}
    for name, value in entry.items():
        field = field_of(str(name))
        # The first column that holds something counts.
        if field and (field not in found or _is_empty(found[field])):
            found[field], names[field] = value, str(name)
    if _TURNS in found and (turns := _list_in(found[_TURNS])) is not None:
        return _with_turns(entry, found, turns)
    if _CHOSEN in found and _REJECTED in found:
        return "pairs", _pair(found)
    if _QUESTION in found and _INPUT not in found and (asked := _list_in(found[_QUESTION])):
        answer = _list_in(found.get(_ANSWER))
        return _conversation([*asked, *(answer or [])])
    if _QUESTION not in found and _INPUT in found:
        found[_QUESTION] = found.pop(_INPUT)
        names[_QUESTION] = names[_INPUT]
    if _QUESTION not in found or _ANSWER not in found:
        fields = ", ".join(str(name) for name in list(entry)[:12])
        raise trouble(Problem.UNKNOWN_SHAPE, fields=fields or "nothing")
    shape = "alpaca" if folded(names[_QUESTION]) in _ALPACA else "table"
    question, given = (_text(found.get(each), each) for each in (_QUESTION, _INPUT))
    said = Said(
        "\n\n".join(part for part in (question, given) if part),
        _answer(found[_ANSWER], names[_ANSWER]),
        _text(found.get(_SYSTEM), "system"),
        _text(found.get(_REJECTED), "rejected"),
        _history(found.get(_HISTORY)),
    )
    return shape, [said]


def _with_turns(
    entry: Mapping[str, Any], found: Mapping[str, Any], turns: list[Any]
) -> tuple[str, list[Said]]:
    """The examples of a conversation with what stands beside it."""
    if isinstance(found.get(_CHOSEN), Mapping) and isinstance(found.get(_REJECTED), Mapping):
        # LLaMA-Factory's way: the conversation so far, and two turns that could follow.
        before, better, worse = map(_turns, (turns, [found[_CHOSEN]], [found[_REJECTED]]))
        whole = [*before[1], *better[1]]
        return "pairs", [_last(whole, worse[1][0][1], _text(found.get(_SYSTEM), "system"))]
    rejected, answer = (_text(found.get(each), each) for each in (_REJECTED, _ANSWER))
    if answer and turns and _turns(turns[-1:])[1][0][0] == "user":
        turns = [*turns, {"role": "assistant", "content": answer}]
    shape, said = _conversation(turns)
    if rejected or answer or entry.get(LEARN) == LAST:
        # Lectern's own files say so where earlier answers are not to be learnt by themselves.
        said = [said[-1]._replace(rejected=rejected)]
    system = _text(found.get(_SYSTEM), "system")
    return shape, [each if each.system else each._replace(system=system) for each in said]


# ---- values ------------------------------------------------------------------------------------


def _text(value: Any, field: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return "" if value.strip().casefold() in _UNFILLED else value
        case bool():
            return str(value).lower()
        case int():
            return str(value) if abs(value) < 10**300 else ""
        case float():
            return "" if value != value else f"{value:.15g}"
        case list() if value and all(isinstance(part, Mapping) for part in value):
            # OpenAI's way to write the parts of a message.
            parts = [part.get("text") for part in value if part.get("type", "text") == "text"]
            if len(parts) == len(value) and all(isinstance(part, str) for part in parts):
                return "\n".join(map(str, parts))
    raise trouble(Problem.NOT_TEXT, field=field)


def _answer(value: Any, field: str) -> str:
    if isinstance(value, Mapping) and isinstance(value.get("text"), list):
        # SQuAD's way: {"text": ["…"], "answer_start": [0]}.
        value = next(iter(value["text"]), "")
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        value = value[0]
    return _text(value, field)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def _list_in(value: Any) -> list[Any] | None:
    """A list of turns, also one that is written as text in a cell."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    is_talk = isinstance(value, list) and all(isinstance(each, Mapping) for each in value)
    return list(value) if is_talk else None


def _history(value: Any) -> tuple[tuple[str, str], ...]:
    """Earlier turns as LLaMA-Factory keeps them: a list of pairs."""
    pairs = [each for each in value if isinstance(each, list)] if isinstance(value, list) else []
    turns = [
        (_text(pair[0], "history"), _text(pair[1], "history")) for pair in pairs if len(pair) == 2
    ]
    return tuple(turns[-MOST_TURNS:])


# ---- conversations -----------------------------------------------------------------------------


def _turns(talk: Sequence[Any]) -> tuple[str, list[tuple[str, str]]]:
    """The shape, and (role, text) for each turn.

    Raises:
        Trouble: a role is unknown or a tool's, or something is no text.
    """
    shape, turns = "messages", []
    for turn in talk:
        if not isinstance(turn, Mapping):
            raise trouble(Problem.UNKNOWN_SHAPE, fields=type(turn).__name__)
        if not {"role", "from"} & set(turn):
            turns += _both_sides(turn)
            continue
        if "from" in turn:
            shape = "sharegpt"
        named = str(turn.get("role", turn.get("from", "")) or "")
        role = _ROLES.get(named.strip().casefold(), "")
        if not role:
            raise trouble(Problem.UNKNOWN_ROLE, role=named)
        if role == "tool" or turn.get("tool_calls"):
            raise trouble(Problem.TOOLS)
        value = next((turn[name] for name in ("content", "value", "text") if name in turn), None)
        turns.append((role, _text(value, named)))
    return shape, turns


def _both_sides(turn: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Turns whose names are the roles: {"human": …, "assistant": …}."""
    found = {_ROLES.get(str(name).strip().casefold(), ""): value for name, value in turn.items()}
    if "user" not in found or "assistant" not in found:
        raise trouble(Problem.UNKNOWN_ROLE, role=", ".join(map(str, list(turn)[:4])))
    return [(role, _text(found[role], role)) for role in ("user", "assistant")]


def _conversation(talk: Sequence[Any]) -> tuple[str, list[Said]]:
    shape, turns = _turns(talk)
    system, pairs = _paired(turns)
    said = [
        Said(question, answer, system, turns=tuple(pairs[max(0, place - MOST_TURNS) : place]))
        for place, (question, answer) in enumerate(pairs[:MOST_ANSWERS])
    ]
    return shape, said


def _paired(turns: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """The instruction, and questions with their answers.

    Raises:
        Trouble: nobody answers, a turn is empty, or they are out of order.
    """
    system = turns[0][1] if turns and turns[0][0] == "system" else ""
    rest = list(turns[1:] if turns and turns[0][0] == "system" else turns)
    if not any(role == "assistant" for role, _ in rest):
        raise trouble(Problem.ONLY_QUESTIONS)
    if rest[-1][0] == "user":
        # A question that was not answered ends it.
        rest.pop()
    wanted = ["user", "assistant"] * (len(rest) // 2 + 1)
    order = [role for role, _ in rest]
    if len(rest) % 2 or order != wanted[: len(rest)]:
        shown = ", ".join(role for role, _ in turns[:6]) + (", …" if len(turns) > 6 else "")
        raise trouble(Problem.ROLES_ORDER, order=shown)
    for role, text in rest:
        if not text.strip():
            raise trouble(Problem.NO_QUESTION if role == "user" else Problem.NO_ANSWER)
    return system, [(rest[place][1], rest[place + 1][1]) for place in range(0, len(rest), 2)]


# ---- pairs -------------------------------------------------------------------------------------


def _pair(found: Mapping[str, Any]) -> list[Said]:
    better, worse = _talk(found[_CHOSEN]), _talk(found[_REJECTED])
    system = _text(found.get(_SYSTEM), "system")
    if better is None or worse is None:
        chosen, rejected = (_text(found[each], each) for each in (_CHOSEN, _REJECTED))
        asked = found.get(_QUESTION, found.get(_INPUT))
        if (talk := _list_in(asked)) is not None:
            return [_last([*_turns(talk)[1], ("assistant", chosen)], rejected, system)]
        question, given = (_text(found.get(each), each) for each in (_QUESTION, _INPUT))
        both = "\n\n".join(dict.fromkeys(part for part in (question, given) if part))
        return [Said(both, chosen, system, rejected, _history(found.get(_HISTORY)))]
    before = _talk(found.get(_QUESTION)) or []
    if not before and len(better) == 1 and isinstance(found.get(_QUESTION), str):
        before = [("user", str(found[_QUESTION]))]
    if len(better) > 1:
        before = []
    return [_last([*before, *better], worse[-1][1] if worse else "", system)]


def _last(turns: Sequence[tuple[str, str]], rejected: str, system: str) -> Said:
    own, pairs = _paired(turns)
    question, answer = pairs[-1]
    return Said(question, answer, own or system, rejected, tuple(pairs[:-1][-MOST_TURNS:]))


def _talk(value: Any) -> list[tuple[str, str]] | None:
    """The turns of a conversation, also of one written as Anthropic's sets are."""
    if (talk := _list_in(value)) is not None:
        return _turns(talk)[1]
    if isinstance(value, str) and value.lstrip().startswith("Human:"):
        parts = _HUMAN_ASSISTANT.split("\n\n" + value.strip())
        roles = {"Human": "user", "Assistant": "assistant"}
        return [
            (roles[parts[place]], parts[place + 1].strip()) for place in range(1, len(parts) - 1, 2)
        ]
    return None
