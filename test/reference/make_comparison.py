"""Writes vectors/comparison.json: what SciPy, scikit-learn and NumPy say of pairs of runs.

    python3 test/reference/make_comparison.py     (Debian: python3-scipy, python3-sklearn; the committed file is of 1.10.1 and 1.2.1)

McNemar: scipy.stats.binomtest(min(b, c), b + c, 0.5). Macro-F1: sklearn's f1_score. The interval: the 2.5 and 97.5 percentiles over
20 000 resamples drawn by NumPy, ten times as many as the application draws and by other random numbers; `noise` is how far, by NumPy, the ends of
2000 resamples lie from those (the largest of 20 tries).
Scores of a class: precision, recall and F1 of the first run, and second less first of F1, by the same draws.
"""
import json
import os
import random

import numpy
import scipy
import sklearn
from scipy.stats import binomtest
from sklearn.metrics import f1_score

MCNEMAR = [(0, 0), (0, 1), (1, 0), (5, 5), (0, 12), (3, 17), (30, 51), (200, 260), (1000, 1100), (5000, 5300), (49000, 50000), (0, 3000)]


def macro(actual, predicted, classes):
    return float(f1_score(actual, predicted, labels=list(range(classes)), average="macro", zero_division=0))


def fast_macro(actual, predicted, classes):
    """f1_score's macro average for many resamples at once: actual and predicted are [resamples, images]."""
    total = numpy.zeros(actual.shape[0])
    for one in range(classes):
        is_actual, is_predicted = actual == one, predicted == one
        both = is_actual.sum(1) + is_predicted.sum(1)
        right = (is_actual & is_predicted).sum(1)
        total += numpy.where(both > 0, 2 * right / numpy.maximum(both, 1), 0)
    return total / classes


def ends(draw, actual, first, second, classes, resamples):
    differences = []
    for _ in range(resamples // 500):
        index = draw.integers(0, len(actual), (500, len(actual)))
        differences.append(fast_macro(actual[index], second[index], classes) - fast_macro(actual[index], first[index], classes))
    return numpy.percentile(numpy.concatenate(differences), [2.5, 97.5])


def class_scores(actual, predicted, of):
    """precision, recall and F1 of one class, [resamples] each."""
    is_actual, is_predicted = actual == of, predicted == of
    right, support, taken = (is_actual & is_predicted).sum(1), is_actual.sum(1), is_predicted.sum(1)
    share = lambda part, whole: numpy.where(whole > 0, part / numpy.maximum(whole, 1), 0)
    return share(right, taken), share(right, support), share(2 * right, support + taken)


def class_ends(draw, actual, first, second, of, resamples):
    """Ends of precision, recall and F1 of the first run and of the difference of F1: [4, 2]."""
    parts = []
    for _ in range(resamples // 500):
        index = draw.integers(0, len(actual), (500, len(actual)))
        ours, theirs = class_scores(actual[index], first[index], of), class_scores(actual[index], second[index], of)
        parts.append(numpy.stack([*ours, theirs[2] - ours[2]]))
    return numpy.percentile(numpy.concatenate(parts, 1), [2.5, 97.5], axis=1).T


def class_intervals(draw, arrays, classes):
    found = []
    for of in range(classes):
        whole = class_ends(draw, *arrays, of, 20000)
        noise = max(numpy.abs(class_ends(draw, *arrays, of, 2000) - whole).max() for _ in range(10))
        found.append({"ends": whole.tolist(), "noise": float(noise)})
    return found


def case(seed, images, skill_first, skill_second, classes=5):
    plain = random.Random(seed)
    weights = [2.0**-index for index in range(classes)]
    actual = plain.choices(range(classes), weights, k=images)

    def run(skill):
        return [one if plain.random() < skill else plain.choices(range(classes), weights)[0] for one in actual]

    first, second = run(skill_first), run(skill_second)
    draw = numpy.random.default_rng(seed)
    arrays = [numpy.array(one) for one in (actual, first, second)]
    assert abs(fast_macro(arrays[0][None], arrays[1][None], classes)[0] - macro(actual, first, classes)) < 1e-12
    low, high = ends(draw, *arrays, classes, 20000)
    noise = max(numpy.abs(ends(draw, *arrays, classes, 2000) - (low, high)).max() for _ in range(20))
    return {
        "name": f"{images} images, skills {skill_first} and {skill_second}",
        "classes": classes, "actual": actual, "first": first, "second": second,
        "macroF1": [macro(actual, first, classes), macro(actual, second, classes)],
        "interval": [float(low), float(high)], "noise": float(noise),
        "perClass": class_intervals(numpy.random.default_rng(seed + 100), arrays, classes),
    }


file = {
    "madeBy": f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "mcnemar": [{"b": b, "c": c, "p": float(binomtest(min(b, c), b + c, 0.5).pvalue) if b + c else 1.0} for b, c in MCNEMAR],
    "cases": [case(1, 48, 0.6, 0.9), case(2, 300, 0.9, 0.9), case(3, 900, 0.8, 0.9), case(4, 300, 0.95, 0.7)],
}
with open(os.path.join(os.path.dirname(__file__), "vectors", "comparison.json"), "w") as out:
    json.dump(file, out, separators=(",", ":"))
    out.write("\n")
