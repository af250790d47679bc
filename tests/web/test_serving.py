"""Serving: bounded in time and number, quick with small answers, stopped gracefully."""

import asyncio
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time

import pytest

from bilat.web.guard import Guard
from bilat.web.serving import listening
from bilat.web.settings import Settings
from bilat.web.work import BusyError, Work


def _ask(app, path="/", method="GET", headers=()):
    """Ask an ASGI app once; return the status."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), *headers],
    }
    return scope, receive, send, sent


def test_work_is_bounded():
    import threading

    async def go():
        work = Work(Settings(workers=1, waiting=1))
        gate = threading.Event()
        running = [asyncio.create_task(work.run(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError):
            await work.run(gate.wait)
        gate.set()
        await asyncio.gather(*running)
        work.close()

    asyncio.run(go())


def test_slow_work_is_cut_off():
    async def slow(scope, receive, send):
        await asyncio.sleep(5)

    async def go():
        scope, receive, send, sent = _ask(None)
        await Guard(slow, Settings(seconds=0.05))(scope, receive, send)
        return sent[0]["status"]

    assert asyncio.run(go()) == 504


def test_too_many_at_once_are_told_to_come_back():
    async def go():
        gate = asyncio.Event()

        async def waits(scope, receive, send):
            await gate.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        guard = Guard(waits, Settings(at_once=2))
        calls = [_ask(None) for _ in range(3)]
        first = [asyncio.create_task(guard(*c[:3])) for c in calls[:2]]
        await asyncio.sleep(0.01)
        await guard(*calls[2][:3])
        gate.set()
        await asyncio.gather(*first)
        return [c[3][0]["status"] for c in calls]

    assert asyncio.run(go()) == [200, 200, 503]


def test_a_bug_shows_no_traceback():
    async def broken(scope, receive, send):
        raise RuntimeError("secret detail")

    async def go():
        scope, receive, send, sent = _ask(None)
        await Guard(broken, Settings())(scope, receive, send)
        return sent

    sent = asyncio.run(go())
    assert sent[0]["status"] == 500
    assert b"secret detail" not in sent[1]["body"]


def test_small_answers_are_sent_at_once():
    async def told() -> int:
        got: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def met(reader, writer):
            sock = writer.get_extra_info("socket")
            got.set_result(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        sock = listening(socket.AF_INET)
        sock.bind(("127.0.0.1", 0))
        async with await asyncio.start_server(met, sock=sock):
            _, writer = await asyncio.open_connection(*sock.getsockname())
            writer.close()
            return await asyncio.wait_for(got, 10)

    assert asyncio.run(told()) == 1


def test_the_server_stops_gracefully(tmp_path):
    """A request that is being answered is finished; then the process ends by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = (
        "import time\n"
        "from bilat.web import serving, app, warming\n"
        "from bilat.web.settings import Settings\n"
        "warming.warm = lambda: None\n"
        "warming.later = lambda work, judge: None\n"
        "made = app.create_app\n"
        "def slow(settings):\n"
        "    it = made(settings)\n"
        "    @it.get('/slow')\n"
        "    def slowly():\n"
        "        print('asked', flush=True); time.sleep(1); return 'done'\n"
        "    return it\n"
        "app.create_app = slow\n"
        f"serving.run(Settings(port={port}), lambda a: print('up', flush=True))\n"
    )
    environment = os.environ | {"BILAT_HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout.readline() == "up\n"
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/slow")
        assert server.stdout.readline() == "asked\n"
        server.terminate()
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (200, b'"done"')
        assert server.wait(20) in (0, -15)
