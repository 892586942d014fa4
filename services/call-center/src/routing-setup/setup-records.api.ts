import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import type { DataOf } from '#libs/contracts/event-contract';
import { Clock } from '#libs/kernel/clock';
import type { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type EntitySchema, type QueryDeepPartialEntity } from 'typeorm';
import type { FindOptionsOrder, FindOptionsWhere } from 'typeorm';
import { NameTaken } from './routing-setup.errors.api.js';

/** Rows of a statement. */
const AT_ONCE = 200;

type Change = DataOf<typeof routingSetupChanged>;

export interface SetupRecord {
  id: string;
  version: number;
  updatedAt: Date;
}

/** What people write of a record. */
export type TextOf<Row extends SetupRecord> = Omit<Row, keyof SetupRecord>;

export interface SetupMapping<Row extends SetupRecord> {
  readonly kind: Change['kind'];
  readonly schema: EntitySchema<Row>;
  /** Unique among them, and what they are listed by. */
  readonly name: keyof Row & string;
  notFound(id: string): DomainError;
  /** What others need to know of a row, beside that it changed. */
  readonly told?: (row: Row) => Partial<Change>;
}

/** Keeps records by version; each change is told in its own transaction and holds from then on. */
export class SetupRecords<Row extends SetupRecord> {
  constructor(
    private readonly parts: { readonly database: Database; readonly outbox: Outbox; readonly clock: Clock },
    private readonly mapping: SetupMapping<Row>,
  ) {}

  async list(): Promise<Row[]> {
    const order = { [this.mapping.name]: 'ASC' } as FindOptionsOrder<Row>;
    return (await this.parts.database.reader()).find(this.mapping.schema, { order });
  }

  async get(id: string): Promise<Row> {
    const reader = await this.parts.database.reader();
    const row = await reader.findOneBy(this.mapping.schema, { id } as FindOptionsWhere<Row>);
    if (!row) throw this.mapping.notFound(id);
    return row;
  }

  /** @throws NameTaken */
  async add(text: TextOf<Row>, id = newId(this.parts.clock.now())): Promise<Row> {
    const row = { ...text, id, version: 1, updatedAt: this.parts.clock.now() } as Row;
    return this.#write(row, 'added', (tx) => tx.insert(this.mapping.schema, row as QueryDeepPartialEntity<Row>));
  }

  /** @throws NameTaken, StaleVersion when it is no longer the version the caller has seen. */
  async replace(id: string, text: Partial<TextOf<Row>>): Promise<Row> {
    return this.parts.database.transaction(async () => {
      const current = await this.get(id);
      const seen = currentContext()?.precondition?.version ?? current.version;
      const row: Row = { ...current, ...text, version: current.version + 1, updatedAt: this.#after(current) };
      return this.#write(row, 'changed', async (tx) => {
        const where = { id, version: seen } as FindOptionsWhere<Row>;
        const { affected } = await tx.update(this.mapping.schema, where, row as QueryDeepPartialEntity<Row>);
        if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      });
    });
  }

  /** @param refuse throws what stands against it */
  async remove(id: string, refuse: (row: Row) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.parts.database.transaction(async () => {
      const row = await this.get(id);
      await refuse(row);
      const gone = { ...row, updatedAt: this.#after(row) };
      await this.#write(gone, 'removed', (tx) => tx.delete(this.mapping.schema, { id }));
    });
  }

  /** Nothing has changed: each is told as it is, for those who did not hear all of it. */
  async tellAgain(): Promise<void> {
    const { kind, schema, told } = this.mapping;
    await this.parts.database.transaction(async (tx) => {
      for (const rows of pieces(await this.list())) {
        const updatedAt = rows.map((row) => this.#after(row)).reduce((one, other) => (one > other ? one : other));
        const ids = In(rows.map(({ id }) => id)) as FindOptionsWhere<Row>['id'];
        await tx.update(schema, { id: ids }, { updatedAt } as unknown as QueryDeepPartialEntity<Row>);
        const events = rows.map((row) => {
          const data = { kind, id: row.id, change: 'changed', ...told?.(row), isToldAgain: true } as const;
          return { subject: row.id, event: outgoing(routingSetupChanged, data) };
        });
        await this.parts.outbox.appendAll(tx, updatedAt, events);
      }
    });
  }

  async #write(row: Row, change: Change['change'], write: (tx: EntityManager) => Promise<unknown>): Promise<Row> {
    const { kind, name, told } = this.mapping;
    return this.parts.database.transaction(async (tx) => {
      try {
        await write(tx);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new NameTaken('Another one has this name.', { kind, name: row[name] });
      }
      const event = outgoing(routingSetupChanged, { kind, id: row.id, change, ...told?.(row) });
      await this.parts.outbox.append(tx, row.id, row.updatedAt, [event]);
      return row;
    });
  }

  /** Events of a record are ordered by it. */
  #after({ updatedAt }: Row): Date {
    return new Date(Math.max(this.parts.clock.ms(), updatedAt.getTime() + 1));
  }
}

function pieces<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, no) =>
    rows.slice(no * AT_ONCE, (no + 1) * AT_ONCE),
  );
}

/** Makes the records of a kind. */
@Injectable()
export class RoutingSetup {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  records<Row extends SetupRecord>(mapping: SetupMapping<Row>): SetupRecords<Row> {
    const { database, outbox, clock } = this;
    return new SetupRecords({ database, outbox, clock }, mapping);
  }
}
