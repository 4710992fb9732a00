"""`pincite serve`: the web page, and what programs reach."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import Data, Embedder, MaxWrong
from ui.cli.progress import progress_bar

if TYPE_CHECKING:
    from ui.web.security.provided import ProvidedBy


def serve_command(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; by default the first free one from 7860.")
    ] = None,
    password: Annotated[
        str | None, typer.Option(envvar="PINCITE_PASSWORD", help="A password that visitors must type.")
    ] = None,
    allow_public: Annotated[
        bool, typer.Option("--allow-public", help="Let other machines in without a password.")
    ] = False,
    allow_folders: Annotated[
        bool,
        typer.Option(
            "--allow-folders",
            help="Let visitors from other machines have folders of this machine followed, too.",
        ),
    ] = False,
    origin: Annotated[
        list[str] | None,
        typer.Option(help="Another address of the page, such as that of a proxy: https://pincite.example."),
    ] = None,
    shared_chats: Annotated[
        bool | None,
        typer.Option(
            "--shared-chats/--own-chats",
            help="Whether all visitors have the same chats; by default they do if only this machine can reach the page.",
        ),
    ] = None,
    page: Annotated[
        bool, typer.Option("--page/--no-page", help="Also serve the web page, beside what programs reach.")
    ] = True,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Count requests of programs for Prometheus, at /metrics.")
    ] = False,
    oidc_issuer: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="A provider of OpenID Connect that signs people in, as it calls itself."
        ),
    ] = None,
    oidc_client_id: Annotated[
        str | None,
        typer.Option(metavar="ID", help="What it calls this server; its secret is in PINCITE_OIDC_SECRET."),
    ] = None,
    oidc_role: Annotated[
        str | None,
        typer.Option(
            metavar="reader|editor",
            help="Make accounts with this role for whoever signs in there; by default only those come in who have one.",
        ),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    seeds: Annotated[bool, typer.Option(help="Start a new index with the seed document.")] = True,
    max_wrong: MaxWrong = None,
    embedder: Embedder = None,
) -> None:
    """Open the web page, to add documents and ask questions, and answer programs (/api/v1, OpenAI's /v1, MCP)."""
    # Imported late: Gradio takes seconds, and only this command needs it.
    from rag import Assistant, seed_files
    from ui.web.server import serve

    assistant = Assistant.open(data, max_wrong=max_wrong, embedder=embedder)
    # Only in an index to which nothing was ever added: a removed seed must not come back.
    if seeds and assistant.is_new:
        with progress_bar() as show:
            assistant.add(*seed_files(), progress=show)
    serve(
        assistant,
        host,
        port,
        browser,
        password=password,
        allow_public=allow_public,
        allow_folders=allow_folders,
        origins=origin or (),
        shared_chats=shared_chats,
        with_page=page,
        with_metrics=metrics,
        provided_by=_provider(oidc_issuer, oidc_client_id, oidc_role),
    )


def _provider(issuer: str | None, client_id: str | None, role: str | None) -> "ProvidedBy | None":
    """The provider that signs people in, or None.

    Raises:
        typer.BadParameter: Something is missing, or there is no such role.
    """
    if issuer is None and client_id is None:
        return None
    if issuer is None or client_id is None:
        raise typer.BadParameter("give both --oidc-issuer and --oidc-client-id")
    if role not in (None, "reader", "editor"):
        # Whoever the provider knows would change what everybody reads.
        raise typer.BadParameter("it is reader or editor", param_hint="--oidc-role")
    from ui.accounts.openid import OpenId
    from ui.web.security.provided import ProvidedBy

    openid = OpenId(issuer, client_id, os.environ.get("PINCITE_OIDC_SECRET") or None)
    return ProvidedBy(openid=openid, role=role)  # type: ignore[arg-type]  # checked above
