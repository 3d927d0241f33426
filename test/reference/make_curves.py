"""Writes vectors/curves.json: what scikit-learn, SciPy and NumPy say of probabilities and of scores over seeds.

    python3 test/reference/make_curves.py     (Debian: python3-scipy, python3-sklearn; the committed file is of 1.10.1 and 1.2.1)

ROC and precision-recall of one class against the others: roc_curve without dropped points, roc_auc_score, precision_recall_curve turned round (from
recall 0 on) and average_precision_score. Reliability: calibration_curve's means of ten bins of equal width, and the expected calibration
error made of them by NumPy. Seeds: the 95 % interval of scipy.stats.ttest_rel.
"""
import json
import os

import numpy
import scipy
import sklearn
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve


def one_class(actual, probabilities, of):
    positive = (actual == of).astype(int)
    if positive.min() == positive.max():
        return None
    scores = probabilities[:, of]
    across, up, _ = roc_curve(positive, scores, drop_intermediate=False)
    precision, recall, _ = precision_recall_curve(positive, scores)
    return {
        "roc": numpy.stack([across, up], 1).tolist(), "auc": float(roc_auc_score(positive, scores)),
        "precisionRecall": numpy.stack([recall, precision], 1)[::-1].tolist(),
        "averagePrecision": float(average_precision_score(positive, scores)),
    }


def reliability(actual, probabilities, bins=10):
    confidence = probabilities.max(1)
    right = (probabilities.argmax(1) == actual).astype(int)
    accuracy, mean = calibration_curve(right, confidence, n_bins=bins, strategy="uniform")
    # The bins that calibration_curve keeps are those that hold an image.
    counts = numpy.histogram(confidence, numpy.linspace(0, 1, bins + 1))[0]
    counts = counts[counts > 0]
    return {
        "images": counts.tolist(), "confidence": mean.tolist(), "accuracy": accuracy.tolist(),
        "ece": float((counts * numpy.abs(accuracy - mean)).sum() / counts.sum()),
    }


def case(name, seed, images, classes, sharpness, digits=None, absent=()):
    draw = numpy.random.default_rng(seed)
    present = [one for one in range(classes) if one not in absent]
    actual = draw.choice(present, images)
    logits = draw.normal(size=(images, classes)) + sharpness * (actual[:, None] == numpy.arange(classes))
    probabilities = numpy.exp(logits) / numpy.exp(logits).sum(1, keepdims=True)
    if digits is not None:
        # Many images of one score, as of a network that is sure of all of them. Halves of a unit off, so that none is on the edge of a bin.
        probabilities = (numpy.floor(probabilities * 10**digits) + 0.5) / 10**digits
    return {
        "name": name, "actual": actual.tolist(), "probabilities": probabilities.round(9).tolist(),
        "classes": [one_class(actual, probabilities.round(9), of) for of in range(classes)],
        "reliability": reliability(actual, probabilities.round(9)),
    }


def seeds(seed, count, gain):
    draw = numpy.random.default_rng(seed)
    first = draw.normal(0.9, 0.01, count).round(6)
    second = (first + draw.normal(gain, 0.005, count)).round(6)
    interval = stats.ttest_rel(second, first).confidence_interval(0.95)
    return {"first": first.tolist(), "second": second.tolist(), "interval": [float(interval.low), float(interval.high)]}


file = {
    "madeBy": f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "cases": [
        case("three classes", 1, 90, 3, 1.5), case("scores of one digit, many alike", 2, 90, 3, 1, digits=1),
        case("a class without images", 3, 40, 3, 2, absent=(1,)), case("no better than chance", 4, 60, 2, 0),
        case("nearly always right", 5, 60, 5, 9, digits=3), case("a single image of each", 6, 4, 4, 1),
    ],
    "seeds": [seeds(1, 2, 0.01), seeds(2, 3, 0.0), seeds(3, 5, 0.02), seeds(4, 10, -0.01), seeds(5, 31, 0.001)],
}
with open(os.path.join(os.path.dirname(__file__), "vectors", "curves.json"), "w") as out:
    json.dump(file, out, separators=(",", ":"))
    out.write("\n")
