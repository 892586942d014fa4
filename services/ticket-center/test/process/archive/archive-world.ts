import { fixed } from '#libs/discovery/config/live-value';
import { Database } from '#libs/persistence/database';
import type { EntityManager, EntitySchema } from 'typeorm';
import { pino } from 'pino';
import { ArchiveMetrics } from '../../../src/process/archive/archive-metrics.js';
import { ArchiveSettings } from '#libs/contracts/settings/process-archive';
import { ArchiveSweep } from '../../../src/process/archive/archive-sweep.js';
import { Archiver } from '../../../src/process/archive/archiver.js';
import { ColdChunkSchema } from '../../../src/process/archive/cold-chunk.schema.js';
import { ColdInstanceSchema } from '../../../src/process/archive/cold-instance.schema.js';
import { StoredInstances } from '../../../src/process/stored/stored-instances.js';
import { ProcessPayloadSchema } from '../../../src/process/payloads/process-payload.schema.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../../src/process/schema/process-record.schema.js';
import { StatisticFold } from '../../../src/process/statistics/statistic-fold.js';
import { ProcessWorld } from '../engine/process-world.js';

type Schemas = readonly EntitySchema<object>[];

export const HOT = [ProcessInstanceSchema, ProcessRecordSchema, ProcessPayloadSchema] as readonly unknown[] as Schemas;
export const COLD = [ColdInstanceSchema, ColdChunkSchema] as readonly unknown[] as Schemas;

/** One process of the service with an archive; what it logs and counts can be asked. */
export class ArchiveWorld extends ProcessWorld {
  readonly logged: { readonly level: number; readonly msg: string }[] = [];
  readonly stored = new StoredInstances(this.database);
  readonly #sweep: ArchiveSweep;

  /** @param through what the archive writes through; left out: the database itself */
  constructor(database: Database, clock: ProcessWorld['clock'], through: Database = database) {
    super(database, clock);
    const write = (line: string) => void this.logged.push(JSON.parse(line) as { level: number; msg: string });
    this.#sweep = new ArchiveSweep(
      new Archiver(through, clock),
      database,
      clock,
      new ArchiveMetrics(this.metrics),
      fixed(ArchiveSettings.parse({ afterDays: 30 })),
      pino({ level: 'debug' }, { write }),
    );
  }

  /** What has ended is counted first. Answers how many are left. @param goesOn how often there is time for another chunk */
  async sweep(goesOn = Infinity): Promise<number> {
    await this.count();
    return this.sweepUncounted(goesOn);
  }

  /** What has ended goes into the statistics. */
  async count(): Promise<void> {
    await new StatisticFold(this.database, this.clock).fold(1_000);
  }

  sweepUncounted(goesOn = Infinity): Promise<number> {
    let left = goesOn;
    return this.#sweep.run(() => Promise.resolve(left-- > 0));
  }

  /** A counter or gauge without labels of its own. */
  async counted(name: string): Promise<number> {
    const line = (await this.metrics.text()).split('\n').find((each) => each.startsWith(`${name}{`));
    return Number(line?.split(' ').at(-1));
  }
}

/** Every call to a transaction's manager is announced, and so is the commit; who is told may throw. */
export class WatchedDatabase extends Database {
  constructor(
    private readonly inner: Database,
    private readonly before: (call: string, args: unknown[]) => void,
    private readonly begins: () => Promise<void> = () => Promise.resolve(),
  ) {
    super();
  }

  override reader(): Promise<EntityManager> {
    return this.inner.reader();
  }

  override async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    await this.begins();
    return this.inner.transaction(async (tx) => {
      const result = await work(this.#watched(tx));
      this.before('commit', []);
      return result;
    });
  }

  get locksRows(): boolean {
    return this.inner.locksRows;
  }

  #watched(tx: EntityManager): EntityManager {
    return new Proxy(tx, {
      get: (target, name: string) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          this.before(name, args);
          return (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  }

  protected committed(): never {
    throw new Error('not asked for');
  }

  protected inTransaction(): never {
    throw new Error('not asked for');
  }

  provision = (tenantId: string) => this.inner.provision(tenantId);
  schemaState = (tenantId: string) => this.inner.schemaState(tenantId);
  drop = (tenantId: string) => this.inner.drop(tenantId);
  ping = () => this.inner.ping();
  close = () => this.inner.close();
}
