import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { ExportWorker } from '../../src/ticket-export/export-worker.js';
import { TicketExportSchema } from '../../src/ticket-export/ticket-export.schema.js';
import { IndexWorker } from '../../src/ticket-search/index/index-worker.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const is = (attribute: string, ...values: unknown[]) => ({ attribute, op: 'is', values });

interface Exported {
  id: string;
  status: string;
  tickets: number;
  total: number | null;
}

describe('exports of tickets over HTTP', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let worker: ExportWorker;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    const calls = await service.remote('call-center');
    for (const person of ['mia', 'li', 'lead'])
      calls.answers('GET', `/internal/agents/${person}/team`, () => ({ teamId: null }));
    mia = await service.as('ticket:*', 'ticket-view:*', 'ticket-export:create');
    worker = service.running.app.get(ExportWorker);
    // Nobody else writes while a test says when.
    await worker.rounds.run();
  });
  afterAll(() => service.stop());
  beforeEach(() => inAcme(() => database().transaction((tx) => tx.deleteAll(TicketExportSchema))));

  const database = () => service.running.app.get(Database);
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const opened = async (over: object) => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'A question', ...over };
    return (await mia.post<TicketView>('/api/v1/tickets', body)).body;
  };
  const asked = async (body: object, by = mia) => (await by.post<Exported>('/api/v1/ticket-exports', body)).body;
  const status = async (id: string) => (await mia.get<Exported>(`/api/v1/ticket-exports/${id}`)).body;
  const content = (id: string, by = mia) => by.get<unknown>(`/api/v1/ticket-exports/${id}/content`);
  /** Byte by byte: nobody reads it on the way. */
  const file = async (id: string, by = mia) => {
    const path = `${service.running.url}/api/v1/ticket-exports/${id}/content`;
    return Buffer.from(await (await fetch(path, { headers: by['headers'] })).arrayBuffer()).toString('utf8');
  };
  const written = () => worker.rounds.run();
  const only = (channel: string) => ({ conditions: { all: [is('channel', channel)] } });

  it('are CSV with a line for each ticket, in the order of the view and with its columns', async () => {
    for (const [priority, subject] of [
      ['low', '=1+1'],
      ['urgent', 'Say "now", please'],
    ])
      await opened({ channel: 'email', priority, subject });
    await service.settled();
    const sort = [{ by: 'priority' }];
    const columns = ['priority', 'subject', 'assigneeId'];
    const view = await mia.post<{ id: string }>('/api/v1/ticket-views', {
      name: 'E-mail',
      ...only('email'),
      sort,
      columns,
    });
    const { id } = await asked({ viewId: view.body.id, byteOrderMark: true });
    await written();
    expect(await status(id)).toMatchObject({ status: 'done', tickets: 2, total: 2 });
    expect((await content(id)).headers.get('content-type')).toContain('text/csv');
    expect(await file(id)).toBe(
      '\u{feff}priority,subject,assigneeId\r\nurgent,"Say ""now"", please",\r\nlow,\'=1+1,\r\n',
    );
  });

  it('are JSON lines of what is found by words', async () => {
    const { number } = await opened({ channel: 'chat', subject: 'Zeppelin' });
    await service.settled();
    await service.running.app.get(IndexWorker).rounds.run();
    const { id } = await asked({ words: 'zeppelin', format: 'jsonl', columns: ['number', 'urgedTimes'] });
    await written();
    expect(await file(id)).toBe(`{"number":"${number}","urgedTimes":0}\n`);
  });

  it('show nothing that leads to a person, but to those who may have it', async () => {
    await opened({ channel: 'sms', subject: 'Call 138 1234 5678' });
    await service.settled();
    const lead = await service.as('ticket-export:*');
    const [masked, whole] = [
      await asked({ ...only('sms'), columns: ['subject'] }),
      await asked({ ...only('sms'), columns: ['subject'] }, lead),
    ];
    await written();
    expect(await file(masked.id)).toBe('subject\r\nCall 138****5678\r\n');
    expect(await file(whole.id, lead)).toBe('subject\r\nCall 138 1234 5678\r\n');
    expect(await content(whole.id)).toMatchObject({ status: 403, body: { code: 'ticket-export-shows-too-much' } });
  });

  it('lie encrypted, and are gone after a week', async () => {
    const { id } = await asked({ columns: ['number'] });
    await written();
    const storage = service.running.app.get(ObjectStorage);
    const keys = () =>
      inAcme(async () => {
        const found: string[] = [];
        for await (const key of storage.list(`ticket-export/${id}`)) found.push(key);
        return found.length;
      });
    expect(await keys()).toBe(1);
    const later = new Date(service.clock.ms());
    await inAcme(() => database().transaction((tx) => tx.update(TicketExportSchema, { id }, { expiresAt: later })));
    await written();
    expect(await status(id)).toMatchObject({ status: 'expired' });
    expect(await keys()).toBe(0);
    expect(await content(id)).toMatchObject({ status: 409, body: { code: 'ticket-export-not-ready' } });
  });

  it('go on behind the last piece that is kept, whoever wrote it', async () => {
    const many = 2_300;
    await inAcme(() => lines(many));
    const { id } = await asked({ ...only('bulk'), columns: ['number'] });
    let looks = 0;
    await inAcme(() => worker.writer.look(() => Promise.resolve(looks++ > 0)));
    expect(await status(id)).toMatchObject({ status: 'running', tickets: 2_000, total: many });
    await inAcme(() => worker.writer.look(() => Promise.resolve(true)));
    expect(await status(id)).toMatchObject({ status: 'done', tickets: many });
    const rows = (await file(id)).trim().split('\r\n');
    expect(new Set(rows).size).toBe(many + 1);
  });

  it('are cancelled, are their owner’s alone, and are few at a time', async () => {
    const first = await asked({});
    await asked({});
    await asked({});
    expect(await mia.post('/api/v1/ticket-exports', {})).toMatchObject({
      status: 409,
      body: { code: 'ticket-export-too-many' },
    });
    expect((await mia.post<Exported>(`/api/v1/ticket-exports/${first.id}/cancel`)).body.status).toBe('cancelled');
    const li = await service.asCaller({ subject: 'li' }, 'ticket-export:create');
    expect(await li.get(`/api/v1/ticket-exports/${first.id}`)).toMatchObject({ status: 404 });
    expect((await li.get<{ items: [] }>('/api/v1/ticket-exports')).body.items).toEqual([]);
    expect((await mia.get<{ items: [] }>('/api/v1/ticket-exports')).body.items).toHaveLength(3);
    await written();
    expect((await status(first.id)).status).toBe('cancelled');
  });

  /** As many as make more than one piece. */
  async function lines(count: number): Promise<void> {
    const text =
      'INSERT INTO ticket_line (ticketId, number, ticketType, customerId, channel, subject, priority, priorityRank, status, urgedTimes, openedAt, updatedAt, dueAt, breached, archived)';
    const moment = "'2026-11-23 09:00:00.000'";
    await database().transaction(async (tx) => {
      for (let at = 0; at < count; at++)
        await tx.query(
          `${text} VALUES ('bulk-${at}', 'B-${at}', 'general', 'c', 'bulk', 's', 'low', 3, 'open', 0, ${moment}, ${moment}, ${moment}, 0, 0)`,
        );
    });
  }
});
