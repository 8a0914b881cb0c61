"""Which language a text is in, by its script and its commonest words; no model, no library."""

import re

_SAMPLE = 6000
"""Characters looked at: a few from each of three places say enough, however long the text is."""

_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]"),
    "kana": re.compile(r"[\u3041-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}

_LETTERS_A_WORD = 1.7
"""A Chinese word has about so many characters, to weigh them against words of other scripts."""

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_ALPHABET_WORD = 5.0

_COMMON = {
    "en": "the of and to in is that for it was on with as by at are this be from which have not"
    " do does did what who how when where why",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es",
    "fr": "le la les des et du est que dans une pour qui sur pas au par plus avec il ce sont aux",
    "es": "el los las que del se por con una para es al lo como más su sus pero no fue este son",
    "it": "il che di per una con non sono della si dei nel alla è anche gli le più del delle come",
    "pt": "os que do da em um para com não uma por mais dos como se na ao foi das pelo à são seu",
    "nl": "het een van en dat niet zijn op te met voor aan er ook als bij maar door is naar wordt",
    "sv": "och att det som en på är av för med den till inte har de ett om var från kan ska",
    "pl": "nie się na jest że do to jak ale za od przez był tym po jego dla oraz są ma które",
    "tr": "bir ve bu için ile da de olarak çok daha gibi en olan ne kadar sonra var ise değil",
    "vi": "và của là có được trong cho không một với các người này những đã để khi từ về",
}
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), _language)


def language_of(text: str) -> str:
    """ISO 639-1 code of the language that most of `text` is in, "" when nothing tells."""
    sample = _sample(text)
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    words = _WORD.findall(sample)
    east = counts["han"] + counts["kana"] + counts["hangul"]
    weights = {
        "east": east / _LETTERS_A_WORD,
        "latin": float(len(words)),
        **{name: counts[name] / _ALPHABET_WORD for name in ("ru", "el", "ar", "he", "hi", "th")},
    }
    script = max(weights, key=lambda name: weights[name])
    if not weights[script]:
        return ""
    if script == "latin":
        return _by_common_words(words)
    if script == "east":
        return _eastern(counts)
    return "uk" if script == "ru" and re.search(r"[іїєґ]", sample) else script


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    part = _SAMPLE // 3
    middle = len(text) // 2
    return f"{text[:part]} {text[middle : middle + part]} {text[-part:]}"


def _eastern(counts: dict[str, int]) -> str:
    if counts["hangul"] > counts["han"] + counts["kana"]:
        return "ko"
    # Japanese prose is a third kana and more; a stray の in a Chinese text makes it no Japanese.
    return "ja" if counts["kana"] * 10 > counts["han"] else "zh"


def _by_common_words(words: list[str]) -> str:
    votes = dict.fromkeys(_COMMON, 0)
    for word in words:
        for language in _BY_WORD.get(word.lower(), ()):
            votes[language] += 1
    best = max(votes, key=lambda language: votes[language])
    if votes[best]:
        return best
    # Headings and tables have no little words; plain letters alone are most likely English.
    return "en" if words and "".join(words).isascii() else ""
