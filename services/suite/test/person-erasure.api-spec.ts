import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErasureReceipt } from '#libs/contracts/common-center/person-data-api';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { blindColumnsOf, sealedColumnsOf } from '#libs/personal-data/sealed-column';
import { holding } from '#libs/personal-data/person-holding';
import { ServiceInTest } from '#libs/testing/service-in-test';
import { ColumnSealing } from '#libs/web/personal/column-sealing';
import { LateErasures } from '#libs/web/personal/erased-persons/late-erasures';
import { SealingProgressSchema } from '#libs/web/personal/sealing-progress.schema';
import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { CONTACTS_OF_PERSON } from '../../call-center/src/contact/contacts-of-person.api.js';
import { AttachmentSchema } from '../../call-center/src/conversation/attachments/attachment.schema.js';
import { ConversationSchema } from '../../call-center/src/conversation/infra/conversation.schema.js';
import { RecordingSchema } from '../../call-center/src/recording/infra/recording.schema.js';
import { callCenter } from '../../call-center/src/service.js';
import { Archiver } from '../../ticket-center/src/process/archive/archiver.js';
import { ColdChunkSchema } from '../../ticket-center/src/process/archive/cold-chunk.schema.js';
import { coldInstances } from '../../ticket-center/src/process/archive/cold-instances.js';
import { ticketCenter } from '../../ticket-center/src/service.js';
import { IndexWorker } from '../../ticket-center/src/ticket-search/index/index-worker.js';
import { TermSchema } from '../../ticket-center/src/ticket-search/index/search-index.schema.js';
import { SearchQueue } from '../../ticket-center/src/ticket-search/index/search-queue.js';
import { TicketSchema } from '../../ticket-center/src/ticket/infra/ticket.schema.js';
import { services } from '../src/services.js';
import { CANARY, columnsOf, nameOf, PlantedPerson, type Schema } from './planted-person.js';
import { STAYS } from './stays-of-people.js';

const LI = '0199a0a0-0000-7000-8000-000000000001';

/** By these a row belongs to a person, or to what they had to do with us. */
const LEADS =
  /^(customerId|contactId|conversationId|ticketId|interactionEventId|visitId|taskId|recordingId|sessionId|mailId|draftId|instance|phone|email|numbers)$/;
/** Columns of codes, of our own names for things, and of digests. */
const CODES =
  /^(id|type|kind|status|state|channel|direction|priority|outcome|role|mode|node|by)$|(Id|By|Key|Type|Hash|Kind|Name|Status|Version)$|sha256/;

/** A key that is not of our making. */
const KEY_IN_WORDS = 'sourceKey';

/** What the rows of some tables have to say for their aggregates to be loaded. */
const FIXED = {
  recording: { status: 'stored', holds: [], parts: [], transcripts: [] },
  ticket_attachment: { state: 'kept' },
  process_instance: { state: 'completed', countedAt: new Date(0), endedAt: new Date(0) },
  ticket_journal: { type: 'ticket-noted' },
};

function wordsOf(schema: Schema): string[] {
  return columnsOf(schema).flatMap(([name, { type, length }]) => {
    const isText = type === 'json' || type === 'text' || type === 'blob';
    return isText || (type === 'varchar' && length !== 36 && (name === KEY_IN_WORDS || !CODES.test(name)))
      ? [name]
      : [];
  });
}

/** A journal tells of whom its aggregates tell. */
function tells(schema: Schema, all: readonly Schema[]): boolean {
  const of = /^(.*)_journal$/.exec(nameOf(schema))?.[1];
  if (of !== undefined) return all.some((each) => nameOf(each) === of && tells(each, all));
  return columnsOf(schema).some(([name]) => LEADS.test(name));
}

/** What lies in object storage, by the table that names it. */
const OBJECTS: Record<string, [folder: string, table: string, file: string][]> = {
  'call-center': [
    ['recording', 'recording', '/part/1'],
    ['attachments', 'conversation_attachment', ''],
  ],
  'ticket-center': [
    ['mail', 'mail_incoming', '/source'],
    ['visit-signatures', 'visit', '/1'],
    ['ticket-attachment', 'ticket_attachment', ''],
  ],
};
/** Rows that name what lies there, and have nothing personal in them. */
const NAMED_IN_STORAGE = [
  holding(RecordingSchema, { name: 'recordings', by: 'contactId', through: CONTACTS_OF_PERSON, keeps: '' }),
  holding(AttachmentSchema, {
    ...{ name: 'conversation-attachments', by: 'conversationId', keeps: '' },
    through: { schema: ConversationSchema, by: 'contactId', through: CONTACTS_OF_PERSON },
  }),
];
/** Holdings of which nothing is planted here. */
const EMPTY: Record<string, string[]> = {
  'call-center': [],
  'ticket-center': ['archived-processes'],
};

