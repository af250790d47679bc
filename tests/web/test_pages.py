"""Every page and its twin, without a browser."""

import re

import pytest
from fastapi.testclient import TestClient

from bilat.web import views
from bilat.web.app import create_app
from bilat.web.settings import Settings

BASE = "http://127.0.0.1:8765"

ARTICLE = (
    "Envoy says little has changed\n\nFinland is a member of NATO. China abstained on the resolution on Ukraine. "
    "“Russia is India's largest arms supplier,” the envoy said."
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_HOME", str(tmp_path_factory.mktemp("home")))
        with TestClient(create_app(Settings()), base_url=BASE) as made:
            yield made


def _token(client, path="/check"):
    return re.search(r'name="csrf" value="(\w+)"', client.get(path).text).group(1)


def _check(client, text, **more):
    form = {"text": text, "on": "2024-01-01", "csrf": _token(client)} | more
    return client.post("/check", data=form, follow_redirects=True)


PAGES = {
    "/": ("How close are two states", "/api/data"),
    "/pair/RUS/CHN?on=2024-06-01": ("Russia", "/api/pair/RUS/CHN?on=2024-06-01"),
    "/state/IND?on=2024-06-01": ("India", "/api/state/IND?on=2024-06-01"),
    "/world?year=1985": ("1985", "/api/world?year=1985"),
    "/ask?q=Finland is a member of NATO&on=2024-01-01": (
        "supported",
        "/api/ask?q=Finland is a member of NATO",
    ),
    "/data": ("Sources", "/api/data"),
    "/outlook": ("Scoreboard", "/api/outlook/families"),
}


@pytest.mark.parametrize("path", PAGES)
def test_page_and_twin(client, path):
    words, twin = PAGES[path]
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert len(answer.content) < 500_000
    assert answer.headers["content-type"].startswith("text/html")
    twin_answer = client.get(twin)
    assert twin_answer.status_code == 200
    assert twin_answer.json()


def test_a_pair_says_the_same_on_its_page_and_in_json(client):
    query = "on=2024-06-01&measure=kappa_linear"
    found = client.get(f"/api/pair/RUS/CHN?{query}").json()
    text = client.get(f"/pair/RUS/CHN?{query}").text
    alignment = found["alignment"]
    assert alignment["low"] < alignment["value"] < alignment["high"]
    assert f"<strong>{alignment['value']:.3f}</strong>" in text
    at = alignment["years"].index(1955)
    assert alignment["values"][at] is None  # Beijing had no seat
    assert alignment["reasons"]["1955"]
    for mark in found["marks"]:
        assert mark["citation"] in text.replace("&#39;", "'").replace("&amp;", "&")


def test_a_pair_is_followed_across_changes_of_code(client):
    """West Germany (260) until 1990, then Germany (255): one line."""
    found = client.get("/api/pair/DEU/FRA?on=2024-06-01&measure=agreement").json()["alignment"]
    known = {y for y, v in zip(found["years"], found["values"], strict=True) if v is not None}
    assert {1980, 1989, 2000, 2020} <= known
    assert not {int(y) for y in found["reasons"]} & known


def test_the_command_line_prints_the_same_dossier(client):
    from bilat import api

    assert (
        client.get("/api/brief/RUS/CHN?on=2024-06-01").json()
        == api.brief("RUS", "CHN", "2024-06-01").to_dict()
    )


def test_as_of_cuts_what_is_known(client):
    found = client.get("/api/pair/RUS/CHN?on=2024-06-01&as_of=2010-06-01").json()
    assert found["alignment"]["year"] == 2009
    assert max(m["start"] for m in found["marks"]) < "2010-06-01"


def test_states_seldom_seen_are_not_ranked(client):
    found = client.get("/api/state/IND?on=2024-06-01&measure=agreement").json()["alignment"]["states"]
    few = [s for s in found if s["rank"] is None]
    most = max(s["votes"] for s in found)
    assert few
    assert all(2 * s["votes"] < most for s in few)
    assert sorted(s["rank"] for s in found if s["rank"])[0] == 1


CHARTS = {
    "trajectory": "a=RUS&b=CHN",
    "multiple": "a=RUS&b=CHN&of=agreement",
    "friction": "a=RUS&b=CHN",
    "bridges": "a=RUS&b=CHN",
    "issues": "a=RUS&b=CHN",
    "map": "a=IND",
    "conduct": "a=IND",
    "arms-to": "a=IND",
    "arms-from": "a=IND",
    "blocs": "year=1985",
    "plane": "year=1985",
    "cohesion": "group=IND,BRA,ZAF",
}


@pytest.mark.parametrize("name", CHARTS)
def test_chart_in_every_form(client, name):
    query = CHARTS[name] + "&on=2024-06-01"
    svg = client.get(f"/chart/{name}.svg?{query}")
    assert svg.status_code == 200
    assert svg.text.startswith("<svg")
    assert "NaN" not in svg.text
    csv = client.get(f"/chart/{name}.csv?{query}")
    assert csv.text.count("\n") > 1
    assert "attachment" in csv.headers["content-disposition"]
    assert client.get(f"/chart/{name}.svg?{query}&narrow=1").status_code == 200
    # its own page has every row as a table, and the way back
    own = client.get(f"/chart/{name}.html?{query}")
    assert own.headers["content-type"].startswith("text/html")
    assert own.text.count("<tr>") == csv.text.count("\n")
    back = re.search(r'class="kicker">.*?href="([^"]+)"', own.text).group(1)
    assert client.get(back.replace("&amp;", "&")).status_code == 200


def test_chart_as_png(client):
    for name in ("trajectory", "map"):
        png = client.get(f"/chart/{name}.png?{CHARTS[name]}&on=2024-06-01")
        assert png.content.startswith(b"\x89PNG")


def test_unknown_years_are_gaps_not_zeros(client):
    rows = client.get("/chart/trajectory.csv?a=RUS&b=CHN&on=2024-06-01&measure=agreement").text.splitlines()[
        1:
    ]
    years = [int(r.split(",")[0]) for r in rows]
    assert 1955 not in years
    assert 2020 in years


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("Russia and China", "/pair/RUS/CHN"),
        ("India", "/state/IND"),
        ("Russia sells arms to India", "/ask?q=Russia+sells+arms+to+India"),
        ("", "/"),
    ],
)
def test_one_box_for_everything(client, typed, to):
    answer = client.post("/go", data={"q": typed, "csrf": _token(client)}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == to


def test_an_article_is_checked_kept_and_shared(client):
    answer = _check(client, ARTICLE)
    assert answer.status_code == 200
    path = answer.url.path
    assert path.startswith("/check/")
    found = client.get(f"/api{path}").json()
    assert {c["kind"] for c in found["claims"]} >= {"membership", "arms"}
    for claim in found["claims"]:
        assert f'id="{claim["id"]}"' in answer.text
    shared = client.get(f"{path}/report.html")
    assert "attachment" in shared.headers["content-disposition"]
    assert "<script" not in shared.text
    assert not re.search(r"(?:src|href)=\"[^#]", shared.text)
    by_json = client.post("/api/check", json={"text": ARTICLE, "date": "2024-01-01"}).json()
    assert by_json["id"] == found["id"]


def test_long_text_in_the_one_box_is_an_article(client):
    answer = client.post(
        "/go",
        data={"q": ARTICLE + "\n\n" + "The day was long. " * 20, "csrf": _token(client)},
        follow_redirects=False,
    )
    assert answer.headers["location"].startswith("/check/")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/pair/Rusia/CHN", 404, "Did you mean"),
        ("/pair/RUS/RUS", 400, "same state"),
        ("/pair/RUS/CHN?on=yesterday", 400, "is not a day"),
        ("/pair/RUS/CHN?measure=warmth", 404, "Alignment can be shown by"),
        ("/state/Atlantis", 404, "Unknown"),
        ("/world?year=1950&measure=membership_kappa&on=1900-01-01", 400, "before the record"),
        ("/check/0000", 404, "only while it runs"),
        ("/nowhere", 404, "no such page"),
    ],
)
def test_bad_input_says_what_to_do(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("query", "kind", "message", "hint"),
    [
        (
            "a=HND&b=XKX&on=2006-12-20&of=agreement",
            "CoverageError",
            "Kosovo was not in the state system",
            "later day",
        ),
        (
            "a=CHN&b=TWN&on=2020-12-20&of=agreement",
            "CoverageError",
            "No roll call of 2019",
            "another measure",
        ),
        ("a=RUS&b=CHN&of=warmth", "UnknownNameError", "'warmth'", "agreement, obligation, arms_share"),
        ("a=RUS&b=CHN&of=agreemnt", "UnknownNameError", "'agreemnt'", "agreement, obligation, arms_share"),
    ],
)
def test_a_chart_of_nothing_says_why(client, query, kind, message, hint):
    answer = client.get(f"/chart/multiple.svg?{query}")
    assert answer.status_code == 404
    said = answer.json()
    assert said["error"] == kind
    assert message in said["message"]
    assert hint in said["hint"]


