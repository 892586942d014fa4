import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { mariadbUrl } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { ProcessCallSchema } from '../../../src/process/schema/process-call.schema.js';
import { ProcessIncidentSchema } from '../../../src/process/schema/process-incident.schema.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../../src/process/schema/process-record.schema.js';
import { ProcessTimerSchema } from '../../../src/process/schema/process-timer.schema.js';
import { engineWorld } from './engine-world.js';
import type { MortalOrders } from './mortal-worker.js';
import { PARTITIONS, processDatabase, StubConnectors, TENANTS } from './process-world.js';
import { QuickClock } from '#libs/testing/quick-clock';
import { TIMED_CALL } from './timed-call.js';

const INSTANCES = 2_000;
/** Of the instances so many make a call. */
const CALLS = 400;
const WORKERS = 3;
/** Each in turn, so often. */
const DEATHS = 2;
/** The claim of a timer, 30 s, stands for 0.75 s, that of a call for 3 s. */
const TIMES = 40;
const PROGRAM = 'dist/services/ticket-center/test/process/engine/mortal-worker.js';

describeReal('mariadb', 'workers killed with -9 at any moment', () => {
  const namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
  const database = new MysqlDatabase(processDatabase, { url: mariadbUrl(), namespace });
  const from = Date.now();
  const clock = new QuickClock(from, TIMES);
  const living = new Set<ChildProcess>();
  const asked = new Map<string, string[]>();
  let server: Server;
  let orders: Omit<MortalOrders, 'partitions'>;

  beforeAll(async () => {
    for (const tenant of TENANTS) await database.provision(tenant);
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const key = String(request.headers['idempotency-key']);
        asked.set(key, [...(asked.get(key) ?? []), Buffer.concat(chunks).toString()]);
        setTimeout(() => response.end(JSON.stringify({ result: 'cancelled' })), 20 * Math.random());
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    orders = { url: mariadbUrl(), namespace, clock: { from, times: TIMES }, orders: `http://127.0.0.1:${port}` };
  });
  afterAll(async () => {
    await Promise.all([...living].map(killed));
    server.closeAllConnections();
    server.close();
    for (const tenant of TENANTS) await database.drop(tenant);
    await database.close();
  });

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  async function started(): Promise<void> {
    const nobody = new StubConnectors(database);
    const { runtime } = await engineWorld(database, clock, TIMED_CALL, nobody);
    const start = (order: string, cancelled: boolean) => {
      const variables = { order, cancelled };
      const one = { definition: 'timed-call', binding: 1, businessKey: null, variables };
      return runtime.submit({ key: `start-${order}`, instance: newId(new Date()), start: one });
    };
    await acme(() => Promise.all(Array.from({ length: INSTANCES }, (_, index) => start(`W${index}`, index < CALLS))));
  }

  /** Resolves when it has begun to work. */
  async function worker(place: number): Promise<ChildProcess> {
    const partitions = PARTITIONS.filter((partition) => partition % WORKERS === place);
    const argument = JSON.stringify({ ...orders, partitions } satisfies MortalOrders);
    const child = spawn(process.execPath, [PROGRAM, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
    living.add(child);
    await once(createInterface(child.stdout), 'line');
    return child;
  }

  async function killed(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    living.delete(child);
  }

  /** One after the other in the same place, each a random time after it began to work; the last one lives. */
  async function dying(place: number): Promise<void> {
    for (let death = 0; death < DEATHS; death++) {
      const child = await worker(place);
      await pause(300 * Math.random());
      await killed(child);
    }
    await worker(place);
  }

  const left = () =>
    acme(async () => {
      const db = await database.reader();
      const [timers, calls] = [await db.count(ProcessTimerSchema), await db.count(ProcessCallSchema)];
      return timers + calls;
    });
  const firedAt = (node: string) =>
    acme(async () => {
      const where = { type: 'wait-fired', node } as const;
      const records = await (await database.reader()).find(ProcessRecordSchema, { select: { instance: true }, where });
      return records.map(({ instance }) => instance);
    });

  it('leave every timer fired once, every call made under one key and answered once, and no instance stuck', async () => {
    await started();
    await Promise.all(Array.from({ length: WORKERS }, (_, place) => dying(place)));
    await eventually('nothing is left to do', async () => (await left()) === 0, { within: 30_000, every: 100 });

    for (const [node, count] of [['minute', INSTANCES] as const, ['cancel', CALLS] as const]) {
      const fired = await firedAt(node);
      expect([fired.length, new Set(fired).size]).toEqual([count, count]);
    }
    expect(asked.size).toBe(CALLS);
    const bodies = [...asked.values()].map((each) => [...new Set(each)]);
    expect(bodies.every(({ length }) => length === 1)).toBe(true);
    expect(new Set(bodies.flat()).size).toBe(CALLS);
    await acme(async () => {
      const db = await database.reader();
      expect(await db.countBy(ProcessInstanceSchema, { state: 'completed' })).toBe(INSTANCES);
      expect(await db.count(ProcessIncidentSchema)).toBe(0);
    });
  }, 60_000);
});
