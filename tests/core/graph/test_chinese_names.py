"""Chinese names are found by rules, and common words are left alone."""

from core.graph.chinese_names import chinese
from core.graph.reading import Sign
from core.graph.source import Role, Source
from core.text.sentences import sentences
from core.types import EntityKind


def found(text, title="", roles=None):
    spans = tuple(sentences(text))
    return chinese(Source(title, text, "zh", (), spans, tuple(roles or [Role.BODY] * len(spans))))


def kinds(text, **more):
    return {name.surface: name.kind for name in found(text, **more).names}


def test_organisations_are_whole_names_and_begin_where_they_should():
    names = kinds("他先在星河智能装备股份有限公司实习，后来进了深圳市南山区人民法院。")
    assert names["星河智能装备股份有限公司"] is EntityKind.ORGANISATION
    assert names["深圳市南山区人民法院"] is EntityKind.ORGANISATION


def test_a_time_in_office_is_no_part_of_an_organisation():
    names = kinds("他历任广西壮族自治区经济体制改革委员会副主任。")
    assert "广西壮族自治区经济体制改革委员会" in names


def test_persons_are_found_by_their_titles():
    names = kinds("手术由陆怀川主任主刀，教授沈砚秋在场。")
    assert names["陆怀川"] is EntityKind.PERSON
    assert names["沈砚秋"] is EntityKind.PERSON


def test_a_letter_too_much_is_taken_off_a_guessed_person():
    names = kinds("高英是皇后。高英的父亲早逝。高英则多次求情，高英后来出家。")
    assert "高英" in names
    assert "高英则" not in names


def test_books_are_works_and_foreign_persons_keep_their_dot():
    names = kinds("玛丽·安宁读过《丘陵上的青铜》。")
    assert names["丘陵上的青铜"] is EntityKind.WORK
    assert names["玛丽·安宁"] is EntityKind.PERSON


def test_latin_names_within_chinese_are_found():
    names = kinds(
        "这个小组在微调的时候比较过QLoRA和GPT-3，部署的时候用vLLM来提高速度，"
        "所有的模型都是从Hugging Face上面下载下来的。"
    )
    assert {"QLoRA", "GPT-3", "vLLM", "Hugging Face"} <= names.keys()


def test_traditional_characters_are_no_obstacle():
    names = kinds("臺灣大學和清華大學都在研究這個問題。")
    assert names["清華大學"] is EntityKind.ORGANISATION


def test_common_words_are_no_names():
    names = kinds("这个城市的家族和联盟都有问题，方法和系统还很古老，长度也不够。")
    assert not names


def test_phrases_that_the_dictionary_mistakes_for_names_are_left_out():
    names = kinds("安装简单，适合法律条文的解读，行业飞速发展，读者可以看白皮书。")
    assert not names


def test_compounds_that_a_document_keeps_using_are_terms():
    text = "".join(
        f"{before}注意力机制{after}。"
        for before, after in (
            ("模型依靠", "工作"),
            ("改进", "很难"),
            ("论文讨论了", "的开销"),
            ("因为有", "，结果更好"),
        )
    )
    [term] = [name for name in found(text).names if name.surface == "注意力机制"]
    assert term.kind is EntityKind.TERM
    assert term.signs & Sign.REPEATED


def test_a_part_of_a_longer_term_is_no_term():
    text = "混合专家模型很大。他研究混合专家模型。混合专家模型便宜。我们用混合专家模型。"
    assert "专家模型" not in kinds(text)


def test_a_numbered_heading_is_a_term_when_the_text_says_it_again():
    text = "3. 预训练\n\n预训练让模型学到语言。\n\n4. 核心优势\n\n速度快。"
    names = kinds(text)
    assert names["预训练"] is EntityKind.TERM
    assert "核心优势" not in names


def test_what_heads_a_line_again_and_again_is_a_form_to_fill_in():
    text = "萤石：一个数据库。萤石很快。\n适用场景：检索\n适用场景：推荐\n适用场景：去重\n"
    names = kinds(text)
    assert "萤石" in names
    assert "适用场景" not in names


def test_what_is_quoted_once_is_no_name_by_itself():
    text = "他说“当前信息不足以回答”，这是“聚焦眼镜”。"
    names = {name.surface: name.signs for name in found(text).names}
    assert "当前信息不足以回答" not in names
    assert not names.get("聚焦眼镜", 0) & Sign.MARKED


def test_the_title_is_a_name_without_its_number():
    [name] = [
        each for each in found("正文。", title="一、白石镇志").names if each.signs & Sign.TITLE
    ]
    assert name.surface == "白石镇志"


def test_a_document_without_chinese_has_no_chinese_names():
    assert not found("The river rises in the hills.").names


def test_a_piece_of_a_transliteration_is_no_name():
    names = kinds("希腊学者卢基乌斯·科尔内利乌斯来了。阿瓦隆尼亚构成半岛，康尼亚克阶在后。")
    assert not {"乌斯", "尼亚"} & names.keys()


def test_an_ending_alone_is_no_organisation_and_a_holder_is_no_part_of_one():
    names = kinds("股份有限公司很多。他出席首届北京电影节，代表清政府出访。")
    assert not {"股份有限公司", "首届北京电影节", "代表清政府"} & names.keys()


def test_a_dictionary_person_that_nothing_confirms_needs_another_place():
    (once,) = [name for name in found("有人看见康宁走了。").names if name.surface == "康宁"] or [
        None
    ]
    assert once is None or not once.signs & Sign.DICTIONARY
