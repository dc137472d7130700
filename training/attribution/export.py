"""Trained network → one quantised ONNX file with its symbols inside.

usage: python training/attribution/export.py NETWORK.pt TRAIN.json OUT.onnx

TRAIN.json is written by prepare.py beside its features. Weights are stored as 8-bit integers with
a scale per column; activations are quantised as they come.
"""

import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from network import COLUMNS, VECTOR, Network
from onnxruntime.quantization import QuantType, quantize_dynamic


def main(checkpoint: str, prepared: str, out: str) -> None:
    stored = torch.load(checkpoint)
    state, sizes = stored["state"], stored["sizes"]
    network = Network(state["piece.weight"].clone(), sizes, len(state["score.bias"]), stored["width"])
    network.load_state_dict(state)
    network.eval()
    sample = {name: torch.zeros(1, 20, dtype=torch.long) for name in COLUMNS} | {"vectors": torch.zeros(1, 20, VECTOR)}
    names = [*COLUMNS, "vectors"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network,
            tuple(sample[name] for name in names),
            plain,
            input_names=names,
            output_names=["scores", "links"],
            dynamic_axes={name: {1: "tokens"} for name in [*names, "scores", "links"]},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            plain, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )  # fmt: skip
    model = onnx.load(out)
    linker = {name: state[name].flatten().tolist() for name in ("content_distance", "source_distance", "nobody")}
    linker["nobody_bias"] = state["nobody_bias"].item()
    inventory = json.loads(Path(prepared).read_text())["inventory"]
    onnx.helper.set_model_props(
        model,
        {
            "inventory": json.dumps({name: list(table) for name, table in inventory.items()}, ensure_ascii=False),
            "linker": json.dumps(linker),
        },
    )
    onnx.save(model, out)
    print(out, Path(out).stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
