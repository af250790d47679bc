"""Addresses that may be fetched: public hosts only, whatever form they are written in.

A URL may come from anybody, so it must not reach into the machine or its network. A name is judged by every address
it resolves to, after the system has read it: decimal, octal and hexadecimal forms, full-width digits and the like
have by then become plain addresses.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import SplitResult, urlsplit

from bilat.errors import FetchError

__all__ = ["address_parts", "is_public", "port_of", "public_addresses", "shown"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SAVE = "Save the page in your browser and give the file."

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
# Versions of Python differ in what they call global, so what is not is written out. IPv6: protocol assignments
# (Teredo among them), documentation, 6to4. IPv4: protocol assignments, the old 6to4 relays.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(n)
    for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24")
)
# What systems read as an IPv4 address, and the one form that all read alike.
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_DOTTED = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})", re.ASCII)
#: Ports above 1023 on which other things than the web answer, as browsers have them, and well-known stores.
_OTHER_PORTS = frozenset(
    map(
        int,
        [
            "1719",
            "1720",
            "1723",
            "2049",
            "2375",
            "2379",
            "3306",
            "3659",
            "4045",
            "4190",
            "5060",
            "5061",
            "5432",
            "5984",
            "6000",
            "6379",
            "6566",
            "6665",
            "6666",
            "6667",
            "6668",
            "6669",
            "6679",
            "6697",
            "9042",
            "9200",
            "10080",
            "11211",
            "27017",
        ],
    )
)


def shown(url: str) -> str:
    """Return a URL as it may stand in a message: without user, password, query and fragment, which may be secrets.

    Examples
    --------
    >>> shown("https://me:secret@news.example/a?token=1#x")
    'https://news.example/a'
    """
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "this URL"
    plain = (
        f"{parts.scheme}://{host}{parts.path}" if host else f"{parts.scheme}:{parts.path.rpartition('@')[2]}"
    )
    return "".join(c for c in plain if c.isprintable())[:300]


def address_parts(url: str) -> SplitResult:
    """Return the parts of a URL that may be fetched, before any name is resolved.

    Raises
    ------
    FetchError
        If it is no http(s) URL with a host, holds credentials, writes an address in a form that systems read
        differently, or names a port of something else than the web.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchError(f"{shown(url)!r} is not a URL.", "Give one that starts with https://.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError(f"Only http and https are fetched, not {parts.scheme or 'no scheme'!r}.", _SAVE)
    if not parts.hostname:
        raise FetchError(f"{shown(url)!r} names no host.", "Give one that starts with https://.")
    if "@" in parts.netloc:
        raise FetchError("A URL with a user name or password is refused.", "Take them out of the address.")
    if any(ord(c) < 33 or ord(c) == 127 or c == "\\" for c in url):
        raise FetchError(f"{shown(url)!r} is not a URL.", "Check the address.")
    plain = unicodedata.normalize("NFKC", parts.hostname)
    if ("[" in parts.netloc) != (":" in plain) or (
        _NUMBERS.fullmatch(plain) and not _DOTTED.fullmatch(plain)
    ):
        raise FetchError(
            f"The host {plain[:100]!r} is an address in an unusual form: it is refused.",
            "Write it with four numbers, or give a name.",
        )
    if port is not None and port not in (80, 443) and (port < 1024 or port in _OTHER_PORTS):
        raise FetchError(
            f"Port {port} of {parts.hostname!r:.80} is not one for web pages: it is refused.", _SAVE
        )
    return parts


def port_of(parts: SplitResult) -> int:
    """Return the port that a URL means."""
    return parts.port or (443 if parts.scheme.lower() == "https" else 80)


def public_addresses(host: str, port: int, *, allow_loopback: bool = False) -> list[str]:
    """Resolve a name and return its addresses, if every one of them is public.

    Raises
    ------
    FetchError
        If it cannot be resolved, or any address is private, link-local, reserved, or this machine's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        raise FetchError(
            f"The host {host[:100]!r} cannot be found.", "Check the address and the network."
        ) from None
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for text in addresses:
        try:
            address = ipaddress.ip_address(text.split("%")[0])
        except ValueError:
            address = ipaddress.IPv4Address(0)  # not understood is not public
        if not is_public(address, allow_loopback=allow_loopback):
            raise FetchError(
                f"{host[:100]!r} points to {address}, which is not a public address: it is refused.",
                "bilat fetches public pages only. " + _SAVE,
            )
    if not addresses:
        raise FetchError(f"The host {host[:100]!r} has no address.", "Check the address.")
    return addresses


def is_public(address: Address, *, allow_loopback: bool = False) -> bool:
    """Say whether an address belongs to the public network (or to this machine, if that is allowed).

    Examples
    --------
    >>> is_public(ipaddress.ip_address("8.8.8.8")), is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    (True, False)
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner, allow_loopback=allow_loopback)
        if address.is_loopback:
            return allow_loopback
        isatap = (
            int(address) >> 32
        ) & 0xFDFFFFFF == 0x00005EFE  # an IPv4 address behind a router that unpacks it
        if address not in _UNICAST or isatap:
            return False
    elif address.is_loopback:
        return allow_loopback
    elif not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address in network for network in _NOT_PUBLIC if network.version == address.version)
