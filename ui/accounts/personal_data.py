"""All that is kept of a person: written to an archive, or erased for good."""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path

from rag import DocumentEntry, Index
from ui.accounts.account import Account, only
from ui.accounts.accounts import Accounts
from ui.api.keys import KeyStore
from ui.chats.carrying import to_file
from ui.chats.chat import file_name
from ui.chats.owners import erase as erase_chats
from ui.chats.owners import whole_chats
from ui.chats.store import ChatStore

_ALL = 10**9


def export(
    file: Path, account: Account, *, index: Index, accounts: Accounts, chats: ChatStore, keys: KeyStore
) -> dict[str, int]:
    """Writes an archive with all that is kept of somebody.

    Args:
        file: The archive, which must not be there yet.
        account: Whose.
        index: The documents.
        accounts: The accounts.
        chats: The chats.
        keys: The keys of programs.

    Returns:
        How much of each kind is in it.

    Raises:
        OSError: It can't be written, or is there already.
    """
    principal = accounts.principal(account.id)
    groups = (
        [{"name": one.group.name, "role": one.role} for one in principal.memberships] if principal else []
    )
    kept = keys.keys()
    # What a key was made for, and never its hash.
    own_keys = [
        {"name": key.name, "rights": key.rights, "made": key.made, "per_minute": key.per_minute}
        for key in kept
        if key.account == account.id
    ]
    more = {"groups": groups, "keys": own_keys, "quota": asdict(accounts.quotas.of(account.space))}
    lines = accounts.audit.lines(account=account.id, k=_ALL)
    own = index.seen_by(only(account.space))
    count = documents = 0
    # "x": another file is never replaced; it is made for this user alone, as all files of the command.
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "account.json", _json({**asdict(account), **more, "sessions": accounts.sessions.of(account.id)})
        )
        archive.writestr("audit.jsonl", "".join(f"{json.dumps(asdict(one))}\n" for one in lines))
        entries = own.document_list.entries()
        archive.writestr("documents.json", _json([_listed(one) for one in entries]))
        for documents, one in enumerate(entries, 1):
            # The texts that questions are answered from; the files themselves are kept only for pages that are drawn.
            archive.writestr(
                f"documents/{documents:05} {file_name(one.title)}.txt", own.document(one.id).text
            )
        for count, (chat, messages) in enumerate(whole_chats(chats, account.id), 1):
            archive.writestr(f"chats/{count:05} {file_name(chat.title)}.json", to_file(chat, messages))
    counted = {"documents": documents, "chats": count, "audit_lines": len(lines)}
    return {**counted, "keys": len(own_keys)}


def erase(
    account: Account,
    *,
    index: Index,
    accounts: Accounts,
    chats: ChatStore,
    keys: KeyStore,
    last: bool = False,
) -> dict[str, int]:
    """Erases all that is kept of somebody. What groups have stays theirs.

    Args:
        account: Whose.
        index: The documents.
        accounts: The accounts.
        chats: The chats.
        keys: The keys of programs.
        last: Whether it may be the last account.

    Returns:
        How much of each kind was erased.

    Raises:
        AccountError: It is the last admin.
    """
    # First: nobody may go on adding meanwhile. What is left after a kill is erased by another try, by its id alone.
    accounts.store.check_can_go(account, last=last)
    documents = erase_documents(index, account.space)
    counted = {
        "documents": documents,
        "chats": erase_chats(chats, account.id),
        "keys": keys.remove_of(account.id),
    }
    accounts.store.erase(account, last=last)
    # What a server, or a process that worked on the queue, was saving just then.
    counted["documents"] += erase_documents(index, account.space)
    return counted


def erase_documents(index: Index, space: str) -> int:
    """Erases all documents of a space, and what waits to be read for it; returns how many documents there were."""
    own = index.seen_by(only(space))
    own.forget_jobs()
    return own.document_list.erase()


def _listed(entry: DocumentEntry) -> dict[str, object]:
    kept = asdict(entry)
    return {
        name: kept[name]
        for name in ("id", "title", "source", "date", "size", "characters", "collections", "container")
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
