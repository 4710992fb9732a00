"""`pincite users audit`, `export` and `delete`: what was done, and what is kept of a person."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rag import PinciteError
from ui.cli.console import err, out, plain, print_json
from ui.cli.options import FAILED, Data, Json
from ui.cli.users.opening import opened

Name = Annotated[str, typer.Argument(help="The name of the account.")]


def audit_command(
    of: Annotated[
        str | None, typer.Option("--of", metavar="NAME", help="Only what this account did.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only from this day on, such as 2026-11-30.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most lines, the newest first.")] = 100,
    questions: Annotated[
        bool | None,
        typer.Option(
            "--keep-questions/--forget-questions",
            help="From now on keep the text of questions, too, or no more and forget those that were kept.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Print who did what, and when: signed in or failed to, added, removed, shared, asked."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    if questions is not None:
        accounts.audit.keep_questions(questions)
        accounts.audit.write(COMMAND, "audit changed", questions=questions)
    account = accounts.store.named(of).id if of is not None else None
    lines = accounts.audit.lines(account=account, since=_day(since), k=limit)
    if as_json:
        print_json(
            [{**_when(one.at), "who": one.name, "what": one.what, **{"about": one.about}} for one in lines]
        )
        return
    for one in lines:
        about = ", ".join(f"{key}: {_brief(value)}" for key, value in one.about.items())
        out.print(plain(f"{_when(one.at)['at']}  {one.name:<20}  {one.what:<18}  {about}").rstrip())


def export_command(
    name: Name,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.zip", help="The archive to write; it must not be there yet.")
    ],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write all that is kept of somebody: account, keys, documents with their texts, chats, and audit lines."""
    from ui.accounts import COMMAND
    from ui.accounts.personal_data import export
    from ui.api.keys import KeyStore
    from ui.chats.store import ChatStore

    index, accounts = opened(data)
    account = accounts.store.named(name)
    store = ChatStore.of(index)
    try:
        keys = KeyStore.of(index)
        counted = export(file, account, index=index, accounts=accounts, chats=store, keys=keys)
    except OSError as error:
        raise PinciteError(f"{file} can't be written ({error.strerror}).") from error
    finally:
        store.close()
    accounts.audit.write(COMMAND, "exported", of=account.name)
    if as_json:
        print_json({"name": account.name, "file": str(file), **counted})
    else:
        shown = ", ".join(f"{what.replace('_', ' ')}: {number:,}" for what, number in counted.items())
        out.print(plain(f"exported   {account.name}: {shown}"))


def delete_command(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    last: Annotated[
        bool,
        typer.Option("--last", help="Also if it is the last account: from then on nobody has to sign in."),
    ] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Erase somebody for good: account, own documents, chats, keys and audit lines. What groups have stays."""
    from ui.accounts import COMMAND
    from ui.accounts.personal_data import erase
    from ui.api.keys import KeyStore
    from ui.chats.store import ChatStore

    index, accounts = opened(data)
    account = accounts.store.named(name)
    if not yes and not typer.confirm(
        f"Erase {account.name} with all documents and chats for good?", err=True
    ):
        err.print("nothing was erased")
        raise typer.Exit(FAILED)
    store = ChatStore.of(index)
    try:
        counted = erase(
            account, index=index, accounts=accounts, chats=store, keys=KeyStore.of(index), last=last
        )
    finally:
        store.close()
    # Without the name, which is erased, too.
    accounts.audit.write(COMMAND, "account deleted")
    if as_json:
        print_json({"name": account.name, **counted})
    else:
        shown = ", ".join(f"{what.replace('_', ' ')}: {number:,}" for what, number in counted.items())
        out.print(plain(f"erased   {account.name}: {shown}"))


def _day(given: str | None) -> float:
    if given is None:
        return 0.0
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(
            f"{given!r} is no date; write it as 2026-11-30", param_hint="--since"
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _when(at: float) -> dict[str, str]:
    return {"at": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")}


def _brief(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
