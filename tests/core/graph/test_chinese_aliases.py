import pytest

from core.graph.chinese_aliases import glosses, others
from core.graph.chinese_segments import segmented
from core.graph.chinese_spans import spans
from core.text.terms import fold
from core.types import EntityKind


def looked_at(text):
    words = segmented(fold(text))
    return words, 0, len(text), spans(words, 0, len(text))


def named(text):
    return [(one.name, one.other, one.why) for one in others(*looked_at(text))]


def said(text):
    return [(one.name, one.gloss, one.kind) for one in glosses(*looked_at(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "我们采用检索增强生成(Retrieval-Augmented Generation,RAG)回答问题。",
            [
                ("检索增强生成", "Retrieval-Augmented Generation", "translation"),
                ("检索增强生成", "RAG", "abbreviation"),
            ],
        ),
        ("世界卫生组织（WHO）发布了报告。", [("世界卫生组织", "WHO", "abbreviation")]),
        ("注意力机制（Attention Mechanism）很重要。",
         [("注意力机制", "Attention Mechanism", "translation")]),
        ("它是混合专家（MoE）机制。", [("混合专家", "MoE", "abbreviation")]),
        ("LoRA(低秩适配)冻结权重。", [("低秩适配", "LoRA", "abbreviation")]),
        ("长河科技有限公司（以下简称“长河”）负责施工。",
         [("长河科技有限公司", "长河", "short")]),
        ("北京，古称燕京，是首都。", [("北京", "燕京", "also_called")]),
        ("诸葛亮，字孔明，是丞相。", [("诸葛亮", "孔明", "also_called")]),
    ],
)  # fmt: skip
def test_other_names(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "边缘设备（如手机、平板）资源有限。",
        "他写了报告（约三千字）。",
        "见图（2023年）。",
        "GPT-4（多模态模型）很强。",
        "价格下降（同比）。",
        "调用外部工具（API）完成任务。",
        "LoRA+（优化训练效率）更快。",
        "参数模型（PaLM-2）很大。",
        "（）",
        "(" * 500,
    ],
)
def test_what_is_no_other_name(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王芳（护士）值班。", [("王芳", "护士", EntityKind.PERSON)]),
        ("张伟，男，律师，住临江县。", [("张伟", "律师", EntityKind.PERSON)]),
        ("北京是中国的首都。", [("北京", "首都", EntityKind.PLACE)]),
    ],
)
def test_what_a_name_is_said_to_be(text, expected):
    assert said(text) == expected
