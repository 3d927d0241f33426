"""Writes vectors/intervals.json: what SciPy says of the exact 95 % interval of a share.

    python3 test/reference/make_intervals.py     (Debian: python3-scipy; the committed file is of 1.10.1)

Clopper and Pearson's limits as quantiles of the beta distribution: betaincinv(k, n - k + 1, 0.025) and betaincinv(k + 1, n - k, 0.975).
"""
import json
import os

import numpy
import scipy
from scipy import special


def limits(cells, counted):
    low = 0.0 if cells == 0 else float(special.betaincinv(cells, counted - cells + 1, 0.025))
    high = 1.0 if cells == counted else float(special.betaincinv(cells + 1, counted - cells, 0.975))
    return {"cells": cells, "counted": counted, "interval": [low, high]}


random = numpy.random.default_rng(7)
cases = [limits(cells, 100) for cells in range(101)]
for counted in (1, 2, 3, 10, 50, 200, 500, 1000, 1728, 20000):
    some = {0, 1, counted // 2, counted - 1, counted} | {int(one) for one in random.integers(0, counted + 1, 12)}
    cases += [limits(cells, counted) for cells in sorted(some)]

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors", "intervals.json")
with open(path, "w") as file:
    json.dump({"madeBy": f"scipy {scipy.__version__}", "cases": cases}, file, indent=1)
    file.write("\n")
