"""Forecasts by TBATS, one series a line in and one a line out, in both as JSON: {"seasons": [..], "known": [..], "ahead": n}."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy
from statsforecast.models import AutoTBATS


def forecast(line: str) -> list[float]:
    asked = json.loads(line)
    # Harmonics and ARMA errors are chosen by AIC; with Box-Cox and trends tried as well a fit takes many times as long.
    model = AutoTBATS(
        season_length=asked["seasons"],
        use_boxcox=False,
        use_trend=False,
        use_damped_trend=False,
        use_arma_errors=True,
    )
    said = model.forecast(y=numpy.array(asked["known"], dtype=float), h=asked["ahead"])
    return [max(0.0, float(value)) for value in said["mean"]]


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        for said in pool.map(forecast, sys.stdin):
            print(json.dumps(said), flush=True)
