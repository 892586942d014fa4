import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore, journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, journalColumns, schemaIndex, table } from '#libs/persistence/rows/columns';
import type { Database } from '#libs/persistence/database';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export class JarNotFound extends domainError('jar-not-found', 'not-found') {}
export class JarEmpty extends domainError('jar-empty', 'conflict') {}

export type JarEvent =
  | { readonly type: 'jar-filled'; readonly at: Date }
  | { readonly type: 'sweet-taken'; readonly at: Date; readonly left: number; readonly by: string }
  | { readonly type: 'jar-dusted'; readonly at: Date };

/** An aggregate to test with: sweets go out one by one, and never more than were in. */
export class Jar extends AggregateRoot<JarEvent> {
  readonly sweets!: number;
  readonly flavours!: readonly string[];
  readonly lid: string | null | undefined = null;

  static fill(sweets: number, at: Date, flavours: readonly string[] = []): Jar {
    const jar = Object.assign(new Jar(), { id: newId(at), sweets, flavours, lid: 'red' });
    jar.record({ type: 'jar-filled', at });
    return jar;
  }

  /** @throws JarEmpty */
  take(by: string, at: Date): number {
    if (this.sweets === 0) throw new JarEmpty('The jar is empty.');
    Object.assign(this, { sweets: this.sweets - 1 });
    this.record({ type: 'sweet-taken', at, left: this.sweets, by });
    return this.sweets;
  }

  mix(flavours: readonly string[]): void {
    Object.assign(this, { flavours });
  }

  loseLid(): void {
    Object.assign(this, { lid: undefined });
  }

  /** Nobody outside hears of it. */
  dust(at: Date): void {
    this.record({ type: 'jar-dusted', at });
  }
}

const columns = {
  ...aggregateColumns,
  sweets: column.int(),
  flavours: column.json(),
  lid: column.nullable(column.varchar(20)),
};
const flavourColumns = { jarId: column.primary(column.ref()), flavour: column.primary(column.varchar(60)) };
const flavourIndex = { columns: ['flavour'] };
const journalIndex = { columns: ['aggregateId', 'id'] };

export const JarSchema = new EntitySchema<Jar>({ name: 'Jar', tableName: 'jar', target: Jar, columns });
export const JarFlavourSchema = new EntitySchema<{ jarId: string; flavour: string }>({
  name: 'jar_flavour',
  columns: flavourColumns,
  indices: [schemaIndex('jar_flavour', flavourIndex)],
});
export const JarJournalSchema = journalSchema('jar_journal');

class CreateJars1763900900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('jar', columns));
    await runner.createTable(table('jar_flavour', flavourColumns, [flavourIndex]));
    await runner.createTable(table('jar_journal', journalColumns, [journalIndex]));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['jar_journal', 'jar_flavour', 'jar']) await runner.dropTable(name);
  }
}

/** A service that keeps jars. */
export const jarDatabase = withServiceTables({
  context: 'jar',
  entities: [JarSchema, JarFlavourSchema, JarJournalSchema],
  migrations: [CreateJars1763900900000],
});

export class Jars extends AggregateStore<Jar> {
  constructor(database: Database, clock: Clock, outbox = new Outbox('/jars')) {
    super(database, outbox, clock, {
      schema: JarSchema,
      notFound: (id) => new JarNotFound('There is no such jar.', { id }),
      publish: publishJar,
      lookups: [
        {
          schema: JarFlavourSchema,
          owner: 'jarId',
          rows: ({ id, flavours }) => flavours.map((flavour) => ({ jarId: id, flavour })),
        },
      ],
      journal: JarJournalSchema,
    });
  }
}

function publishJar(event: JarEvent, { id }: Jar): OutgoingEvent | null {
  if (event.type === 'jar-dusted') return null;
  const left = event.type === 'sweet-taken' ? event.left : null;
  return { topic: 'ticket-events', type: `jar.${event.type}.v1`, data: { jarId: id, left } };
}
