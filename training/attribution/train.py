"""Train the attribution network.

usage: python training/attribution/train.py TRAIN.npz DEV.npz MODEL.safetensors OUT.pt [--epochs N] [--width W]

TRAIN and DEV come from prepare.py. MODEL.safetensors holds the word-piece embeddings to start from
(all-MiniLM-L6-v2, Apache-2.0), reduced to 64 dimensions by principal components. One thread, fixed
seeds: the same machine gives the same network.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from network import COLUMNS, PIECE, Network
from safetensors.torch import load_file
from torch import Tensor, nn

WINDOW = 256  # tokens
BATCH = 16  # windows
RATE = 2e-3
LINK_WEIGHT = 0.3  # of the link loss beside the tag loss
UNMARKED = 0.1  # share of windows that are shown without any trace of quotation marks
WORD_LOSS = 0.03  # share of words hidden
QUOTED, MARK_CASE = 8, 5  # bits of the shape feature
PARAGRAPH = 16


class Corpus:
    """Articles cut into windows at paragraphs."""

    def __init__(self, path: Path) -> None:
        stored = np.load(path)
        self.columns = {name: torch.from_numpy(stored[name].astype(np.int64)) for name in (*COLUMNS, "label")}
        self.vectors = torch.from_numpy(stored["vectors"])
        side = json.loads(path.with_suffix(".json").read_text())
        self.sizes = {name: len(values) for name, values in side["inventory"].items()}
        self.windows: list[tuple[int, int, dict[str, list[list[int]]]]] = []
        base = 0
        for length, links in zip(stored["lengths"].tolist(), side["links"], strict=True):
            for start, end in windows_of(self.columns["shape"][base : base + length] >= PARAGRAPH):
                inside = {
                    "contents": [
                        [a - start, b - start] for a, b in links["contents"] if start <= a < end and start <= b < end
                    ],
                    "sources": [
                        [a - start, b - start if b >= 0 else -1]
                        for a, b in links["sources"]
                        if start <= a < end and (b < 0 or start <= b < end)
                    ],
                }
                self.windows.append((base + start, base + end, inside))
            base += length
        bases = np.repeat(np.cumsum(np.r_[0, stored["lengths"][:-1]]), stored["lengths"])
        self.columns["head"] += torch.from_numpy(bases)

    def batch(self, numbers: list[int], chance: random.Random | None) -> tuple[dict[str, Tensor], Tensor]:
        """Some windows, padded to the longest; with `chance`, spoilt a little for training."""
        chosen = [self.windows[number][:2] for number in numbers]
        longest = max(end - start for start, end in chosen)
        out = {name: torch.zeros(len(chosen), longest, dtype=torch.long) for name in COLUMNS}
        vectors = torch.zeros(len(chosen), longest, self.vectors.shape[1])
        label = torch.full((len(chosen), longest), -100)
        for row, (start, end) in enumerate(chosen):
            size = end - start
            for name in COLUMNS:
                out[name][row, :size] = self.columns[name][start:end]
            here = torch.arange(start, end)
            head = self.columns["head"][start:end]
            out["head"][row, :size] = torch.where((head >= start) & (head < end), head, here) - start
            vectors[row, :size] = self.vectors[start:end].float()
            label[row, :size] = self.columns["label"][start:end]
            if chance is not None and chance.random() < UNMARKED:
                shape = out["shape"][row] & ~QUOTED
                marks = (shape & 7) == MARK_CASE
                out["shape"][row] = torch.where(marks, shape & ~7 | 4, shape)
        if chance is not None:
            hidden = torch.rand(len(chosen), longest) < WORD_LOSS
            out["first"][hidden] = 0
            out["last"][hidden] = 0
        marks = (out["shape"] & 7) == MARK_CASE
        vectors[marks] = 0
        return {**out, "vectors": vectors}, label


def windows_of(starts: Tensor) -> list[tuple[int, int]]:
    edges = [i for i in starts.nonzero().flatten().tolist() if i] + [len(starts)]
    out, start, last = [], 0, 0
    for edge in edges:
        if edge - start > WINDOW and last > start:
            out.append((start, last))
            start = last
        while edge - start > WINDOW:
            out.append((start, start + WINDOW))
            start += WINDOW
        last = edge
    if last > start:
        out.append((start, last))
    return out


def pieces_from(path: Path) -> Tensor:
    stored = load_file(path)
    weights = next(value.float() for name, value in stored.items() if "word_embeddings" in name)
    weights = weights - weights.mean(0)
    _, axes = torch.linalg.eigh(weights.T @ weights / len(weights))
    reduced = weights @ axes[:, -PIECE:]
    reduced = reduced / reduced.std() * 0.5
    reduced[0] = 0
    return reduced


def link_loss(network: Network, links: Tensor, pairs: dict[str, list[list[int]]]) -> list[Tensor]:
    cues = sorted({cue for _, cue in pairs["contents"]} | {cue for cue, _ in pairs["sources"]})
    if not cues:
        return []
    at, out = {cue: k for k, cue in enumerate(cues)}, []
    if pairs["contents"] and len(cues) > 1:
        contents = torch.tensor([content for content, _ in pairs["contents"]])
        scores = network.cues_of(links, contents, torch.tensor(cues))
        out.append(nn.functional.cross_entropy(scores, torch.tensor([at[cue] for _, cue in pairs["contents"]])))
    if pairs["sources"]:
        sources = sorted({source for _, source in pairs["sources"] if source >= 0})
        column = {source: k for k, source in enumerate(sources)} | {-1: len(sources)}
        asking = torch.tensor([cue for cue, _ in pairs["sources"]])
        scores = network.sources_of(links, asking, torch.tensor(sources, dtype=torch.long))
        out.append(
            nn.functional.cross_entropy(scores, torch.tensor([column[source] for _, source in pairs["sources"]]))
        )
    return out


def order_of(corpus: Corpus, chance: random.Random) -> list[list[int]]:
    """A random order in batches of like lengths."""
    numbers = list(range(len(corpus.windows)))
    chance.shuffle(numbers)
    batches = []
    for start in range(0, len(numbers), BATCH * 20):
        near = sorted(numbers[start : start + BATCH * 20], key=lambda n: corpus.windows[n][1] - corpus.windows[n][0])
        batches += [near[k : k + BATCH] for k in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    return batches


@torch.no_grad()
def dev_loss(network: Network, corpus: Corpus) -> tuple[float, float]:
    network.eval()
    total = right = count = 0.0
    for start in range(0, len(corpus.windows), BATCH):
        inputs, label = corpus.batch(list(range(start, min(start + BATCH, len(corpus.windows)))), None)
        scores, _ = network(**inputs)
        known = label >= 0
        total += nn.functional.cross_entropy(scores[known], label[known], reduction="sum").item()
        right += (scores.argmax(-1) == label)[known].sum().item()
        count += known.sum().item()
    network.train()
    return total / count, right / count


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("train", "dev", "embeddings", "out"):
        arguments.add_argument(name, type=Path)
    arguments.add_argument("--epochs", type=int, default=7)
    arguments.add_argument("--width", type=int, default=128)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    chance = random.Random(1)
    train = Corpus(options.train)
    network = Network(
        pieces_from(options.embeddings), train.sizes, int(train.columns["label"].max()) + 1, options.width
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    steps = options.epochs * ((len(train.windows) + BATCH - 1) // BATCH)
    step, began = 0, time.time()
    for epoch in range(options.epochs):
        spent: list[float] = []
        for numbers in order_of(train, chance):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, step / 50) * max(0.01, 1 - step / steps)
            inputs, label = train.batch(numbers, chance)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, links = network(**inputs)
            scores, links = scores.float(), links.float()
            loss = nn.functional.cross_entropy(scores.flatten(0, 1), label.flatten(), ignore_index=-100)
            spent.append(loss.item())
            linked = [
                x
                for row, number in enumerate(numbers)
                for x in link_loss(network, links[row], train.windows[number][2])
            ]
            if linked:
                loss = loss + LINK_WEIGHT * torch.stack(linked).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if step % 40 == 0:
                print(f"step {step}/{steps} loss {np.mean(spent[-40:]):.3f} {time.time() - began:.0f} s", flush=True)
        print(
            f"epoch {epoch + 1} train {np.mean(spent):.4f} dev {dev_loss(network, Corpus(options.dev))} {time.time() - began:.0f} s",
            flush=True,
        )
        torch.save({"state": network.state_dict(), "sizes": train.sizes, "width": options.width}, options.out)


if __name__ == "__main__":
    main()
