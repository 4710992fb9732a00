"""Rows that sum up the rows above them: "Total", "Summe", "Total général". They are no records among the others."""

import re

from index.formats.tables.values import Cells, filled, is_number

# In the languages of the data that people have. As a whole or with what is summed up, "Total for March".
_WORDS = (
    r"(?:(?:grand|sub|net|running|overall|running|grand-|sub-)?[ -]?totals?|subtotals?|sum"
    r"|(?:gesamt|end|zwischen|teil|monats|jahres)?summen?|gesamt(?:betrag|ergebnis|saldo|zahl|kosten|stunden)?|insgesamt|saldo|endsaldo"
    r"|(?:sous-)?total|total g[ée]n[ée]ral|totaux|somme|solde|ensemble"
    r"|(?:sub)?totale?s?|totale complessivo|somma|suma(?: total)?|total general|soma|total geral"
    r"|totaal|subtotaal|totalt|delsumma|summa|i alt|yhteensä|összesen|celkem|razem|łącznie|toplam|genel toplam"
    r"|итого|всего|разом|усього|合計|小計|総計|合计|小计|总计|總計|합계|총계|소계|الإجمالي|المجموع|סה\"כ|รวม|tổng(?: cộng)?|jumlah)"
)
_TOTAL = re.compile(rf"(?i:{_WORDS})(?P<of>[ :(].*)?")
_AVERAGE = re.compile(
    r"(?i:averages?|mean|median|durchschnitt|mittelwert|moyenne|promedio|media|média|gemiddelde|medel|średnia|ortalama|среднее|平均)[:.]?"
)
_LONGEST = 60
# A code of a currency or a unit may stand beside a sum; a longer text makes it a record.
_CODE = 4


def may_be_total(label: str) -> bool:
    """Whether a row with this first cell may sum up others; quick."""
    label = label[: _LONGEST + 1].strip(" *:")
    # Most first cells of sheets of figures are figures themselves.
    if not label or label[0].isdecimal():
        return False
    return (_TOTAL.fullmatch(label) or _AVERAGE.fullmatch(label)) is not None


def is_total(cells: Cells) -> bool:
    """Whether a row sums up others: it is named so, and has nothing but figures beside its name."""
    first = next((cell for cell in cells if cell), "")
    # The name first: to look at each figure of each row takes the time of all else that is done with it.
    if not first or len(first) > _LONGEST or not may_be_total(first):
        return False
    words = filled(cells)
    figures = [is_number(cell) for cell in words[1:] if len(cell) > _CODE or is_number(cell)]
    # Without any its sums are not known, such as those of formulas.
    return all(figures) and (len(words) == 1 or bool(figures))


def without_label(cells: Cells, names: Cells) -> list[str]:
    """The names of the columns for a row that sums up others: "Total" is no value of the column that it stands in."""
    place = next(at for at, cell in enumerate(cells) if cell)
    return [name if at != place else "" for at, name in enumerate(names)]


def is_total_line(line: str) -> bool:
    """The same for a row that is written already: "Total | 2018: 36,500"."""
    label, *cells = line.split(" | ")
    figures = [cell.rpartition(": ")[2] for cell in cells]
    return bool(figures) and is_total([label.rpartition(": ")[2], *figures])
