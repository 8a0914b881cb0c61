"""What an error of the client or of a server means for a person, and when to try again."""

import datetime
import email.utils
import json
import re
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from core.errors import (
    KeyWanted,
    LecternError,
    ModelBusy,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    PromptTooLong,
)
from core.models.keys import known_keys
from core.types import Endpoint

_REASON_LENGTH = 200
_USUAL_WAIT = 60
"""Seconds that are said where a server that is busy does not say how long."""
_A_YEAR = 365 * 24 * 3600
_TOO_LONG = re.compile(
    r"context[_ ]length|context[_ ]size|context[_ ]window|maximum context|max_model_len"
    r"|prompt is too long|too many tokens|exceeds? the (model'?s )?(max|limit of)"
)
_SPENT = re.compile(r"insufficient[_ ](quota|balance)|billing|arrear", re.IGNORECASE)
_KEY_LIKE = re.compile(r"\b(sk|ms|hf|pk)-[\w*.-]{6,}|\bBearer\s+\S+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2,9}")


def named(error: Exception, endpoint: Endpoint, model: str) -> LecternError | None:
    """What an error of the client means for a person; None for one that is a mistake of ours."""
    import openai

    from core.models.bounded_reply import TooMuch, Unreadable

    if isinstance(error, LecternError):
        return error
    if isinstance(error, openai.APITimeoutError):
        if type(error.__cause__).__name__ == "ConnectTimeout":
            return unreachable(endpoint, model)
        return ModelTooSlow(name=model, seconds=f"{endpoint.timeout:g}")
    if isinstance(error, openai.APIConnectionError):
        return unreachable(endpoint, model)
    if isinstance(error, openai.APIStatusError):
        return _refused(error, endpoint, model)
    if isinstance(error, openai.APIResponseValidationError):
        return ModelNonsense(name=model)
    if isinstance(error, openai.APIError):
        # In the middle of a stream, or in place of one.
        if _is_too_long(error):
            return _too_long(error, endpoint, model)
        status = error.code if str(error.code or "").isdigit() else "200"
        return ModelRefused(name=model, status=str(status), reason=_reason(error.message))
    if isinstance(error, TooMuch | Unreadable | openai.OpenAIError):
        return ModelNonsense(name=model)
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        return ModelNonsense(name=model)
    if isinstance(error, ValueError) and "integer string conversion" in str(error):
        # A number with more digits than Python reads.
        return ModelNonsense(name=model)
    return None


def unreachable(endpoint: Endpoint, model: str = "") -> ModelUnreachable:
    """The error that no connection could be made."""
    return ModelUnreachable(name=model or endpoint.name, address=shown(endpoint.address))


def shown(address: str) -> str:
    """An address without the name and password that may stand in it."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, "", ""))
    except ValueError:
        return "?"


def may_pass(error: Exception) -> bool:
    """Whether the same request may well succeed a moment later."""
    import openai

    if isinstance(error, openai.APIStatusError):
        if error.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            return not _SPENT.search(_said(error))
        return error.status_code == HTTPStatus.REQUEST_TIMEOUT or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError) and not isinstance(
        error, openai.APITimeoutError
    )


def asked_to_wait(error: Exception) -> float | None:
    """Seconds for which a server asks to be left alone; None where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    if headers is None:
        return None
    if (thousandths := _number(headers.get("retry-after-ms", ""))) is not None:
        return min(thousandths / 1000, _A_YEAR)
    value = headers.get("retry-after", "").strip()
    if (seconds := _number(value)) is not None:
        return min(seconds, _A_YEAR)
    then = _moment(value)
    if then is None:
        return None
    # By its own clock, where it tells the time: this computer's may be wrong.
    now = _moment(headers.get("date", "")) or time.time()
    return min(max(0.0, then - now), _A_YEAR)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return max(0.0, number) if number == number else None


def _moment(text: str) -> float | None:
    try:
        moment = email.utils.parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        return moment.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _refused(error: Any, endpoint: Endpoint, model: str) -> LecternError:
    status = int(error.status_code)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return KeyWanted(name=model, status=status, address=shown(endpoint.address))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or (status < 500 and _is_too_long(error)):
        return _too_long(error, endpoint, model)
    busy = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    if status in busy and may_pass(error):
        asked = asked_to_wait(error)
        seconds = _USUAL_WAIT if asked is None else max(1, round(asked))
        return ModelBusy(name=model, status=status, seconds=seconds)
    return ModelRefused(name=model, status=status, reason=_reason(_message(error)))


def _is_too_long(error: Any) -> bool:
    return bool(_TOO_LONG.search(_said(error).lower()))


def _too_long(error: Any, endpoint: Endpoint, model: str) -> PromptTooLong:
    numbers = sorted(int(each) for each in _NUMBER.findall(_message(error)))
    limit = numbers[0] if numbers else endpoint.context_tokens
    tokens = numbers[-1] if len(numbers) > 1 else limit
    return PromptTooLong(name=model, tokens=tokens, limit=limit)


def _said(error: Any) -> str:
    """Everything a server said of an error, its codes too."""
    return f"{getattr(error, 'code', '')} {getattr(error, 'type', '')} {error.message}"


def _message(error: Any) -> str:
    """What a server said in words; of a page only what its status means."""
    body = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        for words in (
            inner.get("message") if isinstance(inner, dict) else inner,
            body.get("message"),
            body.get("detail"),
        ):
            if isinstance(words, str) and words.strip():
                return words
        return json.dumps(body, ensure_ascii=False)
    text = str(body or "").strip()
    if text and "<" not in text:
        return text
    try:
        return HTTPStatus(error.status_code).phrase
    except ValueError:
        return "?"


def _reason(message: str) -> str:
    """What a server says, on one line, cut short, without the key that some repeat."""
    reason = "".join(sign if sign.isprintable() else " " for sign in message[:5000])
    reason = " ".join(reason.split())
    for key in known_keys():
        reason = reason.replace(key, "…")
    reason = _KEY_LIKE.sub("…", reason)
    return reason if len(reason) <= _REASON_LENGTH else reason[: _REASON_LENGTH - 1] + "…"