def test_errors_have_one_shape_in_json(client):
    for path in (
        "/api/pair/Rusia/CHN",
        "/api/world?year=abc",
        "/api/nowhere",
        "/chart/none.svg",
        "/chart/map.exe?a=IND",
    ):
        answer = client.get(path)
        assert answer.status_code in (400, 404, 422)
        assert set(answer.json()) == {"error", "message", "hint"}


FORCE = "If Russia invades Ukraine, will China abstain on a General Assembly resolution condemning it?"


def test_outlook_never_shows_a_number_without_its_class(client):
    found = client.get("/api/outlook", params={"q": FORCE, "on": "2022-02-08"}).json()
    page = client.get("/outlook", params={"q": FORCE, "on": "2022-02-08"})
    assert page.status_code == 200
    assert f"<strong>{found['probability']:.2f}</strong>" in page.text
    for name in (c["name"] for c in found["classes"]):
        assert name.replace("'", "&#39;") in page.text
    chart = client.get("/chart/forecast.csv", params={"of": FORCE, "on": "2022-02-08"})
    assert chart.text.splitlines()[0] == "outcome,probability,low,high,base rate"


def test_a_question_of_no_family_gets_no_number(client):
    answer = client.get("/outlook", params={"q": "Will the sanctions of the European Union on Russia end?"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'data-chart="forecast"' not in answer.text


def test_outlook_lists_families_and_scores(client):
    page = client.get("/outlook").text
    for family in client.get("/api/outlook/families").json():
        assert family["title"].replace("'", "&#39;") in page
    for scores in client.get("/api/outlook/scores").json():
        assert f'href="/outlook/scores/{scores["family"]}"' in page
        own = client.get(f"/outlook/scores/{scores['family']}").text
        assert own.count("<tr>") == 1 + len(scores["lines"])
    assert client.get("/outlook/scores/nothing").status_code == 404


def test_asking_here_writes_no_diary(client):
    from bilat.outlook.diary import Diary

    before = len(Diary().lines())
    client.get("/outlook", params={"q": FORCE})
    assert len(Diary().lines()) == before


def test_a_scenario_is_played_and_a_value_moves_it(client):
    base = client.get("/api/outlook/scenario/clash?on=2022-02-08").json()
    moved = client.get(
        "/api/outlook/scenario/clash?on=2022-02-08&value.cost=1.5&state.supplier=United States"
    ).json()
    assert moved["states"]["supplier"] == "USA"
    assert next(v for v in moved["settings"] if v["name"] == "cost")["now"] == 1.5
    assert base["outcomes"] != moved["outcomes"]
    page = client.get("/outlook/scenario/clash?on=2022-02-08&value.cost=1.5")
    assert page.status_code == 200
    assert 'name="value.cost"' in page.text
    assert 'value="1.5"' in page.text
    assert "<style" not in page.text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("clash?value.cost=much", 400, "no number"),
        ("clash?value.warmth=1", 404, "value of the scenario"),
        ("clash?state.supplier=China", 400, "already plays"),
        ("..%2f..%2fetc%2fpasswd", 404, ""),
        ("nothing", 404, "scenario"),
        ("clash?" + "&".join(f"value.v{i}=1" for i in range(50)), 400, "too many"),
    ],
)
def test_a_scenario_that_cannot_be_played_says_why(client, query, status, words):
    answer = client.get(f"/outlook/scenario/{query}")
    assert answer.status_code == status
    assert words in answer.text