const entitiesOf = ({ database }: ServiceDefinition) => withServiceTables(database).entities as readonly Schema[];

describe('the tables of a service', () => {
  it.each(services.map((service) => [service.name, service] as const))('%s', (_, service) => {
    const entities = entitiesOf(service);
    const reached = new Set(
      (service.holdsOfPeople ?? []).flatMap(({ schema, erases, removes = false }) =>
        Object.keys(removes ? schema.options.columns : erases).map((column) => `${nameOf(schema)}.${column}`),
      ),
    );
    const unreached = entities
      .filter((schema) => tells(schema, entities))
      .flatMap((schema) => wordsOf(schema).map((column) => `${nameOf(schema)}.${column}`))
      .filter((column) => !reached.has(column) && !STAYS.some((stays) => stays.test(column)));
    expect(unreached).toEqual([]);
  });
});

describe.each([
  [callCenter.name, callCenter],
  [ticketCenter.name, ticketCenter],
] as const)('a person in %s', (_, definition) => {
  let service: ServiceInTest;
  let planted: PlantedPerson;
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const removed = definition.holdsOfPeople!.flatMap(({ schema, removes }) => (removes ? [nameOf(schema)] : []));
  const database = () => service.running.app.get(Database);
  const storage = () => service.running.app.get(ObjectStorage, { strict: false });

  /** Tables with the canary in a row, as a program reads them, and how many rows each has. */
  const scan = () =>
    inAcme(async () => {
      const db = await database().reader();
      const found = new Map<string, number>();
      const counts = new Map<string, number>();
      for (const schema of entitiesOf(definition)) {
        const rows = await db.find(schema);
        counts.set(nameOf(schema), rows.length);
        if (JSON.stringify(rows).includes(CANARY)) found.set(nameOf(schema), rows.length);
      }
      return { found: [...found.keys()].sort(), counts };
    });
  const keys = () => OBJECTS[definition.name]!.map(([folder, table, file]) => `${folder}/${idOf(table)}${file}`);
  let planting: Awaited<ReturnType<typeof scan>>;
  const objects = () => inAcme(() => Promise.all(keys().map((key) => storage().head(key))));
  const idOf = (table: string) => [...planted.rows].find(([schema]) => nameOf(schema) === table)![1]['id'] as string;
  const erase = async () => {
    const caller = await service.asCaller({ kind: 'service' }, 'service:internal');
    const answer = await caller.post<ErasureReceipt>('/internal/person-data/erase', { customerId: LI });
    expect(answer.status).toBe(200);
    return answer.body.holdings;
  };

  beforeAll(async () => {
    service = await ServiceInTest.start(definition);
    planted = new PlantedPerson(
      LI,
      [...definition.holdsOfPeople!, ...(definition === callCenter ? NAMED_IN_STORAGE : [])],
      FIXED,
    );
    await inAcme(() => database().transaction((tx) => planted.insert(tx)));
    planting = await scan();
  });
  afterAll(() => service.stop());

  it('is planted in every table that is reached', async () => {
    const { found } = await scan();
    const read = (schema: Schema, row: object) => {
      const blind = new Set(blindColumnsOf(schema).map(([name]) => name));
      return JSON.stringify(Object.entries(row).filter(([name]) => !blind.has(name)));
    };
    const marked = [...planted.rows].filter(([schema, row]) => read(schema, row).includes(CANARY));
    expect(found).toEqual(marked.map(([schema]) => nameOf(schema)).sort());
    expect(found.length).toBeGreaterThanOrEqual(10);
  });

  /** Sealed columns with the canary in them, as they lie in the database. */
  const inTheClear = () =>
    inAcme(async () => {
      const db = await database().reader();
      const found: string[] = [];
      for (const schema of planted.rows.keys())
        for (const row of await db.query<Record<string, unknown>[]>(`SELECT * FROM ${nameOf(schema)}`))
          for (const name of [...sealedColumnsOf(schema), ...blindColumnsOf(schema).map(([blind]) => blind)])
            if (JSON.stringify(row[name]).includes(CANARY)) found.push(`${nameOf(schema)}.${name}`);
      return found;
    });

  it('lies in no sealed column in the clear, but for rows of before, until they are sealed too', async () => {
    expect(await inTheClear()).toEqual([]);
    const [schema, column] = definition === callCenter ? ['contact', 'address'] : ['mail_incoming', 'sender'];
    await inAcme(() => database().transaction((tx) => tx.query(`UPDATE ${schema} SET ${column} = '${CANARY}'`)));
    expect(await inTheClear()).toEqual([`${schema}.${column}`]);
    const sealing = service.running.app.get(ColumnSealing);
    await inAcme(() => sealing.seal(() => Promise.resolve(true)));
    expect(await inTheClear()).toEqual([]);
    const passes = await inAcme(async () => (await database().reader()).find(SealingProgressSchema));
    expect(passes.map(({ tableName }) => tableName)).toContain(schema);
    expect(passes.every(({ behind, dueAt }) => behind === null && dueAt !== null)).toBe(true);
  });

  it('is nowhere after an erasure, however often it is asked for, and what is counted of them stays', async () => {
    for (const key of keys()) await inAcme(() => storage().put(key, Readable.from([Buffer.from(CANARY)])));
    for (const receipts of [await erase(), await erase()])
      expect(
        receipts.filter(({ rows, kept }) => rows === 0 && kept !== 'nothing').map(({ holding }) => holding),
      ).toEqual(EMPTY[definition.name]);
    const after = await scan();
    expect(after.found).toEqual([]);
    expect((await objects()).some((kept) => kept)).toBe(false);
    // Other tables have rows of their own that come and go meanwhile, like those of events that are sent.
    const gone = [...planted.rows.keys()]
      .map(nameOf)
      .filter((table) => after.counts.get(table)! < planting.counts.get(table)!);
    expect(gone.sort()).toEqual(removed.sort());
  });

  it('is nowhere either once it was written again by what came late, as long as anything can', async () => {
    const late = service.running.app.get(LateErasures);
    for (const duration of [{ minutes: 1 }, { hours: 1 }, { days: 7 }, { days: 23 }]) {
      await inAcme(() => database().transaction((tx) => planted.restore(tx)));
      for (const key of keys()) await inAcme(() => storage().put(key, Readable.from([Buffer.from(CANARY)])));
      expect((await scan()).found.length).toBeGreaterThanOrEqual(10);
      service.clock.advance(duration);
      await late.run(() => Promise.resolve(true));
      expect((await scan()).found).toEqual([]);
      expect((await objects()).some((kept) => kept)).toBe(false);
    }
  });

  it('is refused from people and programs, and left to services, which would bring it again for ever', async () => {
    const path = definition === callCenter ? '/api/v1/interaction-events' : '/api/v1/tickets';
    const asked = async (kind: 'person' | 'service', customerId: string) => {
      const caller = await service.asCaller({ kind }, '*');
      return (await caller.post<{ code: string }>(path, { customerId })).body.code;
    };
    expect(await asked('person', LI)).toBe('person-erased');
    expect(await asked('service', LI)).toBe('validation-failed');
    expect(await asked('person', crypto.randomUUID())).toBe('validation-failed');
  });
});

