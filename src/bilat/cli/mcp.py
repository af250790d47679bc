"""``bilat mcp``: tools for assistants on standard input and output."""

from __future__ import annotations

import click


@click.command()
def mcp() -> None:
    """Serve assistants over the Model Context Protocol, on standard input and output."""
    from bilat.assistants.server import serve

    serve()
