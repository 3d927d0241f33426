"""Holds .onnx files against the onnx package's own checker, types and shapes included, and prints what it reads in them as JSON.

python3 check_onnx.py FILE...   needs onnx (on Debian: apt install python3-onnx); a file that is refused ends it with status 1.
"""
import json
import sys

import onnx


def shapes(values):
    return {
        value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim] for value in values
    }


def read(path):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    known = {value.name for value in inferred.graph.value_info} | {value.name for value in inferred.graph.output}
    return {
        "producer": f"{model.producer_name} {model.producer_version}",
        "opsets": {opset.domain: opset.version for opset in model.opset_import},
        "metadata": {entry.key: entry.value for entry in model.metadata_props},
        "inputs": shapes(inferred.graph.input),
        "outputs": shapes(inferred.graph.output),
        "without_shape": [name for node in inferred.graph.node for name in node.output if name not in known],
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