def test_what_articles_say_of_a_pair_is_on_its_page(client):
    said = "Brazil is Chile's largest arms supplier"
    before = client.get("/pair/CHL/BRA").text
    _check(client, f"Envoy speaks\n\n“{said},” the envoy said.")
    found = client.get("/api/said/BRA/CHL").json()
    assert [(s["kind"], s["states"]) for s in found] == [("arms", ["BRA", "CHL"])]
    page = client.get("/pair/CHL/BRA").text
    assert said.replace("'", "&#39;") not in before
    assert said.replace("'", "&#39;") in page


def test_the_start_page_shows_what_was_looked_at(client):
    client.get("/pair/FRA/DEU?on=2024-06-01")
    client.get("/state/BRA")
    _check(client, ARTICLE)
    text = client.get("/").text
    recent = text[text.index('aria-label="Recent"') :]
    for address in ("/pair/FRA/DEU", "/state/BRA", "/check/"):
        assert f'href="{address}' in recent


def test_several_readers_do_not_see_what_others_looked_at():
    secret = "correct-horse-battery"
    client = TestClient(create_app(Settings(token=secret)), base_url=BASE)
    client.get("/state/BRA", headers={"authorization": f"Bearer {secret}"})
    assert 'aria-label="Recent"' not in client.get("/", headers={"authorization": f"Bearer {secret}"}).text


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("Russia and China", "/pair/RUS/CHN"),
        ("https://example.org/a", "/check?url=https%3A%2F%2Fexample.org%2Fa"),
        ("x" * 400, "/check?text=" + "x" * 400),
    ],
)
def test_the_box_of_every_page_sends_on_and_checks_nothing_itself(client, typed, to):
    answer = client.get("/go", params={"q": typed}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, to)
    assert "set-cookie" not in answer.headers


