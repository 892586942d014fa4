import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `npm run simulate -- [options]

Plays the calls of a real day, with chats among them, through the gateway: customers come by the volumes of the day and give up when
their patience is over, agents answer. Afterwards everybody is accounted for, and the waiting is compared with Erlang A.

  --day file                   with the columns day, interval, calls (../shared/data/calls/bank-calls-5min.csv)
  --date N                     which day of the file (0)
  --hours HH:MM-HH:MM          only what comes then (the whole day)
  --agents auto|roster|N       on calls; auto: as many as Erlang A asks for, every half hour (auto); roster: those of the
                               roster that the suite makes for the day's week, from its own forecast of what came before
  --profile embedded|cluster   a suite in a process of its own, or its services as processes on the real parts (embedded)
  --speed N                    seconds of the day in a second (180)
  --scale F                    of the calls, those that are played (0.01)
  --chats F                    chats that come for each call (0.2)
  --handle exponential|lognormal  how handle times of calls are distributed (exponential)
  --limit N                    only the first N customers
  --seed N                     of who comes, and of how they are (1)
  --json file                  the report as JSON; without it, to standard output`;

const TIME = /^([01]\d|2[0-4]):([0-5]\d)$/;
const seconds = (text: string) => {
  const [, hours, minutes] = TIME.exec(text)!;
  return Number(hours) * 3_600 + Number(minutes) * 60;
};

const count = z.coerce.number('expected a number').int('expected a whole number').min(1, 'expected 1 or more');
const positive = z.coerce.number('expected a number').positive('expected more than 0');

const Options = z.object({
  day: z.string(),
  date: z.string().regex(/^\d+$/, 'expected the number of a day'),
  hours: z
    .string()
    .regex(/^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'expected HH:MM-HH:MM')
    .transform((text) => text.split('-').map(seconds) as [number, number])
    .refine(([from, to]) => from < to, 'expected an earlier time first')
    .optional(),
  agents: z.union([z.enum(['auto', 'roster']), count], 'expected auto, roster or a number'),
  profile: z.enum(['embedded', 'cluster'], 'expected embedded or cluster'),
  speed: positive,
  scale: positive,
  chats: z.coerce.number('expected a number').min(0, 'expected 0 or more'),
  handle: z.enum(['exponential', 'lognormal'], 'expected exponential or lognormal'),
  limit: count.optional(),
  seed: count,
  json: z.string().optional(),
});
export type SimulationOptions = z.output<typeof Options>;

export class WrongOptions extends Error {}

/** @throws WrongOptions saying what is wrong with each. */
export function readOptions(args: readonly string[]): SimulationOptions {
  const read = Options.safeParse(parsed(args));
  if (read.success) return read.data;
  throw new WrongOptions(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
}

function parsed(args: readonly string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        day: text('../shared/data/calls/bank-calls-5min.csv'),
        date: text('0'),
        hours: { type: 'string' },
        agents: text('auto'),
        profile: text('embedded'),
        speed: text('180'),
        scale: text('0.01'),
        chats: text('0.2'),
        handle: text('exponential'),
        limit: { type: 'string' },
        seed: text('1'),
        json: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new WrongOptions((error as Error).message);
  }
}
