import { setTimeout as pause } from 'node:timers/promises';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Json } from '#libs/process-engine/model/expression';
import { Connectors } from '../../../src/connector/connector.api.js';
import { engineWorld } from './engine-world.js';
import { PARTITIONS, processDatabase } from './process-world.js';
import { QuickClock } from '#libs/testing/quick-clock';
import { TIMED_CALL } from './timed-call.js';

/** What a worker that may be killed is told, as JSON in its first argument. */
export interface MortalOrders {
  readonly url: string;
  readonly namespace: string;
  readonly clock: { readonly from: number; readonly times: number };
  readonly partitions: readonly number[];
  /** Where the system outside is. */
  readonly orders: string;
}

/** Calls one address, whatever the connector. */
class OneSystem extends Connectors {
  constructor(private readonly url: string) {
    super(undefined as never, undefined as never, undefined as never, undefined as never, undefined as never);
  }

  override async perform(_name: string, action: string, args: object, idempotencyKey: string) {
    const answer = await fetch(`${this.url}/actions/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(args),
    });
    const { result } = (await answer.json()) as { result: Json };
    return { refused: false as const, result };
  }
}

const { url, namespace, clock, partitions: own, orders } = JSON.parse(process.argv[2]!) as MortalOrders;
const database = new MysqlDatabase(processDatabase, { url, namespace, connections: 6 });
const { from, times } = clock;
const world = await engineWorld(database, new QuickClock(from, times), TIMED_CALL, new OneSystem(orders));
await runAsTenant('acme', async () => {
  console.log('works');
  for (let round = 1; ; round++) {
    // Now and then it takes from the others: claims hold whoever has the partitions.
    const partitions = round % 10 === 0 ? PARTITIONS : own;
    await world.timers.look(partitions);
    await world.calls.look(partitions);
    await pause(20);
  }
});