def test_pages_are_the_same_for_every_reader(client):
    """Only pages with a form are bound to a reader; the others can be kept and sent to anybody."""
    for path in PAGES:
        answer = client.get(path)
        assert ("set-cookie" in answer.headers) == (path == "/")
        assert ("etag" in answer.headers) == (path != "/")


def test_every_twin_is_documented(client):
    paths = client.get("/openapi.json").json()["paths"]
    wanted = (
        "/api/pair/{a}/{b}",
        "/api/state/{state}",
        "/api/world",
        "/api/groups",
        "/api/ask",
        "/api/check",
        "/api/outlook",
        "/api/outlook/ledger",
        "/api/outlook/scenario/{name}",
        "/api/said/{a}/{b}",
        "/api/data",
    )
    for path in wanted:
        assert path in paths
        assert next(iter(paths[path].values()))["description"]


def test_every_family_has_a_line_on_the_scoreboard():
    for scores in views.scores():
        pairs = scores.headline()
        assert pairs or not scores.model, scores.family
        assert all(base.split == model.split for base, model in pairs)


def test_a_map_has_a_key_in_words_beside_its_own(client):
    for path in ("/state/IND?on=2024-06-01", "/world?year=1985"):
        text = client.get(path).text
        key = text.split('<ul class="mapkey"')[1].split("</ul>")[0]
        drawn = text.split('<g class="legend">')[1].split("</g>")[0]
        words = re.findall(r"</svg> ([^<]+)</li>", key)
        assert words[-1] == "unknown"
        assert words == re.findall(r"<text[^>]*>([^<]+)</text>", drawn)
