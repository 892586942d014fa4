import { setTimeout as pause } from 'node:timers/promises';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';

const BETWEEN_MS = 20;
const AFTERWARDS = 3;

/** What one service is given to write and to read while the tenant moves. */
export interface Use {
  readonly service: string;
  readonly who: ApiClient;
  readonly path: string;
  readonly body: (n: number) => object;
}

export interface MoveJob {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly reason: string | null;
  readonly readOnlyMs: number | null;
  readonly results: Record<
    string,
    Record<string, { differing?: string[]; tables?: { table: string; rows: number }[] }>
  >;
}

export interface Moved {
  readonly job: MoveJob;
  readonly movedInMs: number;
  /** Paths of what was written before, while and after, by service. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  /** Whatever was answered with anything else. */
  readonly refused: readonly unknown[];
  readonly longestWriteMs: number;
  readonly longestReadMs: number;
}

/** All services are written to and read from at once, until some time after the tenant has moved. */
export async function movedWhileUsed(platform: ApiClient, tenant: string, server: string, uses: Use[]): Promise<Moved> {
  const written = new Map(uses.map(({ service }) => [service, [] as string[]]));
  const refused: unknown[] = [];
  let [using, longestWriteMs, longestReadMs] = [true, 0, 0];
  const use = async ({ service, who, path, body }: Use) => {
    for (let n = 0; using; n++) {
      const begun = performance.now();
      const { status, body: answer } = await answered(who.post<{ id: string }>(path, body(n)));
      const wrote = performance.now();
      longestWriteMs = Math.max(longestWriteMs, wrote - begun);
      if (status === 201) written.get(service)!.push(`${path}/${answer.id}`);
      else refused.push(answer);
      const read = await answered(who.get(`${path}?limit=1`));
      longestReadMs = Math.max(longestReadMs, performance.now() - wrote);
      if (read.status !== 200) refused.push(read.body);
      await pause(BETWEEN_MS);
    }
  };
  const users = uses.map(use);
  try {
    const begun = performance.now();
    const job = await moved(platform, tenant, server);
    const movedInMs = performance.now() - begun;
    const before = new Map([...written].map(([service, paths]) => [service, paths.length]));
    const goOn = () => [...written].every(([service, paths]) => paths.length >= before.get(service)! + AFTERWARDS);
    await eventually('all services are written to again', goOn, { within: 120_000, every: 50 });
    return { job, movedInMs, written, refused, longestWriteMs, longestReadMs };
  } finally {
    using = false;
    await Promise.all(users);
  }
}

/** A connection that broke is an answer too: a refusal. */
function answered<Body>(asked: Promise<ApiAnswer<Body>>): Promise<ApiAnswer<Body>> {
  return asked.catch((error: Error) => ({ status: 0, headers: new Headers(), body: error.message as Body }));
}

async function moved(platform: ApiClient, tenant: string, server: string): Promise<MoveJob> {
  const begun = await platform.post<MoveJob>(`/api/v1/tenants/${tenant}/move`, { server });
  if (begun.status !== 202) throw new Error(JSON.stringify(begun.body));
  const ended = async () => {
    const { body: job } = await platform.get<MoveJob>(`/api/v1/tenant-jobs/${begun.body.id}`);
    return job.state !== 'running' && job;
  };
  return eventually('the move has ended', ended, { within: 900_000, every: 200 });
}
