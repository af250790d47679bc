"""Articles judged in a process of their own: the same verdicts, the same errors, and what happens when it dies."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from bilat.errors import InputError, StoreError, UnknownNameError
from bilat.web.judging import Article, Judge, judge

TEXT = "NATO grew on Tuesday. “Finland is a member of NATO,” Sauli Niinistö, president of Finland, said."


@pytest.fixture(scope="module")
def process():
    made = Judge()
    made.start()
    yield made
    made.close()


def test_it_judges_as_here(process):
    article = Article(TEXT, False, date(2023, 5, 2), None, None)
    there, here = process(article), judge(article)
    assert [c.verdict for c in there.claims] == [c.verdict for c in here.claims]
    assert len(there.claims) > 0
    assert there.article.text == here.article.text


def test_its_errors_are_ours(process):
    with pytest.raises(InputError) as caught:
        process(Article("", False, date(2023, 5, 2), None, None))
    assert caught.value.hint


def test_ctrl_c_is_for_the_server(process):
    process(Article(TEXT, False, date(2023, 5, 2), None, None))  # it has begun
    for judge_process in list(process._pool._processes):
        os.kill(judge_process, signal.SIGINT)
    assert process(Article(TEXT, False, date(2023, 5, 2), None, None)).claims


def test_it_is_started_anew_when_it_died(process):
    for victim in list(process._pool._processes):
        os.kill(victim, signal.SIGKILL)
    with pytest.raises(StoreError, match="ended before"):
        for _ in range(2):  # the first may still have been handed over
            process(Article(TEXT, False, date(2023, 5, 2), None, None))
    assert process(Article(TEXT, False, date(2023, 5, 2), None, None)).claims


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_server(how):
    program = (
        "import time\nfrom bilat.web.judging import Judge\n"
        "if __name__ == '__main__':\n"
        "    made = Judge()\n    made.start()\n    print(*made._pool._processes, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as server:
        child = int(server.stdout.readline())
        server.send_signal(how)
        server.wait(20)
    for _ in range(300):
        if not Path(f"/proc/{child}").exists() or " Z " in Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the process that judges articles outlived the server")


def test_errors_keep_their_parts_between_processes():
    error = UnknownNameError("state", "Absurdistan", ["Afghanistan"])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is UnknownNameError
    assert (again.message, again.hint, again.name, again.suggestions) == (
        error.message,
        error.hint,
        error.name,
        error.suggestions,
    )
