"""The tools for assistants, through the official client over a real process."""

import json
import sys

import anyio
import pytest

pytest.importorskip("mcp", reason="the package for assistants is an extra")


def talk(work):
    """Start the server as a process and let `work(client)` speak with it."""
    from mcp import Client, StdioServerParameters

    async def session():
        parameters = StdioServerParameters(
            command=sys.executable, args=["-m", "bilat", "mcp"], env={"PYTHONPATH": ":".join(sys.path)}
        )
        with anyio.fail_after(120):
            async with Client(parameters) as client:
                return await work(client)

    return anyio.run(session)


def text(result):
    return result.content[0].text


def test_every_tool_answers_with_evidence_and_coverage():
    async def work(client):
        tools = {tool.name for tool in (await client.list_tools()).tools}
        answers = {
            name: await client.call_tool(name, arguments)
            for name, arguments in {
                "ask": {"sentence": "Russia sells arms to India", "on": "2022-02-08"},
                "check": {
                    "text": "China abstained on the resolution on Crimea, said Ada Quill.",
                    "on": "2022-02-08",
                },
                "brief": {"a": "Russia", "b": "China", "on": "2022-02-08"},
                "partners": {"state": "India", "on": "2022-02-08", "limit": 2},
                "votes": {"query": "A/RES/68/262", "states": ["China", "India"]},
                "outlook": {
                    "question": "If Russia invades Ukraine, will China vote for, against or abstain on a General "
                    "Assembly resolution condemning it?",
                    "on": "2022-02-08",
                },
                "resolve": {"text": "the Kremlin", "on": "2022-02-08"},
            }.items()
        }
        coverage = await client.read_resource("bilat://coverage")
        measures = await client.read_resource("bilat://measures")
        return tools, answers, coverage, measures

    tools, answers, coverage, measures = talk(work)
    assert tools == set(answers)
    assert not any(answer.is_error for answer in answers.values())
    ask = json.loads(text(answers["ask"]))
    assert ask["verdict"] == "supported"
    assert ask["evidence"][0]["covers"][0] <= 1950
    check = json.loads(text(answers["check"]))
    assert check["claims"][0]["speaker"]["name"] == "Ada Quill"
    assert json.loads(text(answers["brief"]))
    assert json.loads(text(answers["partners"]))
    assert json.loads(text(answers["resolve"]))["state"]["iso3"] == "RUS"
    forecast = json.loads(text(answers["outlook"]))
    assert forecast["classes"], "never a number without its class"
    assert "68/262" in text(answers["votes"])
    sources = json.loads(coverage.contents[0].text)
    assert all(source["covers"] and source["licence"] for source in sources)
    assert "kappa_linear" in {m["name"] for m in json.loads(measures.contents[0].text)}


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("brief", {"a": "Rusia", "b": "China"}, "Did you mean"),
        ("ask", {"sentence": "Russia sells arms", "on": "yesterday"}, "yesterday"),
        ("votes", {"query": "Crimea", "limit": 100000}, "limit"),
        ("check", {"text": " "}, "empty"),
        ("check", {"text": "a" * 300_000}, "at most"),
    ],
)
def test_errors_say_what_to_do(tool, arguments, said):
    from mcp import Client

    from bilat.assistants.server import make_server

    async def session():
        async with Client(make_server()) as client:
            return await client.call_tool(tool, arguments)

    answer = anyio.run(session)
    assert answer.is_error
    assert said in text(answer)
    assert "Traceback" not in text(answer)


def test_a_text_is_never_a_file_or_an_address(tmp_path, monkeypatch):
    from mcp import Client

    from bilat.assistants.server import make_server

    secret = tmp_path / "secret.txt"
    secret.write_text("China abstained on the resolution on Crimea.")
    monkeypatch.setattr("socket.socket.connect", lambda *a: pytest.fail("the server called out"))

    async def session(given):
        async with Client(make_server()) as client:
            return await client.call_tool("check", {"text": given})

    for given in (str(secret), "http://127.0.0.1:1/", f"file://{secret}"):
        answer = anyio.run(session, given)
        assert "abstained" not in text(answer)
