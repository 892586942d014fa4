import { AnotherMariadb } from '#libs/testing/real-parts/another-mariadb';
import { ApiClient } from '#libs/testing/api-client';
import { clusterWorld } from '../tools/world/cluster-world.js';
import type { World } from '../tools/world/world.js';
import type { Bench } from './runner.js';
import { atMost, type Target } from './target.js';
import { movedWhileUsed, type Moved, type Use } from './tenant-move/moved-while-used.js';

const PLATFORM = 'platform.localhost';
const TENANT = 'shop';
/** Writers who wait longer are refused. */
const LONGEST_WAIT_MS = 10_000;

/**
 * A tenant goes with all its services, each a process of its own, to another database server of the cluster, while all of them are
 * written to and read from.
 */
export const bench: Bench = async (args) => {
  const second = await AnotherMariadb.start();
  try {
    const world = await clusterWorld({ DB_SERVERS: `second=${second.url}` });
    return await movedIn(world, args.includes('--smoke') ? 10 : 1_000);
  } finally {
    await second.stop();
  }
};

async function movedIn(world: World, customers: number) {
  let wentWell = false;
  try {
    const [platform, admin] = [await loggedIn(world, PLATFORM), await loggedIn(world, world.host)];
    const customerId = await filled(admin, customers);
    const moved = await movedWhileUsed(platform, TENANT, 'second', usesOf(admin, customerId));
    const lost = await lostOf(moved, admin);
    wentWell = moved.job.state === 'done';
    return { results: resultsOf(moved, lost), targets: targetsOf(moved, lost) };
  } finally {
    await world.stop(wentWell);
  }
}

async function loggedIn({ url, admin }: World, host: string): Promise<ApiClient> {
  const door = new ApiClient(url, { host });
  const { status, body } = await door.post<{ accessToken: string }>('/api/v1/auth/login', admin);
  if (status !== 200) throw new Error(`nobody is logged in at ${host}: ${status}`);
  return new ApiClient(url, { host, authorization: `Bearer ${body.accessToken}` });
}

/** @returns one of the customers */
async function filled(admin: ApiClient, count: number): Promise<string> {
  let id = '';
  for (let n = 0; n < count; n++) {
    const body = { name: `Customer ${n}`, phones: [`+86138${String(10_000_000 + n)}`] };
    ({ id } = (await admin.post<{ id: string }>('/api/v1/customers', body)).body);
  }
  return id;
}

function usesOf(who: ApiClient, customerId: string): Use[] {
  const use = (service: string, path: string, body: (n: number) => object) => ({ service, who, path, body });
  return [
    use('common-center', '/api/v1/customers', (n) => ({ name: `Meanwhile ${n}` })),
    use('call-center', '/api/v1/contacts', () => ({ channel: 'voice', direction: 'inbound' })),
    use('ticket-center', '/api/v1/tickets', () => ({ ticketType: 'general', customerId, subject: 'A question' })),
    use('operations-center', '/api/v1/exam-questions', (n) => ({
      ...{ text: `Is it so, for the ${n}th time?`, content: { type: 'true-false', correct: true } },
    })),
  ];
}

/** What was answered with 201 and is not there any more. */
async function lostOf({ written }: Moved, admin: ApiClient): Promise<string[]> {
  const lost: string[] = [];
  for (const path of [...written.values()].flat()) if ((await admin.get(path)).status !== 200) lost.push(path);
  return lost;
}

function differingOf({ job }: Moved): number {
  const proofs = Object.values(job.results['verifying'] ?? {});
  return proofs.reduce((sum, { differing }) => sum + (differing?.length ?? 0), 0);
}

function resultsOf(moved: Moved, lost: readonly string[]) {
  const { job, movedInMs, written, refused, longestWriteMs, longestReadMs } = moved;
  const tables = Object.entries(job.results['verifying'] ?? {}).map(([service, proof]) => [
    service,
    { tables: proof.tables?.length ?? 0, rows: proof.tables?.reduce((sum, { rows }) => sum + rows, 0) ?? 0 },
  ]);
  return {
    ...{ state: job.state, reason: job.reason, readOnlyMs: job.readOnlyMs, movedInMs: Math.round(movedInMs) },
    moved: Object.fromEntries(tables) as Record<string, unknown>,
    written: Object.fromEntries([...written].map(([service, paths]) => [service, paths.length])),
    ...{ refused: refused.length, firstRefused: refused[0] ?? null, lost: lost.length },
    ...{ longestWriteMs: Math.round(longestWriteMs), longestReadMs: Math.round(longestReadMs) },
  };
}

function targetsOf(moved: Moved, lost: readonly string[]): Target[] {
  const { job, refused } = moved;
  const services = Object.keys(job.results['verifying'] ?? {}).length;
  return [
    atMost('services that were not proven', 4 - services, 0),
    atMost('tables that differ', differingOf(moved), 0),
    atMost('requests refused', refused.length, 0),
    atMost('written and lost', lost.length, 0),
    atMost('ms read-only', job.readOnlyMs ?? Infinity, LONGEST_WAIT_MS),
  ];
}
