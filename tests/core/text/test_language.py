"""A text's language is told by script and common words."""

import pytest

from core.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今天天气很好，我们去公园玩。", "zh"),
        ("本系统使用 SQLite 和 LanceDB 保存全部数据，并支持 PDF。", "zh"),
        ("The cat sat on the mat and it was happy.", "en"),
        ("We call it 书案, which is the Chinese word for a desk.", "en"),
        ("今日は天気がいいので、公園に行きましょう。", "ja"),
        ("안녕하세요. 저는 학생입니다.", "ko"),
        ("Der Hund ist nicht auf der Straße und das ist gut.", "de"),
        ("Le chat est sur la table et il dort dans une boîte.", "fr"),
        ("El perro no está en la casa, pero los gatos sí.", "es"),
        ("Привет, мир! Как дела?", "ru"),
        ("Привіт, світе! Її їжа є тут.", "uk"),
        ("Quarterly Revenue", "en"),
        ("What do ducks eat?", "en"),
        ("Do que os patos se alimentam?", "pt"),
        ("12 345 — 67 %", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_long_text_is_judged_by_more_than_its_beginning() -> None:
    assert language_of("Title page\n" + "正文内容都是中文。" * 5000) == "zh"
