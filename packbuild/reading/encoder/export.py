"""Write the trained encoder as 8-bit ONNX, with its heads, its pieces and the card that names every file.

    PYTHONPATH=src python packbuild/reading/encoder/export.py RUN_FOLDER MINILM_FOLDER

Writes src/bilat/reading/weights/encoder. Weights of the matrices are 8-bit by channel, activations are quantised as they
come; heads are 16-bit floats.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from model import HEADS, WIDTH, Model, Relate
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

OUT = Path(__file__).parents[3] / "src/bilat/reading/weights/encoder"
HEAD_LAYERS = {"sure": (1, 3), "place": (1, 3), "event": (1, 3)}


class Single(nn.Module):
    """The encoder for one window without padding."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder = model.encoder
        self.sure = model.sure

    def forward(
        self, ids: torch.Tensor, kinds: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return vectors, cue scores, and how sure each piece is."""
        vectors, cues = self.encoder(ids, kinds, padded=False)
        return vectors, cues, self.sure(vectors).squeeze(-1)


class Around(nn.Module):
    """The tagger around cues for windows without padding."""

    def __init__(self, relate: Relate) -> None:
        super().__init__()
        self.relate = relate

    def forward(self, vectors: torch.Tensor, cue: torch.Tensor) -> torch.Tensor:
        """Return tag scores."""
        return self.relate(vectors, None, cue)


def main() -> None:
    """Export, quantise, write the card."""
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("--cue-bias", type=float, default=0.0, help="taken off the log-odds of 'no cue'")
    parser.add_argument("--smoothing", type=float, default=1.0, help="weight of the tags' transitions")
    parser.add_argument(
        "--shares", type=float, nargs=3, default=(1.0, 1.0, 1.0), help="certainty, metonymy, events"
    )
    args = parser.parse_args()
    OUT.mkdir(exist_ok=True, parents=True)
    model = Model(30522)
    model.load_state_dict(torch.load(args.run / "model.pt", weights_only=True))
    model.eval()
    length = torch.export.Dim("length", min=3, max=128)
    ids = torch.randint(1, 20_000, (1, 40))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Single(model),
            (ids, torch.zeros_like(ids)),
            plain,
            input_names=["ids", "kinds"],
            output_names=["vectors", "cues", "sure"],
            dynamic_shapes={"ids": {1: length}, "kinds": {1: length}},
            external_data=False,
        )
        _small(plain, OUT / "encoder.onnx")
    write_relate(model.relate)
    heads = {}
    for name, (first, second) in HEAD_LAYERS.items():
        head = getattr(model, name)
        for number, index in ((1, first), (2, second)):
            heads[f"{name}.w{number}"] = head[index].weight.detach().numpy().astype(np.float16)
            heads[f"{name}.b{number}"] = head[index].bias.detach().numpy().astype(np.float16)
    np.savez(OUT / "heads.npz", **heads)
    pieces = json.loads((args.minilm / "tokenizer.json").read_text(encoding="utf-8"))
    pieces["truncation"] = pieces["padding"] = None
    (OUT / "pieces.json").write_text(
        json.dumps(pieces, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    names = ("encoder.onnx", "relate.onnx", "heads.npz", "pieces.json")
    run = json.loads((args.run / "run.json").read_text())
    card = {
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "heads": HEADS,
        "run": {name: run[name] for name in ("seed", "steps", "frozen")},
        "transitions": run["transitions"],
        "smoothing": args.smoothing,
        "cue_bias": args.cue_bias,
        "shares": {"certainty": args.shares[0], "metonymy": args.shares[1], "events": args.shares[2]},
        "sha256": {n: hashlib.sha256((OUT / n).read_bytes()).hexdigest() for n in names},
    }
    (OUT / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    for n in names:
        print(f"{n}: {(OUT / n).stat().st_size / 1e6:.2f} MB")


def write_relate(relate: Relate) -> None:
    """Write the tagger around cues as 8-bit ONNX."""
    many, length = torch.export.Dim("many", min=1, max=512), torch.export.Dim("length", min=3, max=128)
    cue = torch.zeros((3, 40), dtype=torch.int64)
    cue[:, 4] = 1
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Around(relate.eval()),
            (torch.randn(3, 40, WIDTH), cue),
            plain,
            input_names=["vectors", "cue"],
            output_names=["tags"],
            dynamic_shapes={"vectors": {0: many, 1: length}, "cue": {0: many, 1: length}},
            external_data=False,
        )
        _small(plain, OUT / "relate.onnx")


def _small(plain: Path, out: Path) -> None:
    shaped = plain.with_name("shaped.onnx")
    shutil.copy(plain, shaped)
    found = onnx.load(shaped)
    del found.graph.value_info[:]
    onnx.save(found, shaped)
    quantize_dynamic(shaped, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


if __name__ == "__main__":
    main()
