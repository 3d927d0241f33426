"""Writes vectors/calibration.json: what SciPy and NumPy make of probabilities by temperature scaling, and of errors among the surest images.

    python3 test/reference/make_calibration.py     (Debian: python3-scipy; the committed file is of 1.10.1)

Temperature: scipy.optimize.minimize_scalar (bounded, to 1e-12) of the mean negative log likelihood of softmax(log p / T), over log T. Risk against
coverage: NumPy's cumulative means over the images, sorted from the surest on, at the last image of each confidence.
"""
import json
import os

import numpy
import scipy
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax


def case(name, seed, images, classes, skill, sharpness, digits=None):
    random = numpy.random.default_rng(seed)
    actual = random.integers(0, classes, images)
    logits = random.normal(0, 1, (images, classes))
    logits[numpy.arange(images), actual] += skill
    probabilities = softmax(logits * sharpness, 1)
    if digits is not None:
        probabilities = numpy.round(probabilities, digits) + 10.0 ** -(digits + 1)
        probabilities /= probabilities.sum(1, keepdims=True)
    logs = numpy.log(probabilities)

    def loss(log_temperature):
        return -log_softmax(logs / numpy.exp(log_temperature), 1)[numpy.arange(images), actual].mean()

    found = minimize_scalar(loss, bounds=(numpy.log(0.05), numpy.log(20)), method="bounded", options={"xatol": 1e-12})
    temperature = float(numpy.exp(found.x))
    scaled = softmax(logs / temperature, 1)
    confidence = scaled.max(1)
    wrong = (scaled.argmax(1) != actual).astype(float)
    order = numpy.argsort(-confidence, kind="stable")
    risk = numpy.cumsum(wrong[order]) / numpy.arange(1, images + 1)
    last = numpy.append(numpy.diff(confidence[order]) != 0, True)
    target = 0.1
    reached = numpy.nonzero(last & (risk <= target))[0]
    return {
        "name": name, "actual": actual.tolist(), "probabilities": probabilities.tolist(), "temperature": temperature,
        "lossBefore": float(loss(0.0)), "lossAfter": float(found.fun),
        "coverage": (numpy.arange(1, images + 1)[last] / images).tolist(), "risk": risk[last].tolist(),
        "target": target, "coverageAtTarget": float((reached[-1] + 1) / images) if len(reached) else 0.0,
    }


file = {
    "madeBy": f"scipy {scipy.__version__}, numpy {numpy.__version__}",
    "cases": [
        case("too sure", 1, 120, 5, 2.0, 4.0), case("not sure enough", 2, 120, 5, 3.0, 0.4), case("as it should be", 3, 200, 3, 2.0, 1.0),
        case("nearly always right", 4, 80, 5, 4.0, 2.0), case("two classes, many alike", 5, 60, 2, 1.0, 2.0, digits=1),
    ],
}
with open(os.path.join(os.path.dirname(__file__), "vectors", "calibration.json"), "w") as out:
    json.dump(file, out, separators=(",", ":"))
    out.write("\n")
