"""Texts lose the debris of formats and nothing else."""

import pytest

from core.examples.cleaning import cleaned


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x07c\x1b[31md\x7f", "abcd"),
        ("Fish &amp; chips &lt;b&gt; &#20013;&#x6587; &nbsp;&hellip;", "Fish & chips <b> 中文  …"),
        ("if (a && b) &c;", "if (a && b) &c;"),
        ("\ufeffze\u200bro\u00ad wid\u2060th", "zero width"),
        ("👩\u200d👩\u200d👧 می\u200cخواهم", "👩\u200d👩\u200d👧 می\u200cخواهم"),
        ("a\u200db", "ab"),
        ("line  \t\nnext\u3000\n\n\n\nend \n", "line\nnext\n\nend"),
        ("def f():\n    return 1", "def f():\n    return 1"),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("<p>All of it.</p>", "All of it."),
        ("a < b > c", "a < b > c"),
        ("e\u0301", "é"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("\u202eright to left\u202c", "right to left"),
        ("  ", ""),
    ],
)
def test_cleaned(text, clean):
    assert cleaned(text) == clean
    assert cleaned(cleaned(text)) == clean
