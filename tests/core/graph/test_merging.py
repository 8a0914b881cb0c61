"""Names to entities: aliases, abbreviations with several meanings, homonyms."""

from core.graph.homonyms import BY_TITLE
from core.graph.reading import Sign
from core.types import Correction, CorrectionKind, EntityKind
from tests.core.graph.reading_making import alias, document, name, put_in_place, said, sense

WHO, OFFICE = "World Health Organization", "Wide Holding Office"


def test_an_abbreviation_and_a_translation_mean_the_same_in_every_document():
    texts = ("The World Health Organization (WHO) met.", "WHO said no.", "世界卫生组织（WHO）说。")
    where = put_in_place(
        document("a", texts[0], name(WHO), aliases=[alias(WHO, "WHO")]),
        document("b", texts[1]),
        document(
            "c", texts[2], name("世界卫生组织", Sign.MARKED),
            aliases=[alias("世界卫生组织", "WHO", "translation")],
        ),
    )  # fmt: skip
    (id,) = where.entities.ids
    assert id == "world health organization"
    assert {words for words, _ in said(where, texts)} == {WHO, "WHO", "世界卫生组织"}
    assert set(where.entities.aliases[0]) >= {"世界卫生组织"}
    assert set(where.entities.keys) == {"who", "world health organization", "世界卫生组织"}


def test_an_abbreviation_of_two_things_means_what_its_document_says():
    texts = (f"The {WHO} (WHO). WHO met.", f"The {OFFICE} (WHO). WHO sold.", "WHO is there.")
    where = put_in_place(
        document("a", texts[0], name(WHO), aliases=[alias(WHO, "WHO")]),
        document("b", texts[1], name(OFFICE), aliases=[alias(OFFICE, "WHO")]),
        document("c", texts[2]),
    )
    assert said(where, texts) == [
        (WHO, "world health organization"),
        ("WHO", "world health organization"),
        ("WHO", "world health organization"),
        (OFFICE, "wide holding office"),
        ("WHO", "wide holding office"),
        ("WHO", "wide holding office"),
        ("WHO", "who"),
    ]


def test_one_document_that_says_otherwise_does_not_confuse_many():
    many = [
        document(f"a{at}", f"The {WHO} (WHO).", name(WHO), aliases=[alias(WHO, "WHO")])
        for at in range(3)
    ]
    odd = document("b", f"The {OFFICE} (WHO).", name(OFFICE), aliases=[alias(OFFICE, "WHO")])
    where = put_in_place(*many, odd, document("c", "WHO is there."))
    ids = where.entities.ids
    assert where.entities.key_entity[where.entities.keys.index("who")] == ids.index(
        "world health organization"
    )
    assert where.entities.ids[where.entity[-1]] == "world health organization"
    assert where.entities.ids[where.entity[-2]] == "wide holding office"


def test_titles_tell_homonyms_apart_and_other_documents_go_by_their_company():
    texts = (
        "Mercury is near the Sun and Venus Star.",
        "Mercury is a metal in Cinnabar Ore.",
        "Cinnabar Ore holds Mercury.",
        "Mercury and Venus Star shine.",
        "Mercury is far from the Sun and Venus Star.",
    )
    venus, ore = name("Venus Star"), name("Cinnabar Ore")
    mercury = name("Mercury", Sign.TITLE)
    where = put_in_place(
        document("a", texts[0], mercury, venus,
                 senses=[sense("Mercury", "planet", sentence=BY_TITLE)]),
        document("b", texts[1], mercury, ore,
                 senses=[sense("Mercury", "element", sentence=BY_TITLE)]),
        document("c", texts[2]),
        document("d", texts[3]),
        document("e", texts[4], mercury, senses=[sense("Mercury", "planet", sentence=BY_TITLE)]),
    )  # fmt: skip
    means = [id for words, id in said(where, texts) if words == "Mercury"]
    assert means == ["mercury", "mercury#element", "mercury#element", "mercury", "mercury"]
    names = dict(zip(where.entities.ids, where.entities.names, strict=True))
    assert names["mercury"] == "Mercury (planet)"
    assert names["mercury#element"] == "Mercury (element)"
    titled = [where.entities.ids[at] for at in where.entities.of_title if at >= 0]
    assert titled == ["mercury", "mercury#element", "mercury"]
    keys = where.entities.keys
    meant = {
        key: where.entities.ids[at] for key, at in zip(keys, where.entities.key_entity, strict=True)
    }
    assert meant["mercury"] == "mercury"
    assert meant["mercury element"] == "mercury#element"


def test_a_person_here_and_a_place_there_are_two_a_person_with_two_trades_is_one():
    person, place = EntityKind.PERSON, EntityKind.PLACE
    lincoln = name("Lincoln", Sign.DEFINED, person)
    city = name("Lincoln", Sign.DEFINED, place)
    apart = (
        document("a", "Lincoln was born.", lincoln, senses=[sense("Lincoln", "lawyer", person)]),
        document("b", "Lincoln is old.", city, senses=[sense("Lincoln", "city", place)]),
    )
    assert put_in_place(*apart).entities.ids == ("lincoln", "lincoln#lawyer")
    many = [document(f"c{at}", "Lincoln is far.", city) for at in range(3)]
    assert put_in_place(*apart, *many).entities.ids == ("lincoln",), "one mistake is no sense"
    one = put_in_place(
        document("a", "Lincoln was born.", lincoln, senses=[sense("Lincoln", "lawyer", person)]),
        document("b", "Lincoln spoke.", lincoln, senses=[sense("Lincoln", "speaker", person)]),
    )
    assert one.entities.ids == ("lincoln",)


def test_what_a_person_keeps_apart_no_document_joins():
    texts = ("The World Health Organization (WHO) met.",)
    made = document("a", texts[0], name(WHO), aliases=[alias(WHO, "WHO")])
    apart = Correction(CorrectionKind.DIFFERENT, ("who", "world health organization"))
    assert len(put_in_place(made).entities.ids) == 1
    where = put_in_place(made, document("b", "WHO is there."), by_hand=[apart])
    assert "world health organization" in where.entities.ids


def test_a_name_with_a_sharp_sign_is_no_sense():
    made = document("a", "They use C# and Go Lang.", name("C#", Sign.TITLE))
    rename = Correction(CorrectionKind.RENAME, ("c#",), "C Sharp")
    where = put_in_place(made, by_hand=[rename])
    assert (where.entities.ids, where.entities.names) == (("c#",), ("C Sharp",))


def test_what_only_a_model_says_is_told_from_the_rest():
    made = document("a", "Lodz and Berg Farm.", name("Berg Farm"), model=[name("Lodz", Sign.MODEL)])
    where = put_in_place(made)
    by = dict(zip(where.entities.ids, where.entities.by.tolist(), strict=True))
    assert by == {"berg farm": 0, "lodz": 1}
