import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';

/** What one service is given to write while the tenant moves. */
export interface Writing {
  readonly service: string;
  readonly who: ApiClient;
  readonly path: string;
  body(n: number): object;
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

/** What went on while the tenant moved. */
export interface Moved {
  readonly job: MoveJob;
  /** Paths of what was written, before, while and after. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  readonly refused: readonly unknown[];
}

/** Everybody writes and reads at once, until some time after the move. */
export async function movedWhileUsed(platform: ApiClient, server: string, writings: Writing[]): Promise<Moved> {
  const written = new Map(writings.map(({ service }) => [service, [] as string[]]));
  const refused: unknown[] = [];
  let using = true;
  const use = async ({ service, who, path, body }: Writing) => {
    for (let n = 0; using; n++) {
      const { status, body: answer } = await who.post<{ id: string }>(path, body(n));
      if (status === 201) written.get(service)!.push(`${path}/${answer.id}`);
      else refused.push(answer);
      const read = await who.get(`${path}?limit=1`);
      if (read.status !== 200) refused.push(read.body);
      await pause(20);
    }
  };
  const users = writings.map(use);
  const job = await moved(platform, server);
  const before = new Map([...written].map(([service, paths]) => [service, paths.length]));
  const goOn = () => [...written].every(([service, paths]) => paths.length > before.get(service)! + 2);
  await eventually('everybody writes on', goOn, { within: 60_000 }).finally(() => (using = false));
  await Promise.all(users);
  return { job, written, refused };
}

async function moved(platform: ApiClient, server: string): Promise<MoveJob> {
  const { body: begun } = await platform.post<MoveJob>('/api/v1/tenants/demo/move', { server });
  const ended = async () => {
    const { body: job } = await platform.get<MoveJob>(`/api/v1/tenant-jobs/${begun.id}`);
    return job.state !== 'running' && job;
  };
  return eventually('the move has ended', ended, { within: 240_000, every: 200 });
}
