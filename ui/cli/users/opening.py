"""What the commands for users work on, and how a password comes to them."""

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rag import Index
    from ui.accounts import Accounts


def opened(data: str | None) -> "tuple[Index, Accounts]":
    """The index, which is made if there is none, and its accounts."""
    from rag import open_index
    from ui.accounts import Accounts

    index = open_index(data)
    return index, Accounts.of(index)


def typed_password() -> str:
    """A password that is typed, twice and unseen, or the first line of the input; never an argument, which others can see."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
