"""What the web app may do: where it listens, who may ask, how much at once."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field

from bilat.errors import InputError

__all__ = ["Settings", "is_loopback"]


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is this machine alone.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Settings:
    """Settings of the web app.

    Attributes
    ----------
    host, port
        Where it listens; beyond loopback only with a `token`.
    token
        Who knows it may ask; ``None`` lets everybody on this machine ask.
    names
        Further host names under which it may be reached (behind a proxy of one's own).
    max_body
        Bytes of a request's body.
    seconds
        Time a request may take.
    at_once
        Requests served at the same time; more are told to come back.
    workers, waiting
        Threads for the work, and how many pieces of work may wait for one.
    keep
        Keep statements of checked articles in the store's folder, for the pages of pairs.
    bytes_kept
        How much of finished pages is kept, compressed.

    Raises
    ------
    InputError
        If it would listen beyond loopback without a token.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = field(default=None, repr=False)
    names: tuple[str, ...] = ()
    max_body: int = 2_500_000
    seconds: float = 60.0
    at_once: int = 64
    workers: int = 2
    waiting: int = 48
    bytes_kept: int = 64_000_000
    keep: bool = False
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.token:
            raise InputError(
                f"bilat will not listen on {self.host} without a token: anybody on the network could ask.",
                "Give --token (or BILAT_WEB_TOKEN), or listen on 127.0.0.1.",
            )
        if self.token is not None and len(self.token) < 16:
            raise InputError("The token is too short to keep anybody out.", "Give at least 16 characters.")

    def allows_host(self, header: str) -> bool:
        """Say whether a Host header names this server: a page of another site must not reach it by rebinding."""
        name = header.rsplit(":", 1)[0] if header.count(":") == 1 or "]:" in header else header
        name = name.strip("[]").lower()
        if name in self.names:
            return True
        if is_loopback(self.host):
            return is_loopback(name)
        try:
            ipaddress.ip_address(name)
        except ValueError:
            # a name may be rebound to our address by whoever owns it; an address cannot
            return name == self.host.lower()
        return True
