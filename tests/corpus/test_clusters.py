"""A run on a Ray cluster of several nodes, one of which dies."""

import json
import os
import threading
import time
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from bilat.corpus import Settings, collect, run
from bilat.errors import InputError

try:
    import ray
except ImportError:
    ray = None

needs_ray = pytest.mark.skipif(ray is None, reason="Ray is not installed (pip install 'ray[data]')")


def lines_file(path, count):
    path.write_text(
        "".join(
            json.dumps({"id": f"a{n}", "text": f"Report {n}. China abstained."}) + "\n" for n in range(count)
        )
    )
    return path


def ids(out, table):
    return sorted(
        row["id"] for row in ds.dataset(sorted((out / table).glob("part-*.parquet"))).to_table().to_pylist()
    )


@pytest.mark.skipif(ray is not None, reason="Ray is installed")
def test_without_ray_it_says_what_to_install(tmp_path):
    with pytest.raises(InputError, match="Ray is not installed"):
        run(collect(lines_file(tmp_path / "a.jsonl", 2)), tmp_path / "out", Settings(False), engine="ray")


@needs_ray
def test_a_node_dies_and_every_article_is_read_once(tmp_path):
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    doomed = cluster.add_node(num_cpus=1)
    cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    try:
        out = tmp_path / "out"

        def kill():
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline and len(list((out / "done").glob("*.json"))) < 5:
                time.sleep(0.05)
            cluster.remove_node(doomed, allow_graceful=False)

        killer = threading.Thread(target=kill)
        killer.start()
        summary = run(
            collect(lines_file(tmp_path / "a.jsonl", 400)),
            out,
            Settings(False),
            engine="ray",
            part_size=5,
            workers=3,
        )
        killer.join()
    finally:
        ray.shutdown()
        cluster.shutdown()
    assert (summary.articles, summary.failures) == (400, 0)
    assert ids(out, "articles") == sorted(f"a{n}" for n in range(400))


@needs_ray
def test_a_part_that_ends_its_actor_again_and_again_is_found_and_read_alone(tmp_path, monkeypatch):
    from bilat.corpus import clusters, running

    class Dying(clusters._Reader):
        def __init__(self, out, settings):  # loads no model: it is started again and again
            from bilat.corpus import clusters as here

            self._out, self._settings = Path(out), settings
            inner = here.work

            def deadly(folder, number, articles, wanted):
                if number == 2:
                    os._exit(139)
                return inner(folder, number, articles, wanted)

            here.work = deadly

    alone = []

    def noted(out, number, part, settings, inner=running._alone):
        alone.append(number)
        return inner(out, number, part, settings)

    monkeypatch.setattr(clusters, "_Reader", Dying)
    monkeypatch.setattr(running, "_alone", noted)
    ray.init(num_cpus=1, log_to_driver=False, logging_level="ERROR")
    try:
        out = tmp_path / "out"
        source = collect(lines_file(tmp_path / "a.jsonl", 8))
        summary = run(source, out, Settings(False), engine="ray", part_size=2, workers=1)
    finally:
        ray.shutdown()
    assert alone == [2]
    assert (summary.articles, summary.failures) == (8, 0)
    assert ids(out, "articles") == sorted(f"a{n}" for n in range(8))
