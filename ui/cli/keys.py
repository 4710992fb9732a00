"""`pincite keys`: the keys of programs, made, listed and removed."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import Data, Json

if TYPE_CHECKING:
    from ui.api.keys import KeyStore

keys_app = typer.Typer(
    no_args_is_help=True,
    help="Keys with which programs ask a server. As long as there is none, programs of this machine need none.",
)


@keys_app.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="For what it is, such as the name of the program.")],
    right: Annotated[
        list[str] | None,
        typer.Option(
            "--right",
            metavar="ask|add|all",
            help="ask: ask, search and read. add: add documents. all: both, and change and remove documents. "
            "May be given twice; by default ask.",
        ),
    ] = None,
    per_minute: Annotated[
        int, typer.Option(min=0, help="How many requests it may send in a minute; 0 for any number.")
    ] = 600,
    account: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose key it is: it sees and may do what this account does."),
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Make a key, and print it. Only its hash is kept, so it can't be shown again."""
    from rag import open_index
    from ui.accounts import COMMAND, Accounts
    from ui.api.keys import KeyStore

    index = open_index(data, create=False)
    accounts = Accounts.of(index)
    owner = accounts.store.named(account) if account is not None else None
    key = KeyStore.of(index).add(
        name, right or ["ask"], per_minute=per_minute or None, account=owner.id if owner else None
    )
    if accounts.on:
        accounts.audit.write(COMMAND, "key made", key=name, of=owner.name if owner else None)
    if as_json:
        print_json({"name": name, "key": key})
        return
    err.print(plain("Send it as the header “Authorization: Bearer KEY”. It can't be shown again:"))
    out.print(key)


@keys_app.command("list")
def list_keys(as_json: Json = False, data: Data = None) -> None:
    """List the keys: name, rights, requests a minute, and when each was made."""
    keys = _store(data).keys()
    if as_json:
        shown = ("name", "rights", "per_minute", "made")
        print_json([{name: getattr(key, name) for name in shown} for key in keys])
        return
    for key in keys:
        limit = "any number" if key.per_minute is None else f"{key.per_minute} a minute"
        out.print(plain(f"{key.name:<24}{', '.join(key.rights):<12}{limit:<16}{key.made}"))
    if not keys:
        err.print(
            "There are no keys. Programs of this machine need none; make one with: pincite keys add NAME"
        )


@keys_app.command("remove")
def remove_key(
    name: Annotated[str, typer.Argument(help="The name of the key.")],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Remove a key. Whoever has it is refused at once, also by a server that runs."""
    store = _store(data)
    store.remove(name)
    if as_json:
        print_json({"removed": name})
    else:
        out.print(plain(f"removed   {name}"))
    if not store.keys():
        err.print("It was the last one: programs of this machine need no key any more.")


def _store(data: Data) -> "KeyStore":
    from rag import open_index
    from ui.api.keys import KeyStore

    return KeyStore.of(open_index(data, create=False))
