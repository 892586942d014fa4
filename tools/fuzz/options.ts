import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `npm run fuzz:api -- [options]

Sends what its OpenAPI document allows, and what it does not, to every operation of a suite of its own: as its administrator, as
an agent (one operation in five, by the seed) and as the platform's administrator; no answer may be a 5xx, or another than the document says.

  --seconds N    of guessing, at most so long (120), after the limits of every field were tried
  --seed N       of what is sent, and which operations are asked where not all are (1)
  --one-in N     of the operations (1: all)
  --only path    only operations whose path matches this regular expression`;

const count = z.coerce.number('expected a number').int('expected a whole number').min(1, 'expected 1 or more');
const Options = z.object({ seconds: count, seed: count, 'one-in': count, only: z.string().optional() });
export type FuzzOptions = z.output<typeof Options>;

export class WrongOptions extends Error {}

/** @throws WrongOptions saying what is wrong with each. */
export function readOptions(args: readonly string[]): FuzzOptions {
  const read = Options.safeParse(parsed(args));
  if (read.success) return read.data;
  throw new WrongOptions(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
}

function parsed(args: readonly string[]) {
  const options = {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    'one-in': { type: 'string', default: '1' },
    only: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongOptions((error as Error).message);
  }
}
