import { isDeepStrictEqual } from 'node:util';
import type { AggregateRoot } from '#libs/kernel/aggregate-root';
import { type DomainEvent } from '#libs/kernel/aggregate-root';
import type { Clock } from '#libs/kernel/clock';
import { domainError, type DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Repository } from '#libs/kernel/repository';
import type { Outbox } from '#libs/messaging/outbox';
import { type OutgoingEvent } from '#libs/messaging/outbox';
import { EntitySchema, type EntityManager, type ObjectLiteral } from 'typeorm';
import { journalColumns, schemaIndex } from './columns.js';
import type { Database } from '../database.js';
import { insertRows, readRows, updateRows } from './plain-rows.js';
import { currentContext } from '../tenant/tenant-context.js';

/** Someone else saved in between (HTTP 412): read again and decide again. */
export class StaleVersion extends domainError('stale-version', 'conflict') {}

type EventOf<Aggregate> = Aggregate extends AggregateRoot<infer Event> ? Event : never;

/** Rows that make what is inside an aggregate searchable; the aggregate's own row stays the truth. */
export interface LookupRows<Aggregate> {
  readonly schema: EntitySchema;
  /** The column that holds the aggregate's id. */
  readonly owner: string;
  rows(aggregate: Aggregate): ObjectLiteral[] | Promise<ObjectLiteral[]>;
}

/** How a row lies in its table, where that is not as the aggregate has it: sealed, for one. */
export interface StoredForm {
  toStored(row: ObjectLiteral): Promise<ObjectLiteral>;
  /** Puts into the row what the aggregate needs. */
  fromStored(row: ObjectLiteral): Promise<void>;
}

/** What happened to an aggregate, whole and in order: its history for people. Personal data may be in it; it never leaves. */
export interface JournalRow {
  id: string;
  aggregateId: string;
  type: string;
  at: Date;
  data: Record<string, unknown>;
}

/** The journal of one kind of aggregate. */
export function journalSchema(name: string): EntitySchema<JournalRow> {
  return new EntitySchema<JournalRow>({
    name,
    columns: journalColumns,
    indices: [schemaIndex(name, { columns: ['aggregateId', 'id'] })],
  });
}

/** A field, and who changed it when: for people in words, for programs beside them. */
interface ChangedField {
  readonly field: string;
  readonly message: string;
  readonly by?: string;
  /** ISO-8601. */
  readonly at?: string;
}

export interface AggregateMapping<Aggregate extends AggregateRoot> {
  readonly schema: EntitySchema;
  notFound(id: string): DomainError;
  /** Which domain event leaves the service, as which contract; null for those that stay. */
  publish(event: EventOf<Aggregate>, aggregate: Aggregate): OutgoingEvent | null;
  readonly lookups?: readonly LookupRows<Aggregate>[];
  readonly stored?: StoredForm;
  /** What others changed after this version, for whoever wanted to change it: told with the refusal. */
  changedSince?(aggregate: Aggregate, version: number): readonly ChangedField[];
  /** Where every domain event is kept as well. */
  readonly journal?: EntitySchema<JournalRow>;
}

/** Saves an aggregate's row, its lookup rows and its events in one transaction, so that none can be forgotten. */
export abstract class AggregateStore<Aggregate extends AggregateRoot> extends Repository<Aggregate> {
  protected constructor(
    protected readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly mapping: AggregateMapping<Aggregate>,
  ) {
    super();
  }

  async get(id: string): Promise<Aggregate> {
    return this.#load(await this.database.reader(), id, false);
  }

