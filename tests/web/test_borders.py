"""The map: made from a file like Natural Earth's, and the one that is shipped."""

import json
import struct
import sys

import numpy as np
import pytest
from packbuild import borders

from bilat import states
from bilat.report.figures.worldmap import geometry


def _shapefile(folder, records):
    """Write polygons as a shapefile with the fields that are read: the format of ESRI's technical description (1998)."""
    body = b""
    for i, (_, rings) in enumerate(records):
        points = [p for r in rings for p in r]
        starts = np.cumsum([0, *(len(r) for r in rings[:-1])])
        content = struct.pack("<i4d2i", 5, 0, 0, 0, 0, len(rings), len(points))
        content += struct.pack(f"<{len(rings)}i", *starts)
        content += b"".join(struct.pack("<2d", *p) for p in points)
        body += struct.pack(">2i", i + 1, len(content) // 2) + content
    path = folder / "land.shp"
    path.write_bytes(struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(body) // 2) + bytes(72) + body)
    names, size = ("ADM0_A3", "ISO_A3_EH"), 3
    head = b"".join(n.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([size]) + bytes(15) for n in names)
    rows = b"".join(b" " + f[0].encode() + f[1].encode() for f, _ in records)
    length = 32 + len(head) + 1
    (folder / "land.dbf").write_bytes(
        struct.pack("<4BIHH20x", 3, 24, 1, 1, len(records), length, 1 + 2 * size) + head + b"\r" + rows
    )
    return path


def _square(x, y, side):
    return [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]


def _rings_of(d):
    """Return the rings of a path of moves and relative steps, in pixels."""
    rings = []
    for part in d.strip("z").split("z"):
        move, steps = part[1:].split("l")
        points = [tuple(float(v) for v in move.split())]
        numbers = [float(v) for v in steps.split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        rings.append(points)
    return rings


@pytest.fixture
def made(tmp_path, monkeypatch):
    wavy = [(10.0, 40.0 + i + 0.2 * (-1) ** i) for i in range(11)]
    west = [(0.0, 40.0), *[(0.0, 50.0)], *wavy[::-1], (0.0, 40.0)]
    east = [*wavy, (20.0, 50.0), (20.0, 40.0), wavy[0]]
    path = _shapefile(
        tmp_path,
        [
            (("FRA", "FRA"), [west]),
            (("DEU", "-99"), [east]),
            (("MLT", "MLT"), [_square(14.3, 35.8, 0.2)]),
            (("ATA", "ATA"), [_square(0.0, -80.0, 10)]),
            (("KOS", "-99"), [_square(25.0, 42.0, 5)]),
            (("XXX", "-99"), [_square(-30.0, 0.0, 5)]),
        ],
    )
    target = tmp_path / "world.json"
    monkeypatch.setattr(sys, "argv", ["borders", str(path), str(target)])
    borders.main()
    return json.loads(target.read_text())


def test_states_are_keyed_by_iso3_and_the_rest_is_land(made):
    assert set(made["states"]) == {"FRA", "DEU", "MLT", "XKX"}
    assert made["states"]["FRA"]["code"] == 220
    assert made["land"].count("M") == 1  # the land of no state; Antarctica is left out


def test_neighbours_share_their_border_after_thinning(made):
    (west,), (east,) = (_rings_of(made["states"][s]["d"]) for s in ("FRA", "DEU"))
    shared = {(round(x, 1), round(y, 1)) for x, y in west} & {(round(x, 1), round(y, 1)) for x, y in east}
    assert len(shared) >= 2
    assert len(west) + len(east) < 30


def test_small_states_have_a_dot_on_their_land(made):
    assert "dot" not in made["states"]["FRA"]
    x, y = made["states"]["MLT"]["dot"]
    (ring,) = [borders.equal_earth(np.array(_square(14.3, 35.8, 0.2)))]
    assert abs(x - ring[:, 0].mean()) < 1
    assert abs(y - ring[:, 1].mean()) < 1


def test_the_projection_keeps_areas():
    """Equal Earth is equal-area: a band near the pole and one at the equator are as large as on the sphere."""

    def on_map(south, north):
        lats = np.linspace(south, north, 200)
        lons = np.linspace(-40, 40, 200)
        edge = np.concatenate(
            [
                np.column_stack([lons, np.full(200, south)]),
                np.column_stack([np.full(200, 40.0), lats]),
                np.column_stack([lons[::-1], np.full(200, north)]),
                np.column_stack([np.full(200, -40.0), lats[::-1]]),
            ]
        )
        return borders.area(borders.equal_earth(np.concatenate([edge, edge[:1]])))

    def on_sphere(south, north):
        return np.sin(np.radians(north)) - np.sin(np.radians(south))

    assert on_map(60, 75) / on_map(0, 15) == pytest.approx(on_sphere(60, 75) / on_sphere(0, 15), rel=0.002)


def test_thinning_stays_within_its_tolerance():
    rng = np.random.default_rng(0)
    line = np.column_stack([np.linspace(0, 100, 400), np.cumsum(rng.normal(0, 0.2, 400))])
    kept = borders.simplify(line)
    assert len(kept) < len(line) / 2
    at = np.interp(line[:, 0], kept[:, 0], kept[:, 1])
    assert np.abs(at - line[:, 1]).max() < 2 * borders.TOLERANCE
    assert (kept[0] == line[0]).all()
    assert (kept[-1] == line[-1]).all()


def test_the_map_that_is_shipped_has_every_state_of_today():
    world = geometry()
    today = {states.iso3(int(c), 2024) for c in states.system(2024)}
    assert today <= set(world["states"])
    for iso3, place in world["states"].items():
        assert place["d"] or "dot" in place, iso3
        assert states.get(str(place["code"])).iso3 == iso3 or place["code"] == states.get(iso3).code
