"""Files of values as banks, shops, survey tools and stations export them."""

import pytest

from extracts import blocks
from index.documents import place
from index.formats.extract import File
from index.formats.text.csv_table import read_csv


def read(text):
    return read_csv(File(name="a.csv", data=text.encode()))


def of_kind(extract, *kinds):
    return [extract.text[block.start : block.end] for block in extract.blocks if block.kind in kinds]


BOOKINGS = (
    "Datum;Text;Betrag\n01.03.2024;Miete;-900,00\n04.03.2024;Gehalt;2.400,00\n09.03.2024;Zahnarzt;-130,50\n"
)


def test_filled_cells_above_a_table_state_something_of_their_own_and_name_no_columns():
    extract = read(f"Konto;DE99 1234\nInhaber;Maria Sommer\nSaldo;3.412,88;EUR\n{BOOKINGS}")
    assert blocks(extract)[:5] == [
        "Konto: DE99 1234",
        "Inhaber: Maria Sommer",
        "Saldo: 3.412,88 EUR",
        "Datum | Text | Betrag",
        "Datum: 01.03.2024 | Text: Miete | Betrag: -900,00",
    ]
    assert place(extract.sections, extract.text.index("3.412,88")) == "line 3"


def test_names_and_values_in_stretches_of_their_own_are_told_from_the_table_below_them():
    above = 'Auszug;Datei erstellt am: 1.4.2024\n\nKunde;Kim\nZeitraum:;="01.03.2024"\nSaldo;1.000,00;EUR\n\nSortierung;Datum\n\n'
    assert blocks(read(above + BOOKINGS))[:6] == [
        "Auszug | Datei erstellt am: 1.4.2024",
        "Kunde: Kim",
        "Zeitraum: 01.03.2024",
        "Saldo: 1.000,00 EUR",
        "Sortierung: Datum",
        "Datum | Text | Betrag",
    ]


def test_a_sum_is_marked_as_one_and_is_no_value_of_the_first_column():
    extract = read(f"{BOOKINGS}Summe;;1.369,50\n")
    assert of_kind(extract, "table_total") == ["Summe | Betrag: 1.369,50"]
    assert len(of_kind(extract, "table_row")) == 3
    companies = read("company,country,sales\nTotal,France,12\nShell,UK,14\nGrand total,,26\n")
    assert of_kind(companies, "table_total") == ["Grand total | sales: 26"]
    assert of_kind(companies, "table_row")[0] == "company: Total | country: France | sales: 12"


def test_a_header_far_down_below_comments_names_the_columns_with_their_units():
    comments = "".join(f"# Remark {number} on the station\n" for number in range(30))
    rows = "date;temp;rain\n;°C;mm\n2024-06-01;21,4;0,0\n2024-06-02;23,9;4,6\n"
    extract = read(comments + rows)
    assert blocks(extract)[0] == "Remark 0 on the station"
    assert of_kind(extract, "table_row")[0] == "date: 2024-06-01 | temp °C: 21,4 | rain mm: 0,0"


def test_tables_one_below_another_have_each_its_header_and_its_name():
    extract = read(
        "Price list\nTools\nArticle,Name,Unit,Price\n1001,Hammer,piece,18.90\n1002,Glue,bottle,5.20\n"
        "Plants\nArticle,Name,Height,Price\n2001,Apple tree,180,39.00\n"
        "Employee,Role,Start,Office\nInes Kolb,Fitter,2019-04-01,Graz\nPaul Oduya,Planner,2021-09-15,Linz\n"
    )
    assert of_kind(extract, "table_row")[2:] == [
        "Article: 2001 | Name: Apple tree | Height: 180 | Price: 39.00",
        "Employee: Ines Kolb | Role: Fitter | Start: 2019-04-01 | Office: Graz",
        "Employee: Paul Oduya | Role: Planner | Start: 2021-09-15 | Office: Linz",
    ]
    assert place(extract.sections, extract.text.index("Apple")) == "Price list > Plants, line 8"


def test_a_row_of_words_in_a_table_and_a_repeated_header_begin_no_table():
    rows = "city,mon,tue,note\nOslo,4,5,a\nRome,closed,closed,b\nBern,6,7,c\ncity,mon,tue,note\nPrag,8,9,d\n"
    extract = read(rows)
    assert "city: Rome | mon: closed | tue: closed | note: b" in blocks(extract)
    assert blocks(extract)[-1] == "city: Prag | mon: 8 | tue: 9 | note: d"


def test_rows_below_an_empty_line_go_on_with_the_table():
    extract = read(
        "Kunde;Nummer;Ort\nAdler;K-100;Kiel\nBusch;K-200;Bonn\n\nClara;K-300;Celle\nDorn;K-400;Dorsten\n"
    )
    assert blocks(extract)[-2:] == [
        "Kunde: Clara | Nummer: K-300 | Ort: Celle",
        "Kunde: Dorn | Nummer: K-400 | Ort: Dorsten",
    ]


@pytest.mark.parametrize(
    "amounts",
    [("3.412,88", "54,17"), ("3 412,88", "54,17"), ("3'412.88", "54.15"), ("3,41,288.00", "20,000.00")],
)
def test_amounts_of_every_country_are_figures_below_a_name(amounts):
    extract = read(f"Holder;Kim\nDay;Text;Amount\n1;Rent;{amounts[0]}\n2;Food;{amounts[1]}\n")
    assert of_kind(extract, "table_row") == [
        f"Day: 1 | Text: Rent | Amount: {amounts[0]}",
        f"Day: 2 | Text: Food | Amount: {amounts[1]}",
    ]


def test_commas_of_amounts_and_addresses_are_no_delimiter():
    assert blocks(read("a;b\n1,50;2,50\n3,25;4,75\n"))[1] == "a: 1,50 | b: 2,50"
    tabs = read("name\tplace\tphone\nKim\tHill 4, 8001, Bern\t12 34\nLee\tLake 2, 1003, Vevey\t56 78\n")
    assert blocks(tabs)[1] == "name: Kim | place: Hill 4, 8001, Bern | phone: 12 34"


def test_the_three_header_rows_of_a_survey_tool_name_its_columns():
    extract = read(
        "Start,Progress,Duration,Id,Q1\nStart date,Progress,Seconds,Response,Which tool do you use?\n"
        '"{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}","{""ImportId"":""d""}","{""ImportId"":""e""}"\n'
        "2024-02-01,100,310,R_1,Lathe\n2024-02-02,90,120,R_2,Saw\n"
    )
    assert of_kind(extract, "table_row")[0] == (
        "Start Start date: 2024-02-01 | Progress: 100 | Duration Seconds: 310 | Id Response: R_1"
        " | Q1 Which tool do you use: Lathe"
    )


def test_a_table_longer_than_what_is_held_at_once_keeps_the_names_of_its_columns():
    extract = read("id,city\n" + "".join(f"{number},Town {number}\n" for number in range(12_000)))
    assert blocks(extract)[-1] == "id: 11999 | city: Town 11999"
    assert len(of_kind(extract, "table_header")) == 1


def test_empty_lines_between_all_lines_separate_nothing():
    assert blocks(read("name;note\n\nKim;old\n\nLee;new\n\n"))[1:] == [
        "name: Kim | note: old",
        "name: Lee | note: new",
    ]
