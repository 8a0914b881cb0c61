"""How what went wrong is told to a client: OpenAI's shape of an error, and a fitting status."""

import logging
from dataclasses import dataclass, field
from typing import Any

from core.errors import (
    BadRequest,
    KeysLocked,
    KeyWanted,
    LecternError,
    ModelBusy,
    ModelCrashed,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    NoModel,
    NotAllowed,
    NotFound,
    PromptTooLong,
    WrongPassword,
)
from core.stores.texts import storable

_log = logging.getLogger(__name__)

_STATUSES: tuple[tuple[type[LecternError], int, str], ...] = (
    (PromptTooLong, 400, "context_length_exceeded"),
    (BadRequest, 400, "bad_request"),
    (WrongPassword, 400, "bad_request"),
    (NotAllowed, 403, "not_allowed"),
    (NotFound, 404, "not_found"),
    (NoModel, 409, "no_model"),
    (KeyWanted, 409, "key_wanted"),
    (KeysLocked, 409, "keys_locked"),
    (ModelBusy, 429, "model_busy"),
    (ModelTooSlow, 504, "model_too_slow"),
    (ModelUnreachable, 502, "model_unreachable"),
    (ModelRefused, 502, "model_refused"),
    (ModelNonsense, 502, "model_nonsense"),
    (ModelCrashed, 502, "model_crashed"),
)
_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "invalid_request_error",
    405: "invalid_request_error",
    408: "timeout_error",
    409: "invalid_request_error",
    413: "invalid_request_error",
    429: "rate_limit_error",
}


@dataclass
class Refusal(Exception):
    """A request that is not answered."""

    status: int
    message: str
    code: str
    param: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """As OpenAI's clients read it."""
        return {
            "error": {
                "message": storable(self.message),
                "type": _KINDS.get(self.status, "server_error"),
                "param": self.param,
                "code": self.code,
            }
        }


def overloaded(seconds: int) -> Refusal:
    """Too many ask at once; `seconds` is when to try again."""
    return Refusal(
        429,
        f"Too many requests at once. Try again in {seconds} s.",
        "overloaded",
        headers={"Retry-After": str(seconds)},
    )


def refusal_of(error: BaseException) -> Refusal:
    """What a client is told of an error: of a mistake of ours nothing but that it was one."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, LecternError):
        for kind, status, code in _STATUSES:
            if isinstance(error, kind):
                headers = {"Retry-After": "30"} if status == 429 else {}
                return Refusal(status, _worded(error), code, headers=headers)
        return Refusal(503, _worded(error), "unavailable")
    _log.error("A request failed.", exc_info=error)
    return Refusal(500, "Lectern made a mistake it did not expect.", "unexpected")


def _worded(error: LecternError) -> str:
    return f"{error.message} {error.hint}".strip()
