import { expect } from '@jest/globals';
import { dayByDay } from '#libs/workforce/forecast/methods/day-by-day';

/** As good a model of days as most. */
export const USUAL = dayByDay('usual', { levelGain: 0.15, memory: 0.95, shared: 0.2, smoothing: 0 });

/** Off by so large a share at most. */
export const expectNear = (actual: number, wanted: number, share: number) => {
  expect(actual).toBeGreaterThanOrEqual(wanted * (1 - share));
  expect(actual).toBeLessThanOrEqual(wanted * (1 + share));
};
