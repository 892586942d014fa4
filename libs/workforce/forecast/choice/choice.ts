import { accuracyOf } from './accuracy.js';
import { backTest, type BackTestSettings, type ForecastOnce } from './back-test.js';
import type { Forecaster } from '../forecaster.js';
import { requireHistory, type ObservedDay } from '../history.js';

export interface Tried {
  readonly forecaster: Forecaster;
  /** Share of what came that it was off by, over all intervals it was asked about. */
  readonly wape: number;
  readonly once: readonly ForecastOnce[];
}

/** With fewer days before the first origin nothing can be learnt. */
const LEARNT_AT_LEAST = 10;

/**
 * How each does on the last days of the history, the best first. What is chosen by it knows nothing of the days ahead.
 * @throws HistoryInvalid, HistoryTooShort
 */
export function tryAll(
  candidates: readonly Forecaster[],
  history: readonly ObservedDay[],
  settings: BackTestSettings,
): Tried[] {
  requireHistory(history, settings.days + LEARNT_AT_LEAST);
  const tried = candidates.map((forecaster) => {
    const once = backTest(forecaster, history, settings);
    const actual = once.flatMap((day) => day.actual);
    const { wape } = accuracyOf(
      actual,
      once.flatMap((day) => day.forecast),
      1,
    );
    return { forecaster, wape, once };
  });
  return tried.sort((a, b) => a.wape - b.wape);
}
