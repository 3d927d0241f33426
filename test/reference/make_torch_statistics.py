"""Writes vectors/statistics.json: the batch norm statistics that PyTorch estimates anew for a trained network (torch.optim.swa_utils.update_bn).

    OMP_NUM_THREADS=1 python3 test/reference/make_torch_statistics.py        (Debian: python3-torch; the committed file is of 1.13)

All in float64. PyTorch counts every batch alike, ours by its images: of batches of one size the two are the same, and where the last one is
smaller the mean is written out here over what each batch alone leaves behind (a momentum of 1).
"""
import json
import os
import random

import torch
from torch import nn
from torch.optim.swa_utils import update_bn

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors", "statistics.json")
SIDE = 6
drawn = random.Random(11)


def numbers(count, low, high):
    """Numbers that float32 holds exactly."""
    return [round(drawn.uniform(low, high) * 4096) / 4096 for _ in range(count)]


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4)
        self.conv2, self.bn2 = nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = torch.relu(x + self.bn2(self.conv2(x)))
        return self.fc(x.mean(dim=(2, 3)))


def statistics(network):
    return [value for norm in (network.bn1, network.bn2) for name in ("running_mean", "running_var") for value in getattr(norm, name).tolist()]


def case(sizes):
    network = Network().double()
    parameters = []
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            low, high = (0.5, 1.5) if name in ("bn1.weight", "bn2.weight") else (-0.5, 0.5)
            own = numbers(parameter.numel(), low, high)
            parameter.copy_(torch.tensor(own, dtype=torch.float64).reshape(parameter.shape))
            parameters += own
    # Bright and even, as smears are.
    batches = [numbers(size * 3 * SIDE * SIDE, 0.7, 1.0) for size in sizes]
    tensors = [torch.tensor(batch, dtype=torch.float64).reshape(-1, 3, SIDE, SIDE) for batch in batches]
    if len(set(sizes)) == 1:
        update_bn(tensors, network)
        found = statistics(network)
    else:
        network.train()
        for norm in (network.bn1, network.bn2):
            norm.momentum = 1.0
        own = []
        for tensor in tensors:
            network(tensor)
            own.append(statistics(network))
        found = [sum(size * batch[at] for size, batch in zip(sizes, own)) / sum(sizes) for at in range(len(own[0]))]
    return {"sizes": sizes, "parameters": parameters, "batches": batches, "statistics": found}


if __name__ == "__main__":
    document = {"madeBy": f"PyTorch {torch.__version__}", "side": SIDE, "cases": [case([4]), case([4, 4, 4]), case([4, 4, 3])]}
    with open(PATH, "w", encoding="utf-8") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")
    print(f"{os.path.getsize(PATH)} bytes")
