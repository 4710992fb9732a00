"""`pincite users group`: groups of people who share documents."""

from typing import Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import FAILED, Data, Json
from ui.cli.users.opening import opened

groups_app = typer.Typer(no_args_is_help=True, help="Groups, whose members share documents.")

GroupName = Annotated[str, typer.Argument(metavar="GROUP", help="The name of the group.")]
Member = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]


@groups_app.command("add")
def add_group(name: GroupName, as_json: Json = False, data: Data = None) -> None:
    """Make a group without members."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    group = accounts.groups.add(name)
    accounts.audit.write(COMMAND, "group made", group=group.name)
    if as_json:
        print_json({"id": group.id, "name": group.name})
    else:
        out.print(plain(f"added   {group.name}"))


@groups_app.command("remove")
def remove_group(
    name: GroupName,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Erase a group with all its documents for good."""
    from ui.accounts import COMMAND
    from ui.accounts.personal_data import erase_documents

    index, accounts = opened(data)
    group = accounts.groups.named(name)
    if not yes and not typer.confirm(f"Erase {group.name} with all its documents for good?", err=True):
        err.print("nothing was erased")
        raise typer.Exit(FAILED)
    # First: nobody may go on adding meanwhile.
    accounts.groups.erase(group)
    documents = erase_documents(index, group.space)
    accounts.audit.write(COMMAND, "group removed", group=group.name, documents=documents)
    if as_json:
        print_json({"removed": group.name, "documents": documents})
    else:
        out.print(plain(f"erased   {group.name}: {documents:,} documents"))


@groups_app.command("list")
def list_groups(as_json: Json = False, data: Data = None) -> None:
    """List the groups with their members."""
    _, accounts = opened(data)
    listed = accounts.groups.all()
    if as_json:
        print_json(
            [{"id": group.id, "name": group.name, "members": dict(members)} for group, members in listed]
        )
        return
    for group, members in listed:
        shown = ", ".join(f"{name} ({role})" for name, role in members)
        out.print(plain(f"{group.name:<24}{shown}").rstrip())
    if not listed:
        err.print("There are no groups; make one with: pincite users group add GROUP")


@groups_app.command("join")
def join_group(
    group_name: GroupName,
    name: Member,
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar="reader|editor",
            help="reader: ask and read its documents. editor: also add and remove them.",
        ),
    ] = "reader",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Share the documents of a group with somebody, or give a member another role."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    group, account = accounts.groups.named(group_name), accounts.store.named(name)
    accounts.groups.join(group, account, role)  # type: ignore[arg-type]  # the store checks it
    accounts.audit.write(COMMAND, "shared", group=group.name, to=account.name, role=role)
    if as_json:
        print_json({"group": group.name, "name": account.name, "role": role})
    else:
        out.print(plain(f"shared   {group.name} with {account.name}, {role}"))


@groups_app.command("leave")
def leave_group(group_name: GroupName, name: Member, as_json: Json = False, data: Data = None) -> None:
    """End a membership at once."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    group, account = accounts.groups.named(group_name), accounts.store.named(name)
    accounts.groups.leave(group, account)
    accounts.audit.write(COMMAND, "shared no more", group=group.name, to=account.name)
    if as_json:
        print_json({"group": group.name, "name": account.name, "role": None})
    else:
        out.print(plain(f"removed   {account.name} from {group.name}"))
