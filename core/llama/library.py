"""llama.cpp itself: loaded once, made quiet, and stopped without a word of Python."""

import ctypes
import os
import sys
from functools import cache
from importlib.util import find_spec
from typing import Any


class LlamaError(Exception):
    """llama.cpp refused: it cannot load a file, make a context, or read a batch."""


def present() -> bool:
    """Whether it is installed: it is compiled where Lectern is, and left out where that fails."""
    return find_spec("llama_cpp") is not None


@cache
def library() -> Any:
    """The module with llama.cpp's functions; what it would print is thrown away.

    Threads that wait for each other must not spin: on a busy computer a spinning one holds the core
    that the other waits for (measured: 0.8 instead of 11.7 tokens a second). OpenMP reads this when
    it is loaded.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import llama_cpp

    llama_cpp.llama_log_set(_nothing_said(llama_cpp), ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    return llama_cpp


@cache
def _nothing_said(llama_cpp: Any) -> Any:
    return llama_cpp.llama_log_callback(lambda level, text, about: None)


class StopFlag:
    """Says to a computation in llama.cpp that it shall end.

    llama.cpp asks before each of some thousand steps a token. Asking Python would take its lock
    each time; so it asks the C library's `strlen` about two bytes of memory: an empty string is
    "go on", a string of one letter is "stop".
    """

    def __init__(self) -> None:
        self._bytes = ctypes.create_string_buffer(64)

    @property
    def is_set(self) -> bool:
        """Whether it was set."""
        return bool(self._bytes.value)

    def set(self) -> None:
        """Stop what runs; from any thread."""
        self._bytes.value = b"s"

    def clear(self) -> None:
        """Let it run again."""
        self._bytes.value = b""

    @property
    def callback(self) -> Any:
        """What llama.cpp calls, as its parameter `abort_callback` wants it."""
        kind = library().ggml_abort_callback
        return ctypes.cast(_string_length(), kind)

    @property
    def address(self) -> Any:
        """What it is called with."""
        return ctypes.cast(self._bytes, ctypes.c_void_p)


@cache
def _string_length() -> Any:
    functions = ctypes.CDLL("msvcrt") if sys.platform == "win32" else ctypes.CDLL(None)
    return functions.strlen