describe('a person in the archive, and in what tickets are found by', () => {
  let service: ServiceInTest;
  let planted: PlantedPerson;
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const part = <T>(type: abstract new (...args: never[]) => T): T => service.running.app.get(type, { strict: false });
  const reader = () => part(Database).reader();
  const erase = async () => {
    const caller = await service.asCaller({ kind: 'service' }, 'service:internal');
    expect((await caller.post('/internal/person-data/erase', { customerId: LI })).status).toBe(200);
  };

  beforeAll(async () => {
    service = await ServiceInTest.start(ticketCenter);
    const holdings = ticketCenter.holdsOfPeople!.filter(({ name }) =>
      /^(tickets|ticket-journals|process.*)$/.test(name),
    );
    planted = new PlantedPerson(LI, holdings, FIXED);
    await inAcme(() => part(Database).transaction((tx) => planted.insert(tx)));
  });
  afterAll(() => service.stop());

  it('is in no chunk after an erasure', async () => {
    const process = [...planted.rows].find(([schema]) => nameOf(schema) === 'process_instance')![1];
    const kept = async () => JSON.stringify(await coldInstances(await reader(), [process['id'] as string]));
    await inAcme(() => part(Archiver).archive([process['id'] as string]));
    expect(await inAcme(kept)).toContain(CANARY);
    await erase();
    expect(await inAcme(kept)).toContain(process['id']);
    expect(await inAcme(kept)).not.toContain(CANARY);
    const chunks = await inAcme(async () => (await reader()).find(ColdChunkSchema));
    expect(chunks).toHaveLength(1);
  });

  it('is among the terms until the tickets were read again', async () => {
    const look = () => inAcme(() => part(IndexWorker).look(() => Promise.resolve(true)));
    const terms = () => inAcme(async () => (await reader()).find(TermSchema));
    const ticketId = [...planted.rows].find(([schema]) => nameOf(schema) === 'ticket')![1]['id'] as string;
    await inAcme(() =>
      part(Database).transaction((tx) => tx.update(TicketSchema, { id: ticketId }, { subject: 'Frobisher' })),
    );
    await inAcme(() => part(SearchQueue).changed(ticketId));
    await look();
    const known = (await terms()).length;
    await erase();
    await look();
    expect((await terms()).length).toBeLessThan(known);
    expect((await terms()).map(({ term }) => term)).not.toContain('frobisher');
  });
});