  async add(aggregate: Aggregate): Promise<void> {
    await this.database.transaction(async (tx) => {
      Object.assign(aggregate, { version: 1, updatedAt: this.clock.now() });
      await insertRows(tx, this.mapping.schema, [await this.#row(aggregate)]);
      await this.#saveRest(tx, aggregate, []);
    });
  }

  async update<Result>(id: string, change: (aggregate: Aggregate) => Result): Promise<Result> {
    return this.database.transaction(async (tx) => {
      const aggregate = await this.#load(tx, id, true);
      checkPrecondition(aggregate, (version) => this.mapping.changedSince?.(aggregate, version));
      const before = await this.#lookupRows(aggregate);
      const result = change(aggregate);
      if (result instanceof Promise)
        throw new TypeError('a change must be synchronous: nothing is awaited under a lock');
      await this.#save(tx, aggregate, before);
      return result;
    });
  }

  /**
   * As {@link update}, of several at once: all or none. They are locked in the order of their ids, so that nobody waits in a circle;
   * those to which nothing happened stay as they are.
   */
  protected async changeAll<Result>(
    ids: readonly string[],
    change: (aggregates: ReadonlyMap<string, Aggregate>) => Result,
  ): Promise<Result> {
    return this.database.transaction(async (tx) => {
      const all = new Map<string, Aggregate>();
      for (const id of [...new Set(ids)].sort()) all.set(id, await this.#load(tx, id, true));
      for (const each of all.values()) checkPrecondition(each, (version) => this.mapping.changedSince?.(each, version));
      const result = change(all);
      if (result instanceof Promise)
        throw new TypeError('a change must be synchronous: nothing is awaited under a lock');
      const changed = [...all.values()].filter((each) => each.recordedEvents().length > 0);
      // All before any is written: what one gives up another may have now.
      for (const each of changed) await this.#removeLookups(tx, each);
      for (const each of changed) await this.#save(tx, each, []);
      return result;
    });
  }

  get #rows(): EntitySchema<ObjectLiteral> {
    return this.mapping.schema as EntitySchema<ObjectLiteral>;
  }

  #lookupRows(aggregate: Aggregate): Promise<ObjectLiteral[][]> {
    return Promise.all((this.mapping.lookups ?? []).map(async (lookup) => lookup.rows(aggregate)));
  }

  async #removeLookups(tx: EntityManager, { id }: Aggregate): Promise<void> {
    for (const { schema, owner } of this.mapping.lookups ?? []) await tx.delete(schema, { [owner]: id });
  }

  async #load(manager: EntityManager, id: string, forUpdate: boolean): Promise<Aggregate> {
    const lock = { forUpdate: forUpdate && this.database.locksRows };
    const [found] = await readRows(manager, this.#rows, { id }, lock);
    if (!found) throw this.mapping.notFound(id);
    await this.mapping.stored?.fromStored(found);
    return found as Aggregate;
  }

  /** Guarded by the version: TypeORM's own save() lets a stale copy win silently. */
  async #save(tx: EntityManager, aggregate: Aggregate, before: ObjectLiteral[][]): Promise<void> {
    const { id, version } = aggregate;
    const updatedAt = new Date(Math.max(this.clock.ms(), aggregate.updatedAt.getTime() + 1));
    Object.assign(aggregate, { version: version + 1, updatedAt });
    const found = await updateRows(tx, this.#rows, { id, version }, await this.#row(aggregate));
    if (found !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
    await this.#saveRest(tx, aggregate, before);
  }

  /** @param before its lookup rows as they are in the database */
  async #saveRest(tx: EntityManager, aggregate: Aggregate, before: ObjectLiteral[][]): Promise<void> {
    for (const [index, rows] of (await this.#lookupRows(aggregate)).entries()) {
      if (isDeepStrictEqual(rows, before[index] ?? [])) continue;
      const { schema, owner } = this.mapping.lookups![index]!;
      await tx.delete(schema, { [owner]: aggregate.id });
      await insertRows(tx, schema, rows);
    }
    const events = aggregate.recordedEvents() as readonly EventOf<Aggregate>[];
    if (this.mapping.journal && events.length > 0) {
      const rows = events.map((event) => journalRow(aggregate.id, event));
      await insertRows(tx, this.mapping.journal, rows);
    }
    const outgoing = events.map((event) => this.mapping.publish(event, aggregate)).filter((event) => event !== null);
    await this.outbox.append(tx, aggregate.id, aggregate.updatedAt, outgoing);
    // Not earlier: when the unit of work runs again, it saves the same aggregate again.
    currentContext()?.unitOfWork?.afterCommit(() => aggregate.takeEvents());
  }

  /** Every column, so that a property which was unset becomes null: TypeORM leaves columns alone that are undefined. */
  async #row(aggregate: Aggregate): Promise<ObjectLiteral> {
    const properties: ObjectLiteral = (await this.mapping.stored?.toStored(aggregate)) ?? aggregate;
    const names = Object.keys(this.mapping.schema.options.columns);
    return Object.fromEntries(names.map((name) => [name, (properties[name] as unknown) ?? null]));
  }
}

function journalRow(aggregateId: string, { type, at, ...data }: DomainEvent): JournalRow {
  return { id: newId(at), aggregateId, type, at, data };
}

/** For what is changed by another way than `update`. @throws StaleVersion when the caller wants to change another version */
export function checkPrecondition(
  aggregate: Pick<AggregateRoot, 'id' | 'version'>,
  changedSince: (version: number) => readonly ChangedField[] | undefined = () => undefined,
): void {
  const precondition = currentContext()?.precondition;
  if (precondition?.id !== aggregate.id || precondition.version === aggregate.version) return;
  throw new StaleVersion('It was changed by someone else in the meantime.', {
    id: aggregate.id,
    facts: { yours: precondition.version, current: aggregate.version },
    offending: changedSince(precondition.version),
  });
}
