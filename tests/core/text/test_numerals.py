"""Chinese numerals before counters meet the digits of other texts."""

import pytest

from core.text.numerals import with_digits, without_counters


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("五种方法", "5种方法"),
        ("十五天", "15天"),
        ("二十三人", "23人"),
        ("两个月", "2个月"),
        ("一个问题", "一个问题"),
        ("第三天", "第三天"),
        ("一百二十人", "一百二十人"),
        ("三角形", "三角形"),
    ],
)
def test_numerals_before_a_counter(text, digits):
    assert with_digits(text) == digits


def test_counters_fall_after_digits_only():
    assert without_counters("5种方法的种类") == "5 方法的种类"
