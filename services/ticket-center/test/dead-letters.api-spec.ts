import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketSolved } from '#libs/contracts/ticket-center/ticket-events';
import type { Envelope } from '#libs/contracts/envelope';
import { DeadLetters } from '#libs/messaging/dead-letters';
import { newTraceparent, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../src/service.js';
import type { TaskView } from '../src/task/task.dto.js';

interface DeadLetterView {
  id: string;
  eventId: string;
  topic: string;
  subject: string;
  reason: string;
  attempts: number;
  failedAt: string;
}

interface List<Item> {
  items: Item[];
  next: string | null;
}

const PATH = '/api/v1/ticket-center/dead-letters';
const [SOLVED] = JSON.parse(readFileSync('libs/contracts/recorded/ticket.solved.v1.json', 'utf8')) as [
  { customerId: string; ticketId: string },
];

describe('dead letters over HTTP', () => {
  let service: ServiceInTest;
  let operator: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'other'] });
    operator = await service.as('dead-letter:read', 'dead-letter:replay', 'task:read');
  });
  afterAll(() => service.stop());

  const listed = async () => (await operator.get<List<DeadLetterView>>(PATH)).body.items;
  const tasks = async () => (await operator.get<List<TaskView>>('/api/v1/tasks')).body.items;

  it('shows what could not be handled and why, and nothing of what was in it', async () => {
    const id = await service.publish(ticketSolved, { ticketId: 'Ann, Elm Street 7' } as never, { subject: 'a-ticket' });
    const answer = await operator.get<List<DeadLetterView>>(PATH);
    expect(answer).toMatchObject({ status: 200, body: { next: null } });
    expect(answer.body.items).toEqual([
      {
        id: expect.any(String),
        eventId: id,
        topic: 'ticket-events',
        subject: 'a-ticket',
        reason: expect.stringMatching(/^Unreadable: the data breaks the contract ticket\.solved\.v1: ticketId/),
        attempts: 1,
        failedAt: service.clock.now().toISOString(),
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('Elm Street');
  });

  it('tells how many there are as a metric', async () => {
    const { body } = await service.anonymous().get<string>('/metrics');
    expect(body).toMatch(/^switchboard_dead_letters_kept_count\{service="ticket-center"\} 1$/m);
    expect(body).toMatch(/^switchboard_events_deliveries_total\{.*type="ticket\.solved\.v1".*outcome="dead".*\} 1$/m);
    expect(body).toMatch(/^switchboard_outbox_waiting_count\{service="ticket-center"\} 0$/m);
    expect(body).toMatch(/^switchboard_outbox_lag_seconds\{service="ticket-center"\} 0$/m);
  });

  it('says why a replay failed, and keeps the letter', async () => {
    const [letter] = await listed();
    const answer = await operator.post<Problem>(`${PATH}/${letter!.id}/replay`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'replay-failed', detail: letter!.reason } });
    expect(await listed()).toEqual([letter]);
  });

  it('replays what can be handled by now, once, and forgets the letter', async () => {
    const eventId = await keptLetter();
    const letter = (await listed()).find((each) => each.eventId === eventId)!;
    const before = await tasks();
    expect(await operator.post(`${PATH}/${letter.id}/replay`)).toMatchObject({ status: 204 });
    const after = await tasks();
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ kind: 'return-visit', customerId: SOLVED.customerId });
    expect((await listed()).map(({ id }) => id)).not.toContain(letter.id);
    expect(await operator.post(`${PATH}/${letter.id}/replay`)).toMatchObject({ status: 404 });
  });

  it('shows a tenant its own only', async () => {
    const other = await service.asCaller({ tenant: 'other' }, 'dead-letter:read');
    expect((await other.get<List<DeadLetterView>>(PATH)).body.items).toEqual([]);
  });

  it('is for those who may', async () => {
    const reader = await service.as('dead-letter:read');
    const [letter] = await listed();
    expect(await reader.post(`${PATH}/${letter!.id}/replay`)).toMatchObject({ status: 403 });
    expect(await (await service.as('ticket:*')).get(PATH)).toMatchObject({ status: 403 });
  });

  /** As it was left when its handler failed for a reason that has passed. */
  async function keptLetter(): Promise<string> {
    const id = crypto.randomUUID();
    const envelope: Envelope = {
      specversion: '1.0',
      id,
      source: '/ticket-center',
      type: ticketSolved.type,
      subject: SOLVED.ticketId,
      time: service.clock.now().toISOString(),
      datacontenttype: 'application/json',
      tenantid: 'acme',
      traceparent: newTraceparent(),
      data: { ...SOLVED, returnVisit: true },
    };
    const letters = service.running.app.get(DeadLetters);
    await runAsTenant('acme', () =>
      letters.keep({
        consumer: 'ticket-center',
        messageId: id,
        topic: ticketSolved.topic,
        messageKey: envelope.subject,
        body: JSON.stringify(envelope),
        reason: 'Error: the database was away',
        attempts: 5,
      }),
    );
    return id;
  }
});
