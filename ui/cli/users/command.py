"""`pincite users add`, `list`, `remove`, `password`, `role` and `quota`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import Data, Json
from ui.cli.users.groups import groups_app
from ui.cli.users.opening import opened, typed_password
from ui.cli.users.records import audit_command, delete_command, export_command

if TYPE_CHECKING:
    from rag import Index
    from ui.accounts import Account

users_app = typer.Typer(
    no_args_is_help=True,
    help="People who use one server. Nobody has to sign in until the first account is made.",
)

Name = Annotated[str, typer.Argument(help="The name that is typed to sign in.")]
RoleName = Annotated[
    str,
    typer.Argument(
        metavar="reader|editor|admin",
        help="reader: ask, and read. editor: also add, change and remove own documents, and those of groups. admin: also those "
        "that everybody reads.",
    ),
]


@users_app.command("add")
def add_user(
    name: Name,
    role: Annotated[
        str, typer.Option("--role", metavar="reader|editor|admin", help="What it may do.")
    ] = "editor",
    no_password: Annotated[
        bool,
        typer.Option("--no-password", help="Make it without one, which `users password` gives it later."),
    ] = False,
    oidc_issuer: Annotated[
        str | None, typer.Option(metavar="URL", help="The provider of OpenID Connect by which it signs in.")
    ] = None,
    oidc_subject: Annotated[
        str | None, typer.Option(metavar="SUB", help="What the provider calls it: the claim `sub`.")
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Make an account; its password is typed, or read from the input. With the first one people have to sign in."""
    from ui.accounts import COMMAND

    index, accounts = opened(data)
    first = not accounts.store.any()
    if (oidc_issuer is None) != (oidc_subject is None):
        raise typer.BadParameter("give both --oidc-issuer and --oidc-subject")
    hashed = None if no_password or oidc_issuer else accounts.passwords.hashed(typed_password())
    account = accounts.store.add(name, role, hashed, issuer=oidc_issuer, subject=oidc_subject)  # type: ignore[arg-type]  # the store checks it
    accounts.audit.write(COMMAND, "account made", of=account.name, role=account.role)
    given = _give_chats(index, account) if first else 0
    if as_json:
        print_json(_shown(account))
        return
    out.print(plain(f"added   {account.name}, {account.role}"))
    if first:
        err.print(
            "From now on everybody has to sign in. The documents that are here stay for everybody to read, and admins change "
            f"them. {account.name} has the chats that were here: {given}."
        )


@users_app.command("list")
def list_users(as_json: Json = False, data: Data = None) -> None:
    """List the accounts: name, role, groups, and since when."""
    _, accounts = opened(data)
    listed = accounts.store.all()
    groups = {one.id: _groups(accounts.principal(one.id)) for one in listed}
    if as_json:
        print_json([{**_shown(one), "groups": groups[one.id]} for one in listed])
        return
    for one in listed:
        role = "removed" if one.closed else one.role
        made = datetime.fromtimestamp(one.made, UTC).date()
        out.print(plain(f"{one.name:<24}{role:<10}{made}   {', '.join(groups[one.id])}").rstrip())
    if not listed:
        err.print("There are no accounts, and nobody has to sign in: pincite users add NAME --role admin")


@users_app.command("remove")
def remove_user(name: Name, as_json: Json = False, data: Data = None) -> None:
    """End somebody's access at once. Documents and chats are kept; `role` lets them in again, `delete` erases all."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    account = accounts.store.close(name)
    accounts.audit.write(COMMAND, "account removed", of=account.name)
    if as_json:
        print_json(_shown(account))
    else:
        out.print(
            plain(f"removed   {account.name}; documents and chats are kept until: pincite users delete")
        )


@users_app.command("password")
def set_password(name: Name, as_json: Json = False, data: Data = None) -> None:
    """Give an account a new password, typed or from the input. All its sessions end."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    account = accounts.store.named(name)
    accounts.store.set_password(account.id, accounts.passwords.hashed(typed_password()))
    accounts.audit.write(COMMAND, "password changed", of=account.name)
    if as_json:
        print_json(_shown(account))
    else:
        out.print(plain(f"changed   the password of {account.name}, whose sessions have ended"))


@users_app.command("role")
def set_role(name: Name, role: RoleName, as_json: Json = False, data: Data = None) -> None:
    """Give an account a role; one that was removed is let in again."""
    from ui.accounts import COMMAND

    _, accounts = opened(data)
    account = accounts.store.set_role(name, role)  # type: ignore[arg-type]  # the store checks it
    accounts.audit.write(COMMAND, "role changed", of=account.name, role=account.role)
    if as_json:
        print_json(_shown(account))
    else:
        out.print(plain(f"changed   {account.name} is {account.role}"))


@users_app.command("quota")
def set_quota(
    name: Annotated[str, typer.Argument(help="An account, or a group with --group.")],
    documents: Annotated[int, typer.Option(min=0, help="The most documents; 0 for any number.")] = 0,
    megabytes: Annotated[int, typer.Option(min=0, help="The most megabytes of files; 0 for any number.")] = 0,
    group: Annotated[bool, typer.Option("--group", help="NAME is that of a group.")] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Bound how many documents somebody, or a group, may have. What is there already stays."""
    from ui.accounts import COMMAND, Quota

    _, accounts = opened(data)
    owner = accounts.groups.named(name) if group else accounts.store.named(name)
    quota = Quota(documents=documents or None, bytes=megabytes * 10**6 or None)
    accounts.quotas.set(owner.space, quota)
    accounts.audit.write(
        COMMAND, "quota changed", of=owner.name, documents=quota.documents, bytes=quota.bytes
    )
    if as_json:
        print_json({"name": owner.name, "documents": quota.documents, "bytes": quota.bytes})
    else:
        most = "any number of" if quota.documents is None else f"at most {quota.documents:,}"
        size = "" if quota.bytes is None else f", {megabytes:,} MB together"
        out.print(plain(f"changed   {owner.name} may have {most} documents{size}"))


users_app.command("export")(export_command)
users_app.command("delete")(delete_command)
users_app.command("audit")(audit_command)
users_app.add_typer(groups_app, name="group")


def _shown(account: "Account") -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "role": account.role,
        "made": _time(account.made),
        "removed": _time(account.closed) if account.closed else None,
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _groups(principal: object) -> list[str]:
    from ui.accounts import Principal

    return [one.group.name for one in principal.memberships] if isinstance(principal, Principal) else []


def _give_chats(index: "Index", account: "Account") -> int:
    """The chats of the one person who was here belong to the first account, which is theirs."""
    from ui.chats.owner import ONE_PERSON
    from ui.chats.owners import give
    from ui.chats.store import ChatStore

    store = ChatStore.of(index)
    try:
        return give(store, ONE_PERSON, account.id)
    finally:
        store.close()
