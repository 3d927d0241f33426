"""Writes vectors/recipes.json: what PyTorch makes of each optimizer, schedule, loss and of clipping that a recipe may ask for.

    OMP_NUM_THREADS=1 python3 test/reference/make_torch_recipes.py        (Debian: python3-torch; the committed file is of 1.13)

All in float64. The settings stand in the file in the words of a recipe, so that the test reads them as a recipe is read.
Focal and logit-adjusted loss, which PyTorch does not have, are written out as their papers have them and differentiated by autograd.
"""
import json
import os
import random

import torch
from torch import nn
from torch.optim import lr_scheduler

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors", "recipes.json")
CLASSES, BATCH, PARAMETERS, STEPS = 5, 6, 8, 6
drawn = random.Random(7)


def numbers(count, scale=1.0):
    """Numbers that float32 holds exactly."""
    return [round(drawn.uniform(-scale, scale) * 4096) / 4096 for _ in range(count)]


def optimizer(settings, make):
    """The parameters after each step, at another learning rate in each."""
    start, gradients = numbers(PARAMETERS), [numbers(PARAMETERS, 3) for _ in range(STEPS)]
    rates = [settings["learningRate"] * factor for factor in (0.25, 1, 1, 0.5, 0.5, 0.1)]
    parameter = nn.Parameter(torch.tensor(start, dtype=torch.float64))
    steps = make([parameter])
    after = []
    for rate, gradient in zip(rates, gradients):
        steps.param_groups[0]["lr"] = rate
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        steps.step()
        after.append(parameter.tolist())
    return {"settings": settings, "start": start, "rates": rates, "gradients": gradients, "after": after}


def optimizers():
    adamw = {"kind": "adamw", "learningRate": 0.05, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.3}
    adam = {**adamw, "kind": "adam"}
    for settings, kind in ((adamw, torch.optim.AdamW), (adam, torch.optim.Adam)):
        keys = {"betas": (settings["beta1"], settings["beta2"]), "eps": settings["epsilon"], "weight_decay": settings["weightDecay"]}
        yield optimizer(settings, lambda parameters: kind(parameters, lr=1.0, **keys))
    for momentum, nesterov, decay in ((0.0, False, 0.0), (0.0, False, 0.2), (0.9, False, 0.0), (0.9, False, 0.2), (0.9, True, 0.2)):
        settings = {"kind": "sgd", "learningRate": 0.05, "momentum": momentum, "nesterov": nesterov, "weightDecay": decay}
        keys = {"momentum": momentum, "nesterov": nesterov, "weight_decay": decay}
        yield optimizer(settings, lambda parameters: torch.optim.SGD(parameters, lr=1.0, **keys))


def clippings():
    for scale, max_norm in ((3, 1.0), (3, 0.01), (0.1, 1.0), (0, 1.0)):
        gradient = numbers(PARAMETERS, scale)
        parameter = nn.Parameter(torch.zeros(PARAMETERS, dtype=torch.float64))
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        norm = nn.utils.clip_grad_norm_([parameter], max_norm).item()
        yield {"maxNorm": max_norm, "gradient": gradient, "norm": norm, "clipped": parameter.grad.tolist()}


def focal(logits, labels, gamma, weights):
    """-w (1 - p)^gamma log p of the label, over the sum of the weights."""
    log_p = torch.log_softmax(logits, 1).gather(1, labels[:, None])[:, 0]
    return (-(weights[labels]) * (1 - log_p.exp()) ** gamma * log_p).sum() / weights[labels].sum()


