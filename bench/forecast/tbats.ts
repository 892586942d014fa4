import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { dayNumber } from '#libs/workforce/forecast/civil-date';
import type { ForecastOnce } from '#libs/workforce/forecast/choice/back-test';
import type { ObservedDay } from '#libs/workforce/forecast/history';
import { pythonPackage } from '../../tools/python-package.js';

/** What it says depends on its version. */
const VERSION = '2.1.1';
const PROGRAM = join('bench', 'forecast', 'tbats.py');
const WEEKS = 8;

export interface Origins {
  readonly daysAWeek: number;
  readonly testDays: number;
  /** Days that are forecast at once, and from one origin to the next. */
  readonly horizon: number;
  readonly every: number;
}

/**
 * TBATS (De Livera, Hyndman & Snyder 2011) of statsforecast: the last days forecast from some of the days before them, each from the eight weeks before it.
 * @throws NoPythonPackage
 */
export async function tbatsOnce(
  days: readonly ObservedDay[],
  { daysAWeek, testDays, horizon, every }: Origins,
): Promise<ForecastOnce[]> {
  const bin = await pythonPackage('statsforecast', VERSION);
  const intervals = days[0]!.values.length;
  const origins = Array.from({ length: Math.ceil(testDays / every) }, (_, at) => days.length - testDays + at * every);
  const asked = origins.map((origin) => ({
    seasons: [intervals, intervals * daysAWeek],
    known: days.slice(origin - WEEKS * daysAWeek, origin).flatMap(({ values }) => values),
    ahead: horizon * intervals,
  }));
  const said = await answers(join(bin, 'python'), asked);
  return origins.flatMap((origin, at) =>
    days.slice(origin, origin + horizon).map(({ date, values: actual }, place) => ({
      ...{ date, actual, daysAhead: dayNumber(date) - dayNumber(days[origin - 1]!.date) },
      forecast: said[at]!.slice(place * intervals, (place + 1) * intervals),
    })),
  );
}

async function answers(python: string, asked: readonly object[]): Promise<number[][]> {
  const child = spawn(python, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const over = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  child.stdin.end(asked.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const said: number[][] = [];
  for await (const line of createInterface({ input: child.stdout })) said.push(JSON.parse(line) as number[]);
  const code = await over;
  if (code !== 0 || said.length !== asked.length) throw new Error(`${PROGRAM} ended with ${code}`);
  return said;
}
