"""The attribution network: gated dilated convolutions over tokens, each layer also looking at the token's syntactic head.

Input per token: first and last word piece, shape, tag, dependency label, entity label, the parser's
own vector, and the position of the head. Output: a score per tag, and four vectors whose products
link contents to cues and cues to sources.
"""

import torch
from torch import Tensor, nn

LINK = 64
DILATIONS = (1, 2, 4, 8, 16, 1)
PIECE, TAG, DEP, ENTITY, SHAPE, VECTOR = 64, 16, 16, 8, 16, 96
COLUMNS = ("first", "last", "shape", "tag", "dep", "entity", "head")


class Network(nn.Module):
    """Batches of [B, T] ids and [B, T, 96] vectors → [B, T, tags] and [B, T, 4 * LINK]."""

    def __init__(
        self, pieces: Tensor, sizes: dict[str, int], tags: int, width: int = 128, dropout: float = 0.15
    ) -> None:
        super().__init__()
        self.piece = nn.Embedding.from_pretrained(pieces, freeze=False)
        self.tag = nn.Embedding(sizes["tags"], TAG)
        self.dep = nn.Embedding(sizes["deps"], DEP)
        self.entity = nn.Embedding(sizes["entities"], ENTITY)
        self.shape = nn.Embedding(32, SHAPE)
        self.enter = nn.Linear(2 * PIECE + TAG + DEP + ENTITY + SHAPE + VECTOR, width)
        self.layers = nn.ModuleList(nn.Linear(4 * width, 2 * width) for _ in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in DILATIONS)
        self.drop = nn.Dropout(dropout)
        self.score = nn.Linear(width, tags)
        self.link = nn.Linear(width, 4 * LINK)
        self.nobody = nn.Parameter(torch.zeros(LINK))
        self.content_distance = nn.Parameter(torch.zeros(2 * FURTHEST + 1))
        self.source_distance = nn.Parameter(torch.zeros(2 * FURTHEST + 1))
        self.nobody_bias = nn.Parameter(torch.zeros(1))

    def forward(
        self,
        first: Tensor,
        last: Tensor,
        shape: Tensor,
        tag: Tensor,
        dep: Tensor,
        entity: Tensor,
        head: Tensor,
        vectors: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Tag scores and link vectors."""
        seen = [
            self.piece(first),
            self.piece(last),
            self.shape(shape),
            self.tag(tag),
            self.dep(dep),
            self.entity(entity),
            vectors,
        ]
        x = self.enter(self.drop(torch.cat(seen, -1)))
        for layer, norm, step in zip(self.layers, self.norms, DILATIONS, strict=True):
            padded = nn.functional.pad(x, (0, 0, step, step))
            above = torch.gather(x, 1, head.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
            value, gate = layer(torch.cat([padded[:, : -2 * step], x, padded[:, 2 * step :], above], -1)).chunk(2, -1)
            x = norm(x + self.drop(value * torch.sigmoid(gate)))
        return self.score(x), self.link(x)

    def cues_of(self, links: Tensor, contents: Tensor, cues: Tensor) -> Tensor:
        """Score of each cue for each content, of one text."""
        score = links[contents, :LINK] @ links[cues, LINK : 2 * LINK].T / LINK**0.5
        return score + self.content_distance[bucket(cues[None] - contents[:, None])]

    def sources_of(self, links: Tensor, cues: Tensor, sources: Tensor) -> Tensor:
        """Score of each source for each cue, of one text; the last column is nobody's."""
        asks = links[cues, 2 * LINK : 3 * LINK]
        score = asks @ links[sources, 3 * LINK :].T / LINK**0.5
        score = score + self.source_distance[bucket(sources[None] - cues[:, None])]
        nobody = asks @ self.nobody / LINK**0.5 + self.nobody_bias
        return torch.cat([score, nobody[:, None]], 1)


FURTHEST = 8  # distances are told apart by their power of two, up to 2^8 tokens


def bucket(distance: Tensor) -> Tensor:
    size = torch.log2(distance.abs().float() + 1).floor().clamp(max=FURTHEST)
    return (torch.sign(distance) * size).long() + FURTHEST
