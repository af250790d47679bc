"""Make the map of the web app from Natural Earth's countries: projected, simplified, keyed by ISO3.

    python -m packbuild.borders ne_10m_admin_0_countries.shp src/bilat/web/static/world.json

Natural Earth is in the public domain. Borders are simplified along the arcs that two countries share, so that no
gap opens between neighbours. The map shows the borders of the file: today's, whatever year is coloured.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bilat.states import code_of_iso3

Ring = NDArray[np.float64]
Point = tuple[int, int]

WIDTH = 960.0
#: Tolerance of the simplification and the smallest ring kept, in pixels and square pixels of the final map.
TOLERANCE, SMALLEST = 0.55, 0.7
#: A state whose land is smaller than this (square pixels) also gets a dot, or nobody would find it.
DOTTED = 14.0
YEAR = 2024


def shapes(path: Path) -> Iterator[list[Ring]]:
    """Yield the rings of each polygon record, in longitude and latitude."""
    data = path.read_bytes()
    at = 100
    while at < len(data):
        (words,) = struct.unpack(">i", data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        if struct.unpack("<i", body[:4])[0] != 5:
            yield []
            continue
        parts, points = struct.unpack("<2i", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        xy = np.frombuffer(body, "<f8", 2 * points, 44 + 4 * parts).reshape(-1, 2)
        yield [xy[a:b] for a, b in zip(starts, starts[1:], strict=False)]


def attributes(path: Path) -> Iterator[dict[str, str]]:
    """Yield the fields of each record of a dBASE table."""
    data = path.read_bytes()
    count, header, length = struct.unpack("<IHH", data[4:12])
    fields = []
    at = 32
    while data[at] != 0x0D:
        fields.append((data[at : at + 11].split(b"\0")[0].decode(), data[at + 16]))
        at += 32
    for i in range(count):
        row = data[header + i * length : header + (i + 1) * length]
        out, at = {}, 1
        for name, size in fields:
            out[name] = row[at : at + size].decode("utf-8", "replace").strip("\0 ")
            at += size
        yield out


def equal_earth(lonlat: Ring) -> Ring:
    """Project to Equal Earth (Šavrič, Patterson & Jenny 2019), in pixels, y downwards."""
    lon, lat = np.radians(lonlat[:, 0] - 11.0), np.radians(lonlat[:, 1])
    lon = (lon + np.pi) % (2 * np.pi) - np.pi
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = np.arcsin(np.sqrt(3) / 2 * np.sin(lat))
    d = np.sqrt(3) * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1)
    x = 2 * lon * np.cos(t) / d
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    half = 2.7066297
    scale = WIDTH / (2 * half)
    return np.column_stack([(x + half) * scale, (1.3173627591574 - y) * scale])


def area(ring: Ring) -> float:
    """Return the area of a ring, without sign."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def simplify(points: Ring) -> Ring:
    """Thin a line by Douglas and Peucker's rule; its ends stay."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        a, b = points[first], points[last]
        mid = points[first + 1 : last]
        length = float(np.hypot(*(b - a)))
        if length < 1e-9:
            off = np.hypot(*(mid - a).T)
        else:
            off = np.abs((b[0] - a[0]) * (mid[:, 1] - a[1]) - (b[1] - a[1]) * (mid[:, 0] - a[0])) / length
        top = int(off.argmax())
        if off[top] > TOLERANCE:
            keep[first + 1 + top] = True
            stack += [(first, first + 1 + top), (first + 1 + top, last)]
    return points[keep]


def thin(rings: list[list[Ring]]) -> list[list[Ring]]:
    """Simplify every ring arc by arc, each shared arc once."""
    near: dict[Point, set[frozenset[Point]]] = {}
    cells = [[[_cell(p) for p in ring[:-1]] for ring in country] for country in rings]
    for country in cells:
        for ring in country:
            for i, p in enumerate(ring):
                near.setdefault(p, set()).add(frozenset((ring[i - 1], ring[(i + 1) % len(ring)])))
    arcs: dict[tuple[Point, ...], Ring] = {}
    out = []
    for country, ids in zip(rings, cells, strict=True):
        kept = []
        for ring, ring_ids in zip(country, ids, strict=True):
            joints = [i for i, p in enumerate(ring_ids) if len(near[p]) > 1]
            if len(joints) < 2:
                far = int(np.hypot(*(ring - ring[0]).T).argmax())
                joints = (
                    sorted({0, far}) if not joints else sorted({joints[0], (joints[0] + far) % len(ring_ids)})
                )
            parts = []
            for a, b in zip(joints, [*joints[1:], joints[0] + len(ring_ids)], strict=True):
                index = [k % len(ring_ids) for k in range(a, b + 1)]
                key = tuple(ring_ids[k] for k in index)
                back = key[::-1]
                if back in arcs:
                    parts.append(arcs[back][::-1])
                else:
                    if key not in arcs:
                        arcs[key] = simplify(ring[index])
                    parts.append(arcs[key])
            whole = np.concatenate([p[:-1] for p in parts] + [parts[0][:1]])
            kept.append(whole)
        out.append(kept)
    return out


def _cell(p: NDArray[np.float64]) -> Point:
    return round(float(p[0]) * 1e4), round(float(p[1]) * 1e4)


def path_of(rings: list[Ring]) -> str:
    """Write rings as an SVG path with relative, one-decimal steps."""
    out = []
    for ring in rings:
        whole = np.round(ring * 10).astype(int)
        steps = np.diff(whole, axis=0)[:-1]
        steps = steps[(steps != 0).any(axis=1)]
        if len(steps) < 2:
            continue
        out.append(
            f"M{_n(whole[0, 0])} {_n(whole[0, 1])}l" + " ".join(f"{_n(x)} {_n(y)}" for x, y in steps) + "z"
        )
    return "".join(out)


def _n(tenths: int) -> str:
    return f"{tenths / 10:g}"


def main() -> None:
    """Read the shapefile named first, write the map named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    facts = list(attributes(source.with_suffix(".dbf")))
    polygons = list(shapes(source))
    wanted = [(f, p) for f, p in zip(facts, polygons, strict=True) if f["ADM0_A3"] != "ATA" and p]
    projected = [[equal_earth(r) for r in _unwrapped(p)] for _, p in wanted]
    sizes = [[area(r) for r in country] for country in projected]
    kept = []
    for country, size in zip(projected, sizes, strict=True):
        biggest = max(size)
        kept.append([r for r, s in zip(country, size, strict=True) if s > SMALLEST or s == biggest])
    states: dict[str, dict[str, Any]] = {}
    land = []
    for (fact, _), rings, size, full in zip(wanted, thin(kept), sizes, projected, strict=True):
        iso3 = fact["ISO_A3_EH"] if fact["ISO_A3_EH"] != "-99" else fact["ADM0_A3"]
        iso3 = {"KOS": "XKX", "PSX": "PSE"}.get(iso3, iso3)
        d = path_of(rings)
        code = code_of_iso3(iso3, YEAR)
        if code is None:
            if d:
                land.append(d)
            continue
        # a state may have several records (a base, an islet): their land is one
        entry = states.setdefault(iso3, {"code": code, "d": "", "size": 0.0, "ring": None, "most": 0.0})
        entry["d"] += d
        entry["size"] += sum(size)
        if max(size) > entry["most"]:
            entry["most"], entry["ring"] = max(size), full[int(np.argmax(size))]
    for entry in states.values():
        ring, size = entry.pop("ring"), entry.pop("size")
        del entry["most"]
        if size < DOTTED:
            entry["dot"] = [round(float(v), 1) for v in ring.mean(axis=0)]
    bottom = max(r[:, 1].max() for c in kept for r in c)
    made = {
        "note": "Natural Earth, 1:10m countries, public domain; Equal Earth projection; simplified by bilat. "
        "Today's borders.",
        "width": WIDTH,
        "height": round(float(bottom) + 4),
        "land": "".join(land),
        "states": dict(sorted(states.items())),
    }
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def _unwrapped(rings: list[Ring]) -> list[Ring]:
    """Keep rings on one side of the map's edge (169 degrees west): those that cross it are cut there."""
    out = []
    for ring in rings:
        shifted = (ring[:, 0] - 11.0 + 180) % 360
        if shifted.max() - shifted.min() < 180:
            out.append(ring)
            continue
        for side in (0, 1):
            x = np.where((shifted > 180) == bool(side), shifted, 359.999 if side else 0.001)
            out.append(np.column_stack([(x - 180 + 11.0), ring[:, 1]]))
    return out


if __name__ == "__main__":
    main()
