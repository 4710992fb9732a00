"""Telling whether a text is English."""

import pytest

from index.language import is_english, is_english_document


@pytest.mark.parametrize(
    "text",
    [
        "The bridge over the river was opened in 1979 by the mayor of the town.",
        "How many sappers?",
        "Łódź and Köln are in it",
        "1979",
        "",
        "Total: CHF 12.40",
        "Espresso 2 x 3.20\nMwSt 7.7%\nTotal 6.40",
        "Land: Belgien | Hauptstadt: Brüssel | Sprache: die",
        "max_retries = 4",
        "rental property",
        "Where is Die Zeit printed?",
    ],
)
def test_english_and_texts_too_short_to_tell_count_as_english(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke über den Fluss wurde im Jahr 1979 vom Bürgermeister der Stadt eröffnet.",
        "Le pont sur la rivière a été ouvert par le maire de la ville en mai.",
        "Wie hoch ist die Miete?",
        "Was ist ein Passage?",
        "Was ist AutoGen?",
        "Wer hat den Bericht geschrieben?",
        "Quelle est la capitale de la Belgique ?",
        "¿Cuánto cuesta el billete?",
        "Quanto costa il biglietto?",
        "Hoeveel kost het kaartje?",
        "Vad kostar biljetten och när går tåget?",
        "朝鲜派了多少工兵？",
        "Сколько сапёров?",
        "كم عدد الجنود؟",
    ],
)
def test_other_languages_and_scripts_are_not_english(text):
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Smlouva se uzavírá na dobu neurčitou a její výpovědní doba, která činí dva měsíce, je stejná jako u nájmu.",
        "Sopimus on voimassa toistaiseksi, mutta sen irtisanomisaika ei ole sama kuin vuokran, joka maksetaan.",
        "Sözleşme bir yıl için geçerlidir ve kira her ay ödenir; depozito iki aylık kira kadar olan bir tutardır.",
        "Kontrakten gjelder til neste år, og leien er ikke høyere enn det som ble avtalt.",
        "Hợp đồng có giá trị một năm và tiền thuê được trả cho chủ nhà mỗi tháng.",
        "El contrato es válido por un año, y el alquiler se paga cada mes.",
        "合同有效期为一年，租金每月支付。",
    ],
)
def test_a_document_in_another_language_is_told_also_where_a_question_is_too_short(text):
    assert not is_english_document(text)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty (Tratado de la Cruz y de los Santos) was signed by the king of Spain. It ended the war, and its terms were "
        "those that had been agreed.",
        "for row in rows:\n    if row is not None:\n        yield row",
        "name,year,price\nEl Greco Toledo,1577,12\nCarmen Bizet,1875,8\nTosca Puccini,1900,9\nBoris Godunow,1874,8\nUn ballo in maschera,1859,7\n",
        "",
    ],
)
def test_a_document_that_only_names_something_in_another_language_is_english(text):
    assert is_english_document(text)


def test_a_long_document_is_told_by_its_beginning_and_its_middle():
    title_page = "Annual report of the company for the year. " * 20
    assert not is_english_document(
        title_page + "Der Umsatz ist in dem Jahr nicht so hoch wie zuvor. " * 2_000
    )
