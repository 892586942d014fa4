import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initialise, { MSTL } from '@bsull/augurs/mstl';
import type { Forecaster } from '#libs/workforce/forecast/forecaster';

/** Weeks the decomposition looks back: more makes it slower, not better. */
const WEEKS = 8;

/** Multiple seasonal-trend decomposition (Bandara, Hyndman & Bergmeir 2021) with ETS for the trend, of a library. */
export async function mstl(daysAWeek: number): Promise<Forecaster> {
  const wasm = createRequire(import.meta.url)
    .resolve('@bsull/augurs/mstl')
    .replace(/\.js$/, '_bg.wasm');
  await initialise({ module_or_path: readFileSync(wasm) });
  return {
    name: 'MSTL with ETS (augurs)',
    forecast: (history, ahead) => {
      const intervals = history[0]!.values.length;
      const known = history.slice(-WEEKS * daysAWeek).flatMap(({ values }) => values);
      const model = MSTL.ets([intervals, intervals * daysAWeek]);
      model.fit(Float64Array.from(known));
      const { point } = model.predict(ahead.length * intervals);
      model.free();
      return ahead.map((_, at) =>
        [...point.slice(at * intervals, (at + 1) * intervals)].map((each) => Math.max(0, each)),
      );
    },
  };
}
