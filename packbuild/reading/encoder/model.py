"""The encoder: MiniLM (six layers) with five small heads, in plain torch."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

WIDTH, HEADS, LAYERS = 384, 12, 6
#: Kinds of piece: plain, source, target, place.
KINDS = 4
#: The kinds are added below this layer: those under it stay as published.
MARKED = 2
REL = 128
NEAR = 64


class Layer(nn.Module):
    """One transformer layer, norms after (as BERT has them)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        """Return the layer's output for (batch, length, width); `bias` is (batch, 1, 1, length)."""
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3 * self.heads, width // self.heads).transpose(1, 2).chunk(3, 1)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(n, length, width)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Ids and kinds of pieces to vectors and cue scores."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(128, WIDTH)
        self.plain = nn.Parameter(torch.zeros(WIDTH))
        self.kinds = nn.Embedding(KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 4 * WIDTH) for _ in range(LAYERS))
        self.cue = nn.Linear(WIDTH, 3)

    def forward(
        self, ids: torch.Tensor, kinds: torch.Tensor, padded: bool = True
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return vectors (batch, length, width) and cue scores (batch, length, 3); id 0 is padding."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(at)[None] + self.plain)
        bias = ((ids == 0).to(x.dtype) * -1e4)[:, None, None, :] if padded else None
        for i, layer in enumerate(self.layers):
            if i == MARKED:
                x = x + self.kinds(kinds)
            x = layer(x, bias)
        return x, self.cue(x)

    def load_minilm(self, path: Path) -> None:
        """Start from the published weights."""
        w = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        e = "embeddings."
        self.words.weight.data.copy_(w[e + "word_embeddings.weight"])
        self.places.weight.data.copy_(w[e + "position_embeddings.weight"][:128])
        self.plain.data.copy_(w[e + "token_type_embeddings.weight"][0])
        self.kinds.weight.data.copy_(torch.randn(KINDS, WIDTH) * 0.1 * torch.tensor([[0.0], [1], [1], [1]]))
        self.norm.weight.data.copy_(w[e + "LayerNorm.weight"])
        self.norm.bias.data.copy_(w[e + "LayerNorm.bias"])
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
                getattr(layer.out, kind).data.copy_(w[f"{p}attention.output.dense.{kind}"])
                getattr(layer.norm1, kind).data.copy_(w[f"{p}attention.output.LayerNorm.{kind}"])
                getattr(layer.up, kind).data.copy_(w[f"{p}intermediate.dense.{kind}"])
                getattr(layer.down, kind).data.copy_(w[f"{p}output.dense.{kind}"])
                getattr(layer.norm2, kind).data.copy_(w[f"{p}output.LayerNorm.{kind}"])


class Relate(nn.Module):
    """For one cue: which pieces are its source and its content."""

    def __init__(self, drop: float = 0.0) -> None:
        super().__init__()
        self.token = nn.Linear(WIDTH, REL)
        self.cue = nn.Linear(WIDTH, REL)
        self.near = nn.Embedding(2 * NEAR + 1, REL)
        self.inside = nn.Embedding(2, REL)
        self.norm = nn.LayerNorm(REL)
        self.layers = nn.ModuleList(Layer(REL, 4, 2 * REL) for _ in range(2))
        self.tags = nn.Linear(REL, 5)
        self.drop = nn.Dropout(drop)

    def forward(self, vectors: torch.Tensor, pad: torch.Tensor | None, cue: torch.Tensor) -> torch.Tensor:
        """Return tag scores (n, length, 5); `pad` is 1 at padding, `cue` is 1 at the cue's pieces."""
        cue_f = cue.to(vectors.dtype)
        mean = (vectors * cue_f[..., None]).sum(1) / cue_f.sum(1, keepdim=True)
        at = torch.arange(vectors.shape[1], device=vectors.device)
        first = cue.argmax(1)
        near = (at[None] - first[:, None]).clamp(-NEAR, NEAR) + NEAR
        here, there = self.token(self.drop(vectors)), self.cue(self.drop(mean))
        x = self.norm(here + there[:, None] + self.near(near) + self.inside(cue))
        bias = (pad.to(x.dtype) * -1e4)[:, None, None, :] if pad is not None else None
        for layer in self.layers:
            x = self.drop(layer(x, bias))
        return self.tags(x)


def span_mean(
    vectors: torch.Tensor, rows: torch.Tensor, low: torch.Tensor, high: torch.Tensor
) -> torch.Tensor:
    """Return the mean vector of pieces ``low`` to ``high`` of each chosen row."""
    at = torch.arange(vectors.shape[1])[None]
    mask = ((at >= low[:, None]) & (at < high[:, None])).to(vectors.dtype)
    return (vectors[rows] * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


class Model(nn.Module):
    """Encoder and heads."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.relate = Relate()
        self.sure = nn.Sequential(nn.Dropout(0.1), nn.Linear(WIDTH, 192), nn.GELU(), nn.Linear(192, 1))
        self.place = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * WIDTH, 192), nn.GELU(), nn.Linear(192, 2))
        self.event = nn.Sequential(nn.Dropout(0.2), nn.Linear(3 * WIDTH, 256), nn.GELU(), nn.Linear(256, 15))