def loss(counts, cross_entropy):
    """Loss of linear(x), and its gradients in the layer's weight and bias; the classes' counts in training decide balance and prior."""
    x, labels = [numbers(4) for _ in range(BATCH)], [3, 0, 1, 4, 1, 2]
    weight, bias = [numbers(4, 2) for _ in range(CLASSES)], numbers(CLASSES)
    w, b = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (weight, bias))
    y = torch.tensor(labels)
    logits = nn.functional.linear(torch.tensor(x, dtype=torch.float64), w, b)
    options = {"classWeights": "none", "labelSmoothing": 0.0, "focalGamma": 0.0, "logitAdjustment": 0.0, **cross_entropy}
    total = sum(counts)
    if options["classWeights"] == "none":
        weights = torch.ones(CLASSES, dtype=torch.float64)
    elif options["classWeights"] == "balanced":
        weights = torch.tensor([total / (CLASSES * count) for count in counts], dtype=torch.float64)
    else:
        weights = torch.tensor([options["classWeights"].get(f"class {i}", 1.0) for i in range(CLASSES)], dtype=torch.float64)
    adjusted = logits + options["logitAdjustment"] * torch.log(torch.tensor([count / total for count in counts], dtype=torch.float64))
    if options["focalGamma"] > 0:
        value = focal(adjusted, y, options["focalGamma"], weights)
    else:
        value = nn.CrossEntropyLoss(weight=weights, label_smoothing=options["labelSmoothing"])(adjusted, y)
    value.backward()
    inputs = {"counts": counts, "crossEntropy": cross_entropy, "labels": labels, "x": x, "weight": weight, "bias": bias}
    return {**inputs, "loss": value.item(), "weightGradient": w.grad.flatten().tolist(), "biasGradient": b.grad.tolist()}


def losses():
    counts = [3, 10, 40, 7, 90]
    for cross_entropy in (
        {},
        {"labelSmoothing": 0.1},
        {"classWeights": "balanced"},
        {"classWeights": {"class 1": 4.0, "class 3": 0.5}},
        {"classWeights": "balanced", "labelSmoothing": 0.2},
        {"focalGamma": 2.0},
        {"focalGamma": 0.5, "classWeights": "balanced"},
        {"logitAdjustment": 1.0},
        {"logitAdjustment": 1.5, "focalGamma": 1.0},
    ):
        yield loss(counts, cross_entropy)


def schedule(settings, epochs, steps, make, per):
    """The learning rate of each step of a run whose own is 1; the scheduler is stepped after each `per`."""
    losses = [round(2 * 0.8 ** min(epoch, 9) + drawn.uniform(0, 0.15), 4) for epoch in range(epochs)]
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for epoch in range(epochs):
        for _ in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if per == "step":
                scheduler.step()
        if per == "epoch":
            scheduler.step()
        if per == "loss":
            scheduler.step(losses[epoch])
    return {"settings": settings, "epochs": epochs, "stepsPerEpoch": steps, "losses": losses, "rates": rates}


def schedules():
    yield schedule({"kind": "cosine"}, 4, 3, lambda o: lr_scheduler.CosineAnnealingLR(o, 12), "step")
    yield schedule({"kind": "cosine", "minimumFactor": 0.1}, 4, 3, lambda o: lr_scheduler.CosineAnnealingLR(o, 12, 0.1), "step")
    warm = lambda o: lr_scheduler.LinearLR(o, start_factor=1 / 6, total_iters=5)
    yield schedule({"kind": "constant", "warmUpEpochs": 1.5}, 3, 4, warm, "step")
    both = lambda o: lr_scheduler.ChainedScheduler([warm(o), lr_scheduler.CosineAnnealingLR(o, 12)])
    yield schedule({"kind": "cosine", "warmUpEpochs": 1.5}, 3, 4, both, "step")
    yield schedule({"kind": "step", "everyEpochs": 3, "factor": 0.3}, 10, 2, lambda o: lr_scheduler.StepLR(o, 3, 0.3), "epoch")
    for patience, threshold, cooldown, minimum in ((0, 1e-4, 0, 0.0), (1, 0.05, 0, 0.0), (1, 0.2, 2, 0.0), (2, 0.1, 1, 0.2)):
        settings = {"kind": "plateau", "factor": 0.5, "patience": patience, "threshold": threshold, "cooldown": cooldown, "minimumFactor": minimum}
        make = lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=patience, threshold=threshold, cooldown=cooldown, min_lr=minimum)
        yield schedule(settings, 25, 1, make, "loss")


if __name__ == "__main__":
    document = {
        "madeBy": f"PyTorch {torch.__version__}",
        "optimizers": list(optimizers()),
        "clippings": list(clippings()),
        "losses": list(losses()),
        "schedules": list(schedules()),
    }
    with open(PATH, "w", encoding="utf-8") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")
    print(f"{os.path.getsize(PATH)} bytes; plateaus end at", [made["rates"][-1] for made in document["schedules"][-4:]])
