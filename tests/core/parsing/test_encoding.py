"""Text is decoded right however short it is and whatever it claims."""

import pytest

from core.parsing import encoding


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("你好", "gb18030"),
        ("姓名,年龄\n张三,12", "gb18030"),
        ("第一章 总则", "gb18030"),
        ("通知", "gb18030"),
        ("你好", "big5"),
        ("資料庫系統", "big5"),
        ("名前,年齢\n佐藤太郎,30", "cp932"),
        ("テスト", "cp932"),
        ("안녕하세요", "cp949"),
        ("Привет мир", "cp1251"),
        ("Привет мир", "koi8-r"),
        ("café été naïve", "cp1252"),
        ("“quoted” – 5 €", "cp1252"),
        ("中文文本处理", "utf-16-le"),
        ("中文 abc", "utf-16-be"),
        ("plain words", "utf-16-le"),
        ("混合 mixed 文字", "utf-8"),
    ],
)
def test_short_texts_without_a_mark_are_read(text: str, name: str) -> None:
    assert encoding.decode(text.encode(name))[0] == text


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(name: str) -> None:
    assert encoding.decode("书案 Lectern".encode(name), "gbk")[0] == "书案 Lectern"


def test_a_declared_encoding_is_believed_only_when_it_decodes() -> None:
    assert encoding.decode("苹果".encode("gbk"), "gb2312")[0] == "苹果"
    assert encoding.decode("苹果汁很好".encode("gbk"), "utf-8")[0] == "苹果汁很好"


def test_a_character_cut_at_the_end_of_a_sample_does_no_harm() -> None:
    content = "这是一个测试".encode()[:-1]
    assert encoding.decode(content, partial=True)[0] == "这是一个测"


def test_one_broken_byte_does_not_change_the_encoding_of_a_long_text() -> None:
    content = "这是一个很长的测试文本。".encode() * 50 + b"\xff" + "结束".encode()
    assert "这是一个很长的测试文本" in encoding.decode(content)[0]


def test_bytes_that_are_no_text_are_known() -> None:
    assert encoding.is_binary(bytes(range(256)) * 4)
    assert not encoding.is_binary("Ünïcode 文字".encode())
    assert not encoding.is_binary("wide".encode("utf-16"))
