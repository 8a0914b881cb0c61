import pytest

from core.graph.chinese_relations import chinese_relations
from core.graph.findings import Named
from core.types import EntityKind

PERSONS = {"马云", "张伟", "李娜", "王芳", "陈志远"}


def said(text, *names):
    """(subject, label, object) of each relation between names as they stand in the text."""
    named, at = [], 0
    for name in names:
        at = text.index(name, at)
        kind = EntityKind.PERSON if name in PERSONS else EntityKind.OTHER
        named.append(Named(at, at + len(name), kind))
        at += len(name)
    found = chinese_relations("前文。" + text, 3, 3 + len(text), [
        Named(one.start + 3, one.end + 3, one.kind) for one in named
    ])  # fmt: skip
    return [(names[one.subject], one.label, names[one.object]) for one in found]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("马云于1999年创立了阿里巴巴。", ("马云", "创立", "阿里巴巴")),
        ("临江水文站位于青石镇。", ("临江水文站", "位于", "青石镇")),
        ("张伟,1990年毕业于北京大学。", ("张伟", "毕业于", "北京大学")),
        ("张伟创作了著名小说《长河》。", ("张伟", "创作", "长河")),
        ("北京是中国的首都。", ("北京", "是…的首都", "中国")),
        ("中国的首都是北京。", ("北京", "是…的首都", "中国")),
        ("Transformer由谷歌提出。", ("谷歌", "提出", "Transformer")),
        ("由谷歌提出的Transformer很强。", ("谷歌", "提出", "Transformer")),
        ("谷歌提出的Transformer很强。", ("谷歌", "提出", "Transformer")),
        ("小木公司后来被大林集团收购。", ("大林集团", "收购", "小木公司")),
        ("阿里巴巴的创始人马云退休了。", ("马云", "是…的创始人", "阿里巴巴")),
        ("北京大学教授张伟来访。", ("张伟", "是…的教授", "北京大学")),
        ("张伟在青石镇出生。", ("张伟", "在…出生", "青石镇")),
        ("张伟與李娜結婚。", ("张伟", "与…结婚", "李娜")),
        ("QLoRA基于LoRA。", ("QLoRA", "基于", "LoRA")),
        ("汉江注入长江。", ("汉江", "注入", "长江")),
        ("鸬鹚潜入青河。", ("鸬鹚", "潜入", "青河")),
    ],
)
def test_what_a_sentence_says(text, relation):
    subject, _, other = relation
    names = sorted({subject, other}, key=text.index)
    assert said(text, *names) == [relation]


def test_a_list_shares_what_is_said_of_one_of_it():
    text = "马云和张伟创办了阿里巴巴、淘宝以及支付宝。"
    found = said(text, "马云", "张伟", "阿里巴巴", "淘宝", "支付宝")
    assert set(found) == {
        (one, "创办", other) for one in ("马云", "张伟") for other in ("阿里巴巴", "淘宝", "支付宝")
    }


def test_after_a_comma_the_subject_goes_on():
    text = "张伟毕业于北京大学,后来创立了长河公司。"
    assert said(text, "张伟", "北京大学", "长河公司") == [
        ("张伟", "毕业于", "北京大学"),
        ("张伟", "创立", "长河公司"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "马云没有创立阿里巴巴。",
        "马云来了。阿里巴巴很大。",
        "马云说阿里巴巴很大。",
        "马云的阿里巴巴。",
        "马云并非阿里巴巴的人。",
        "马云昨天下午在办公室里面看见了许多人正在讨论如何使用新的阿里巴巴。",
    ],
)
def test_what_is_not_said_is_not_found(text):
    assert said(text, "马云", "阿里巴巴") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李娜获得新加坡金曲奖。", ("李娜", "新加坡")),
        ("张伟引入美国电影表达方法。", ("张伟", "美国")),
        ("马云更名为河北省文物工作队。", ("马云", "河北省文物")),
        ("金刀情侠的原著是古龙的小说。", ("金刀情侠", "古龙")),
        ("长河的金融专栏仍名为梧桐树。", ("长河", "梧桐树")),
        ("中国选手林丹来了。", ("中国", "林丹")),
        ("灵粮堂是香港九龙的教会。", ("灵粮堂", "香港", "九龙")),
        ("他在北美洲创立长河公司。", ("北美洲", "长河公司")),
        ("他先后在清华大学、北京大学从事转型研究。", ("清华大学", "北京大学", "转型研究")),
        ("皮亚路和理斯路交界处很窄。", ("皮亚路", "理斯路")),
        ("最年长的佳丽是李娜。", ("佳丽", "李娜")),
        ("张伟制定了新加坡第一个规划。", ("张伟", "新加坡")),
        ("长河是天与地、前途的一部分。", ("长河", "天与地", "前途")),
        ("长河公司主办的中国围棋赛开始了。", ("长河公司", "中国")),
    ],
)
def test_a_piece_of_what_is_spoken_of_is_not_its_subject_or_object(text, names):
    assert said(text, *names) == []


def test_a_part_of_a_place_is_in_it_all_the_same():
    text = "株洲北站位于湖南省东北部。"
    named = [Named(0, 4, EntityKind.OTHER), Named(6, 9, EntityKind.PLACE)]
    found = chinese_relations(text, 0, len(text), named)
    assert [(one.subject, one.label, one.object) for one in found] == [(0, "位于", 1)]


def test_who_was_born_is_no_place_that_stands_before_a_comma():
    text = "李惠珍,祖籍番禺,于香港出生。"
    named = [Named(6, 8, EntityKind.PLACE), Named(10, 12, EntityKind.PLACE)]
    assert chinese_relations(text, 0, len(text), named) == []


@pytest.mark.parametrize("text", ["", "甲", "甲" * 5000, "甲,乙,丙" * 500])
def test_any_sentence_is_looked_at(text):
    names = [Named(at, at + 1, EntityKind.OTHER) for at in range(min(len(text), 500))]
    assert isinstance(chinese_relations(text, 0, len(text), names), list)
