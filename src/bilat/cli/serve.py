"""``bilat serve``: the web app on this machine."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="Its port.")
@click.option(
    "--token",
    envvar="BILAT_WEB_TOKEN",
    help="Who knows it may ask; needed beyond loopback. Or BILAT_WEB_TOKEN.",
)
@click.option("--name", "names", multiple=True, help="A further host name under which it is reached.")
@click.option(
    "--keep",
    is_flag=True,
    help="Keep statements of checked articles in the store's folder, for the pages of pairs.",
)
def serve(host: str, port: int, token: str | None, names: tuple[str, ...], keep: bool) -> None:
    """Serve the web app, on this machine alone unless told otherwise. Ctrl-C stops it."""
    from bilat.web.serving import run
    from bilat.web.settings import Settings

    settings = Settings(
        host=host, port=port, token=token or None, names=tuple(n.lower() for n in names), keep=keep
    )
    run(settings, lambda address: click.echo(f"bilat is at {address} (Ctrl-C stops it)", err=True))
