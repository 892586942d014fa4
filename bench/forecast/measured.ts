import { accuracyOf, grouped } from '#libs/workforce/forecast/choice/accuracy';
import type { ForecastOnce } from '#libs/workforce/forecast/choice/back-test';

/** Percentages, but for MASE and RMSE (contacts of an interval). */
export interface Measured {
  readonly wape: number;
  readonly wapeHalfHour: number;
  readonly mase: number;
  readonly rmse: number;
  readonly biasPercent: number;
}

/** @param scale mean absolute error of the seasonal naive forecast of the history @param size intervals of half an hour */
export function measuredBy(scale: number, size: number): (once: readonly ForecastOnce[]) => Measured {
  return (once) => {
    const by = (width: number) =>
      accuracyOf(
        once.flatMap(({ actual }) => grouped(actual, width)),
        once.flatMap(({ forecast }) => grouped(forecast, width)),
        scale,
      );
    const { wape, mase, rmse, bias } = by(1);
    return {
      ...{ wape: percent(wape), wapeHalfHour: percent(by(size).wape), mase: round(mase), rmse: round(rmse) },
      biasPercent: percent(bias),
    };
  };
}

export function percent(share: number): number {
  return round(share * 100);
}

export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
