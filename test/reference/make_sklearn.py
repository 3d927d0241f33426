"""Writes vectors/sklearn.json: what scikit-learn says of hostile predictions.

    python3 test/reference/make_sklearn.py        (Debian: python3-sklearn; the committed file is of 1.2.1)

Each case has the actual and predicted class indices and, for labels=range(classes) and zero_division=0,
scikit-learn's confusion matrix, per-class scores and averages. The tests read the file; they need no Python.
"""
import json
import os
import random
import warnings

import sklearn
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

warnings.filterwarnings("error", module="sklearn")


def scores(precision, recall, f1, support):
    return {"precision": float(precision), "recall": float(recall), "f1": float(f1), "support": int(support)}


def case(name, actual, predicted, classes):
    labels = list(range(classes))
    options = {"labels": labels, "zero_division": 0}
    per_class = [scores(*one) for one in zip(*precision_recall_fscore_support(actual, predicted, **options))]
    total = len(actual)

    def average(kind):
        precision, recall, f1, _ = precision_recall_fscore_support(actual, predicted, average=kind, **options)
        return scores(precision, recall, f1, total)

    # scikit-learn has no accuracy of nothing (nan); the application says 0.
    accuracy = float(accuracy_score(actual, predicted)) if total else 0.0
    confusion = confusion_matrix(actual, predicted, labels=labels).tolist() if total else [[0] * classes for _ in labels]
    return {
        "name": name,
        "classes": classes,
        "actual": actual,
        "predicted": predicted,
        "confusion": confusion,
        "perClass": per_class,
        "macroAverage": average("macro"),
        "weightedAverage": average("weighted"),
        "accuracy": accuracy,
    }


def imbalanced(seed, classes, images, skill):
    """Labels with halving class sizes; `skill` of them are predicted right, the rest drawn as often as the classes are."""
    draw = random.Random(seed)
    weights = [2.0**-index for index in range(classes)]
    actual = draw.choices(range(classes), weights, k=images)
    predicted = [one if draw.random() < skill else draw.choices(range(classes), weights)[0] for one in actual]
    return case(f"{images} images of {classes} imbalanced classes, seed {seed}", actual, predicted, classes)


CASES = [
    case("everything right", [0, 1, 2, 1], [0, 1, 2, 1], 3),
    case("everything wrong", [0, 1, 2, 1], [1, 2, 0, 0], 3),
    case("a class never predicted (undefined precision)", [0, 0, 1, 2], [0, 0, 0, 0], 3),
    case("a class without images but predicted (undefined recall)", [0, 0, 1], [0, 2, 1], 3),
    case("a class neither present nor predicted", [0, 1, 1], [0, 1, 0], 4),
    case("one class only, alone", [0, 0, 0], [0, 0, 0], 1),
    case("one class only, among five", [3, 3, 3], [3, 3, 3], 5),
    case("one class only, always missed", [3, 3], [1, 1], 5),
    case("one image", [1], [0], 2),
    case("no images", [], [], 5),
    imbalanced(1, 5, 48, 0.7),
    imbalanced(2, 5, 400, 0.9),
    imbalanced(3, 2, 108, 0.6),
    imbalanced(4, 12, 60, 0.3),
    imbalanced(5, 3, 333, 0.0),
]

if __name__ == "__main__":
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors", "sklearn.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"madeBy": "scikit-learn %s", "cases": [\n' % sklearn.__version__)
        file.write(",\n".join(json.dumps(one, separators=(",", ":")) for one in CASES))
        file.write("\n]}\n")
    print(f"{path}: {len(CASES)} cases, {os.path.getsize(path)} bytes")
