"""Fetching a publisher's file: bounded, resumed, checked against its hash, polite to the server."""

from __future__ import annotations

import ipaddress
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from bilat import __version__
from bilat.addresses import port_of, public_addresses
from bilat.errors import FetchError
from bilat.files import held

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

__all__ = ["Limits", "fetch"]

_BY_HAND = "Get the file by hand and use `bilat data import`."

_AGENT = f"bilat/{__version__} (research tool; one file at a time)"
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one download.

    Attributes
    ----------
    bytes
        Largest file taken.
    seconds
        Longest time over all attempts.
    stall
        Longest silence of the server, in seconds.
    attempts
        Tries, the first included.
    pause
        Seconds before the second try; doubled before each further one, and never more than a minute.
    """

    bytes: int = 1_500_000_000
    seconds: float = 3600.0
    stall: float = 30.0
    attempts: int = 5
    pause: float = 1.0


class _TryAgainError(Exception):
    """Something that may work the next time; ``after`` is what the server asks for, in seconds."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


def fetch(
    url: str,
    folder: Path,
    *,
    sha256: str | None = None,
    limits: Limits | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Path:
    """Fetch a file into a folder; a partial download is kept beside it and resumed the next time.

    Parameters
    ----------
    url
        ``https``, or ``http`` on the loopback interface.
    folder
        Where to put it, under the last part of the address.
    sha256
        Hash it must have (hex), where the publisher's file is fixed. A file already there with this hash is
        not fetched again.
    limits
        Bounds; the defaults are meant for data files.
    progress
        Called with bytes so far and in all (``None`` where the server does not say).

    Raises
    ------
    FetchError
        If it cannot be fetched, is too large, or has another hash: then nothing is left in the folder under its
        name.
    """
    bounds = limits or Limits()
    _check_address(url, None)
    name = _file_name(url)
    download = _Download(url, bounds, progress)
    place = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # one process at a time: two that write the same part would each spoil what the other has
        with held(folder, str(place), wait=bounds.seconds):
            if sha256 is None:
                # no hash to know an old copy by: the publisher may have a newer one, so ask again
                download(url, str(place), None)
                return place
            return Path(_with_hash(url, folder, name, sha256, download))
    except ValueError as exc:
        # the partial file goes too, or the next try would resume a wrong one
        download.forget(folder)
        raise FetchError(
            f"{name} from {url} is not the file expected: its hash is not sha256:{sha256}.",
            "The publisher may have changed it, or something on the way did. It was removed, not used.",
        ) from exc
    except OSError as exc:
        raise FetchError(f"Cannot write {place}: {exc.strerror or exc}.", "Check the disk.") from exc


def _with_hash(url: str, folder: Path, name: str, sha256: str, download: _Download) -> str:
    import logging

    import pooch

    pooch.get_logger().setLevel(logging.WARNING)  # its advice is for programmers
    found: str = pooch.retrieve(url, f"sha256:{sha256}", fname=name, path=folder, downloader=download)
    return found


def _file_name(url: str) -> str:
    name = re.sub(r"[^\w.\-]", "_", urlsplit(url).path.rsplit("/", 1)[-1]).lstrip(".")
    if not name:
        raise FetchError(f"{url} names no file.", "Expected the direct address of a file.")
    return name


def _check_address(url: str, origin: str | None) -> None:
    parts = urlsplit(url)
    loopback = _is_loopback(parts.hostname)
    if parts.scheme == "https" or (parts.scheme == "http" and loopback):
        if origin is not None and loopback and not _is_loopback(urlsplit(origin).hostname):
            raise FetchError(f"{origin} leads to this machine ({url}); refused.", _BY_HAND)
        return
    raise FetchError(f"{url} is not fetched.", "Only https addresses are (and http on this machine).")


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


class _Download:
    """A downloader for pooch: called with the address and the file to write."""

    def __init__(self, url: str, limits: Limits, progress: Callable[[int, int | None], None] | None) -> None:
        self.url = url
        self.limits = limits
        self.progress = progress
        self.name = _file_name(url)

    def part(self, folder: Path) -> Path:
        return folder / f".{self.name}.part"

    def forget(self, folder: Path) -> None:
        for path in (self.part(folder), self.part(folder).with_suffix(".tag")):
            with suppress(OSError):
                path.unlink()

    def __call__(self, url: str, output_file: str, pooch: Any, check_only: bool = False) -> bool | None:
        import urllib3

        if check_only:
            return None
        # pooch gives a temporary name in its folder; what is resumed must keep its own
        folder = Path(output_file).parent
        part = self.part(folder)
        deadline = time.monotonic() + self.limits.seconds
        pool = urllib3.PoolManager(
            headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"},
            timeout=urllib3.Timeout(connect=min(10.0, self.limits.stall), read=self.limits.stall),
            retries=False,
        )
        trouble = ""
        for attempt in range(self.limits.attempts):
            try:
                self._once(pool, part, deadline)
            except _TryAgainError as exc:
                trouble = str(exc)
                wait = min(60.0, exc.after if exc.after is not None else self.limits.pause * 2**attempt)
                if attempt + 1 == self.limits.attempts or time.monotonic() + wait > deadline:
                    break
                time.sleep(wait)
            else:
                part.replace(output_file)
                self.forget(folder)
                return None
        raise FetchError(
            f"{self.url} could not be fetched: {trouble}.",
            "Run it again later: it goes on where it stopped. Or get the file by hand and use "
            "`bilat data import`.",
        )

    def _once(self, pool: PoolManager, part: Path, deadline: float) -> None:
        import urllib3

        tag_file = part.with_suffix(".tag")
        have = part.stat().st_size if part.exists() else 0
        tag = tag_file.read_text(encoding="utf-8") if tag_file.exists() else ""
        headers = {}
        if have and tag:
            # resumed only if the file is still the same one
            headers = {"Range": f"bytes={have}-", "If-Range": tag}
        try:
            response = self._open(pool, headers)
            try:
                self._receive(response, part, tag_file, have if headers else 0, deadline)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as exc:
            raise _TryAgainError(_plain(exc)) from exc

    def _open(self, pool: PoolManager, headers: dict[str, str]) -> BaseHTTPResponse:
        url = self.url
        for _ in range(_REDIRECTS + 1):
            merged = {**pool.headers, **headers}
            response = pool.request("GET", url, headers=merged, preload_content=False, redirect=False)
            location = response.headers.get("Location")
            if response.status not in (301, 302, 303, 307, 308) or not location:
                return response
            response.close()  # not kept: the server may have closed it already
            following = urljoin(url, location)
            _check_address(following, url)
            parts = urlsplit(following)
            if not _is_loopback(parts.hostname):
                public_addresses(parts.hostname or "", port_of(parts))
            url = following
        raise FetchError(f"{self.url} leads from one address to the next without end.", _BY_HAND)

    def _receive(
        self, response: BaseHTTPResponse, part: Path, tag_file: Path, have: int, deadline: float
    ) -> None:
        status = response.status
        if status == 429 or status >= 500:
            raise _TryAgainError(
                f"the server answered {status}", _seconds(response.headers.get("Retry-After"))
            )
        if status == 416:
            part.unlink(missing_ok=True)
            raise _TryAgainError("the server does not have the rest of the file", 0.0)
        if status not in (200, 206):
            raise FetchError(
                f"{self.url}: the server answered {status}.",
                "The address may have changed: see the source's page in `bilat data list`, get the file by hand "
                "and use `bilat data import`.",
            )
        if status == 206 and not have:
            raise FetchError(
                f"{self.url}: the server sent a part of the file that was not asked for.", _BY_HAND
            )
        resumed = status == 206
        start = have if resumed else 0
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdecimal() and len(length) <= 15 else None
        if total is not None and total > self.limits.bytes:
            raise FetchError(
                f"{self.url} has {total:,} bytes; at most {self.limits.bytes:,} are taken.", _BY_HAND
            )
        if not resumed:
            part.unlink(
                missing_ok=True
            )  # first: a kill must not leave the new tag beside the old file's part
        tag_file.write_text(
            response.headers.get("ETag") or response.headers.get("Last-Modified") or "", encoding="utf-8"
        )
        count = start
        with part.open("ab" if resumed else "wb") as handle:
            for block in response.stream(1 << 16, decode_content=False):
                count += len(block)
                if count > self.limits.bytes:
                    raise FetchError(
                        f"{self.url} is larger than {self.limits.bytes:,} bytes; stopped.", _BY_HAND
                    )
                if time.monotonic() > deadline:
                    raise FetchError(
                        f"{self.url} took longer than {self.limits.seconds:g} seconds; stopped.",
                        "Run it again: it goes on where it stopped.",
                    )
                handle.write(block)
                if self.progress is not None:
                    self.progress(count, total)
            handle.flush()
            os.fsync(handle.fileno())
        if total is not None and count < total:
            raise _TryAgainError(f"the connection ended after {count:,} of {total:,} bytes")


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.isdecimal() and len(text) <= 15 else None


def _plain(exc: Exception) -> str:
    import urllib3.exceptions as said

    if isinstance(exc, said.TimeoutError) and not isinstance(exc, said.NewConnectionError):
        return "the server did not answer in time"
    if isinstance(exc, said.ProtocolError | said.IncompleteRead):
        return "the connection ended early"
    if isinstance(exc, said.SSLError):
        return "no secure connection could be made"
    return "no connection (no network, or the server is down)"
