"""PyTorch on the work of `bench engine`: training steps with Adam, inference, peak memory; prints one line of JSON.

    OMP_NUM_THREADS=2 python3 test/bench/peer_torch.py --network wbc --size 96 --batch 8 --steps 20 --threads 2

Without OMP_NUM_THREADS Debian's PyTorch computes on one thread. The networks are the study's, written as one writes them in PyTorch.
"""
import argparse
import json
import statistics
import sys
import time

import torch
from torch import nn

UNTIMED_STEPS = 2
CLASSES = 5


def encoder():
    return nn.Sequential(nn.Conv2d(3, 128, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(128, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))


def autoencoder():
    return nn.Sequential(encoder(), nn.ConvTranspose2d(64, 128, 2, 2), nn.ReLU(), nn.ConvTranspose2d(128, 3, 2, 2), nn.Sigmoid())


def cam16(size):
    layers = []
    for inputs, outputs in ((3, 32), (32, 64), (64, 128)):
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * (size // 8) ** 2, 128), nn.Linear(128, 2))


class ResidualBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        body = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(body + self.shortcut(x))


def wbc():
    return nn.Sequential(
        nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
        ResidualBlock(64, 64, 1), ResidualBlock(64, 64, 1), ResidualBlock(64, 128, 2), ResidualBlock(128, 128, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, CLASSES),
    )


class Ensemble(nn.Module):
    """Adapter and heads are trained, the backbones are frozen and stay in eval mode."""

    def __init__(self, size):
        super().__init__()
        self.encoder, self.cam16, self.wbc = encoder(), cam16(size), wbc()
        for backbone in (self.encoder, self.cam16, self.wbc):
            backbone.requires_grad_(False)
        self.adapter = nn.Conv2d(64, 3, 1)
        self.upsample = nn.Upsample(scale_factor=4, mode="bilinear", align_corners=False)
        self.head_a, self.head_c = nn.Linear(2, CLASSES), nn.Linear(2, CLASSES)

    def train(self, mode=True):
        super().train(mode)
        for backbone in (self.encoder, self.cam16, self.wbc):
            backbone.eval()
        return self

    def forward(self, x):
        a = self.head_a(self.cam16(x))
        c = self.head_c(self.cam16(self.upsample(self.adapter(self.encoder(x)))))
        return 0.2 * a + 0.6 * self.wbc(x) + 0.2 * c


def peak_memory_mb():
    """The kernel's high-water mark of this process; elsewhere than on Linux what getrusage says (bytes on macOS); None on Windows."""
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="ascii") as status:
            return round(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / 2**20 if sys.platform == "darwin" else peak / 1024)


def median_seconds(steps, step):
    seconds = []
    for _ in range(UNTIMED_STEPS + steps):
        began = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[UNTIMED_STEPS:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", choices=["wbc", "cam16", "autoencoder", "ensemble"], required=True)
    for option in ("size", "batch", "steps", "threads"):
        parser.add_argument(f"--{option}", type=int, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    makers = {"wbc": wbc, "cam16": lambda: cam16(options.size), "autoencoder": autoencoder, "ensemble": lambda: Ensemble(options.size)}
    network = makers[options.network]().train()
    images = torch.rand(options.batch, 3, options.size, options.size)
    labels = torch.arange(options.batch) % (2 if options.network == "cam16" else CLASSES)
    optimizer = torch.optim.Adam([p for p in network.parameters() if p.requires_grad], 1e-3)

    def train():
        optimizer.zero_grad()
        output = network(images)
        if options.network == "autoencoder":
            loss = nn.functional.mse_loss(output, images)
        else:
            loss = nn.functional.cross_entropy(output, labels)
        loss.backward()
        optimizer.step()
        loss.item()

    training = median_seconds(options.steps, train)
    memory = peak_memory_mb()
    network.eval()
    with torch.no_grad():
        inference = median_seconds(options.steps, lambda: network(images))
    rate = lambda seconds: float(f"{options.batch / seconds:.3g}")
    print(json.dumps({
        "trainImagesPerSecond": rate(training), "inferImagesPerSecond": rate(inference), "peakMemoryMB": memory,
        "engine": f"PyTorch {torch.__version__}", "network": options.network, "size": options.size, "batch": options.batch,
        "steps": options.steps, "threads": torch.get_num_threads(),
    }))


if __name__ == "__main__":
    main()
