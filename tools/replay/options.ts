import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `npm run replay -- [folder] [options]

Plays the service requests of a folder (users.json, orders.json, products.json, requests.json; ../shared/data/retail unless
named) through the gateway, and checks afterwards that nothing was lost and nothing happened twice.

  --profile embedded|cluster   a suite of its own in this process, or its services as processes on the real parts
  --url http://localhost:8080  play against this running suite instead
  --admin login:password       its tenant's administrator
  --sops folder                the procedures of the agents (../shared/data/sop)
  --limit N                    only the first N requests
  --concurrency N              customers served at the same time (8)
  --seed N                     of faults and chaos (1)
  --faults                     the shop's order system is slow, fails and drops connections
  --chaos                      Redis, Consul, the broker, each database and each service are taken away meanwhile, one at
                               a time, and given back (cluster); a table says what that meant
  --json file                  the report as JSON, too`;

const count = z.coerce.number('expected a number').int('expected a whole number').min(1, 'expected 1 or more');

const Options = z
  .object({
    folder: z.string(),
    profile: z.enum(['embedded', 'cluster'], 'expected embedded or cluster'),
    url: z.url({ protocol: /^https?$/, error: 'expected http://host:port' }).optional(),
    admin: z
      .string()
      .regex(/^[^:]+:.+$/, 'expected login:password')
      .optional(),
    sops: z.string(),
    limit: count.optional(),
    concurrency: count,
    seed: count,
    faults: z.boolean(),
    chaos: z.boolean(),
    json: z.string().optional(),
  })
  .refine(({ chaos, profile, url }) => !chaos || (profile === 'cluster' && url === undefined), {
    path: ['chaos'],
    error: 'needs --profile cluster: it kills only what the replay started',
  })
  .refine(({ url, admin }) => url === undefined || admin !== undefined, {
    path: ['url'],
    error: 'needs --admin',
  });
export type ReplayOptions = z.output<typeof Options>;

export class WrongOptions extends Error {}

/** @throws WrongOptions saying what is wrong with each. */
export function readOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parsed(args);
  const [folder = '../shared/data/retail', ...others] = positionals;
  if (others.length > 0) throw new WrongOptions(`one folder, not also ${others.join(' ')}`);
  const read = Options.safeParse({ ...values, folder });
  if (read.success) return read.data;
  throw new WrongOptions(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        profile: { type: 'string', default: 'embedded' },
        url: { type: 'string' },
        admin: { type: 'string' },
        sops: { type: 'string', default: '../shared/data/sop' },
        limit: { type: 'string' },
        concurrency: { type: 'string', default: '8' },
        seed: { type: 'string', default: '1' },
        faults: { type: 'boolean', default: false },
        chaos: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    });
  } catch (error) {
    throw new WrongOptions((error as Error).message);
  }
}
