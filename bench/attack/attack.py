"""`python -m bench attack`: what other websites, strangers and guessers get of a served page, and of what programs reach."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.attack.foreign import Kind, attacked
from bench.attack.programs import LetIn, programs_attacked
from bench.attack.serving import Way, serving, ways
from bench.attack.strangers import strangers, wrong_passwords
from bench.output import Results, Table
from rag import Assistant, TextSource

# Each kind of request, whether it was obeyed for another website, and for the page itself where that sends it.
Found = Sequence[tuple[Kind, bool, bool | None]]


def attack(
    cache: Path, *, seconds: float = 60.0, questions: int = 20, served: Sequence[Way] | None = None
) -> Results:
    """Serves a small index in each way, one after another, and attacks it.

    Args:
        cache: Where the index lies.
        seconds: How long wrong passwords are sent, to each server that has a password.
        questions: How many questions a stranger tries to take.
        served: The ways to serve; by default all five.
    """
    index = _index(cache / "attack")
    foreign: dict[str, Found] = {}
    guesses: dict[str, Mapping[str, float]] = {}
    taken: Mapping[str, int] = {}
    programs: dict[str, Mapping[str, LetIn]] = {}
    for way in served if served is not None else ways():
        with serving(way, index) as server:
            foreign[way.title] = list(attacked(server))
            programs[way.title] = programs_attacked(server, index)
            if not way.password:
                taken = taken or strangers(server, questions)
            # A server behind a proxy believes the proxy from which address a request comes.
            elif way.name:
                guesses["each from another address"] = wrong_passwords(server, seconds, addresses=True)
            else:
                guesses["all from one address"] = wrong_passwords(server, seconds, addresses=False)
    tables = [
        _foreign_table(foreign),
        _programs_table(programs),
        _passwords_table(guesses),
        _strangers_table(taken),
    ]
    plain = {
        way: {kind.title: {"other": other, "own": own} for kind, other, own in found}
        for way, found in foreign.items()
    }
    let_in = {
        way: {sender: {"tried": one.tried, "let in": one.let_in} for sender, one in found.items()}
        for way, found in programs.items()
    }
    data = {"foreign": plain, "programs": let_in, "passwords": guesses, "strangers": taken}
    return Results(name="attack", tables=tables, data=data)


def _index(folder: Path) -> Path:
    assistant = Assistant.open(folder)
    if assistant.is_new:
        texts = [f"Bridge {number} has {number + 3} arches and 20 lamps." for number in range(50)]
        assistant.add_texts(
            TextSource(source=f"bridge{number}", title=f"Bridge {number}", text=text)
            for number, text in enumerate(texts)
        )
    assistant.close()
    return folder


def _foreign_table(foreign: Mapping[str, Found]) -> Table:
    rows = []
    for way, found in foreign.items():
        own = [answered for _, _, answered in found if answered is not None]
        obeyed = [kind.title for kind, other, _ in found if other]
        counts = [str(len(found)), str(len(obeyed)), f"{sum(own)} of {len(own)}"]
        rows.append([way, *counts, ", ".join(obeyed)])
    tried = sum(len(found) for found in foreign.values())
    bad = sum(other for found in foreign.values() for _, other, _ in found)
    return Table(
        title="Requests of other websites, with the visitor's cookie",
        columns=["served on", "tried", "readable or obeyed", "the page's own answered", "which"],
        rows=[*rows, ["all", str(tried), str(bad), "", ""]],
    )


def _programs_table(programs: Mapping[str, Mapping[str, LetIn]]) -> Table:
    senders = list(next(iter(programs.values()), ()))
    rows = [
        [way, *(f"{len(found[sender].let_in):,} of {found[sender].tried:,}" for sender in senders)]
        for way, found in programs.items()
    ]
    return Table(
        title="Requests to what programs reach that were let in", columns=["served on", *senders], rows=rows
    )


def _passwords_table(guesses: Mapping[str, Mapping[str, float]]) -> Table:
    rows = [
        [sender, f"{guess['sent']:,.0f}", f"{guess['checked']:.0f}", f"{guess['a minute']:.0f}"]
        for sender, guess in guesses.items()
    ]
    columns = ["wrong passwords", "sent", "checked", "checked a minute"]
    return Table(title="Guessing the password", columns=columns, rows=rows)


def _strangers_table(taken: Mapping[str, int]) -> Table:
    return Table(
        title="A stranger who knows the names of others' sessions, events and questions",
        columns=["questions", "streams that gave something", "answers stopped or lost"],
        rows=[[str(taken[name]) for name in ("tried", "read", "lost")]] if taken else [],
    )
