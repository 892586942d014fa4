import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CannotPlay } from '../../world/cannot-play.js';

/** How many calls came in each interval of a day. */
export interface Volumes {
  /** From midnight to the beginning of the first interval. */
  readonly opensAtSeconds: number;
  readonly intervalSeconds: number;
  readonly calls: readonly number[];
}

export const OPENS_AT_SECONDS = 7 * 3_600;
const INTERVAL_SECONDS = 300;

const Row = z.tuple([z.string(), z.coerce.number().int().min(0), z.coerce.number().int().min(0)]);

/**
 * One day of a file with the columns day, interval, calls: five-minute intervals from 07:00 on.
 * @throws CannotPlay when there is no such file or no such day; ZodError when the file has another shape
 */
export function readVolumes(file: string, day: string): Volumes {
  const rows = linesOf(file).map((line) => Row.parse(line.split(',')));
  const calls: number[] = [];
  for (const [of, interval, count] of rows) if (of === day) calls[interval] = count;
  if (calls.length === 0)
    throw new CannotPlay(`${resolve(file)} has no day ${day}; it has ${rows[0]![0]} to ${rows.at(-1)![0]}.`);
  return {
    opensAtSeconds: OPENS_AT_SECONDS,
    intervalSeconds: INTERVAL_SECONDS,
    calls: Array.from(calls, (count) => count ?? 0),
  };
}

/** Only what comes within these hours of the day; times in seconds from midnight. */
export function within({ opensAtSeconds, intervalSeconds, calls }: Volumes, from: number, to: number): Volumes {
  const first = Math.max(0, Math.floor((from - opensAtSeconds) / intervalSeconds));
  const last = Math.ceil((to - opensAtSeconds) / intervalSeconds);
  return { opensAtSeconds: opensAtSeconds + first * intervalSeconds, intervalSeconds, calls: calls.slice(first, last) };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CannotPlay(`The simulation needs ${resolve(file)}, which is not there.`);
  }
}
