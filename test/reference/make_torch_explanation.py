"""Writes vectors/explanation.json: feature maps, gradients of a logit and Grad-CAM maps by PyTorch's autograd.

    OMP_NUM_THREADS=2 python3 test/reference/make_torch_explanation.py        (Debian: python3-torch; the committed file is of 1.13)

Networks, states and images are those of make_torch.py. In eval mode, in float64. Of the ensemble each branch's features are looked at, of the
CAM16 network in it those before its last pooling.
"""
import json
import os

import make_torch
import torch
from make_torch import BATCH, CLASSES, FOLDER, Cam16, Ensemble, WbcResNet, distance, fresh, images, summary


def keep_output(module, kept):
    """Keeps what a module puts out, each time it is called, with its gradient."""

    def hook(_, __, output):
        output.retain_grad()
        kept.append(output)

    module.register_forward_hook(hook)


def keep_before_last_pooling(cam16, kept):
    """The same of the last ReLU in a CAM16 network, which is no module: its forward is written out again."""

    def forward(x):
        x = cam16.pool(torch.relu(cam16.conv1(x)))
        x = cam16.pool(torch.relu(cam16.conv2(x)))
        features = torch.relu(cam16.conv3(x))
        features.retain_grad()
        kept.append(features)
        return cam16.fc2(cam16.fc1(cam16.pool(features).flatten(1)))

    cam16.forward = forward


def explained(make, modules, classes, dtype):
    network = fresh(make, dtype, 0)
    network.eval()
    kept = []
    for name in modules:
        module = network.get_submodule(name) if name else network
        (keep_before_last_pooling if isinstance(module, Cam16) else keep_output)(module, kept)
    output = network(torch.from_numpy(images(0, False)).to(dtype))
    wanted = [(2 * image + 1) % classes for image in range(BATCH)]
    output[range(BATCH), wanted].sum().backward()
    maps = []
    for features in kept:
        weights = features.grad.mean((2, 3), keepdim=True)
        cam = torch.relu((weights * features).sum(1)).detach()
        largest = cam.amax((1, 2), keepdim=True)
        maps.append((features.detach(), features.grad, cam / torch.where(largest > 0, largest, torch.ones_like(largest))))
    return output.detach(), wanted, maps


def case(seed, make, modules, classes):
    make_torch.seed = seed
    output, wanted, maps = explained(make, modules, classes, torch.float64)
    _, _, single = explained(make, modules, classes, torch.float32)

    def written(name, exact, ours):
        return {**summary(name, exact), "float32Distance": distance(ours, exact)}

    return {
        "seed": seed,
        "wanted": wanted,
        "output": {**summary("output", output), "float32Distance": 0},
        "maps": [
            {
                "activations": written("activations", exact[0], ours[0]),
                "gradient": written("gradient", exact[1], ours[1]),
                "heat": written("heat", exact[2], ours[2]),
            }
            for exact, ours in zip(maps, single)
        ],
    }


if __name__ == "__main__":
    document = {
        "madeBy": f"PyTorch {torch.__version__}",
        "wbc": case(137, WbcResNet, ["layer2.1"], CLASSES),
        "cam16": case(1, Cam16, [""], 2),
        # CAM16 is called twice: its features are kept in the order of the branches, a and c, with b's between.
        "ensemble": case(1, Ensemble, ["cam16", "wbc.layer2.1"], CLASSES),
    }
    path = os.path.join(FOLDER, "explanation.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")
    for name, made in document.items():
        if name != "madeBy":
            print(name, [{key: (part["float32Distance"], round(part["norm"], 4)) for key, part in one.items()} for one in made["maps"]])
    print(os.path.getsize(path), "bytes")
