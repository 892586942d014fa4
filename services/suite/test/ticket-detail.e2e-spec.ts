import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { SuiteInTest, type Profile } from './suite-in-test.js';

interface Part {
  readonly status: string;
  readonly problem?: { readonly code: string };
  readonly data?: { readonly items?: readonly unknown[] };
}

interface Detail {
  readonly parts: Readonly<Record<string, Part>>;
}

function ticketDetail(profile: Profile): void {
  let suite: SuiteInTest;
  let mia: ApiClient;
  let path: string;
  let ticketId: string;

  beforeAll(async () => {
    suite = await SuiteInTest.start(profile);
    mia = await suite.person('mia');
    const ticket = { ticketType: 'general', customerId: suite.suite.customerId, subject: 'No light' };
    ticketId = (await mia.post<{ id: string }>('/api/v1/tickets', ticket)).body.id;
    path = `/api/v1/views/ticket-detail/${ticketId}?wait=full`;
    await suite.settled();
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  it('has every part that the caller may see, from the services as they are', async () => {
    const { status, body } = await mia.get<Detail>(path);
    expect(status).toBe(200);
    const isLost = ({ status, problem }: Part) =>
      status === 'error' ? problem!.code !== 'not-permitted' : !['ok', 'skipped'].includes(status);
    expect(Object.entries(body.parts).filter(([, part]) => isLost(part))).toEqual([]);
    expect(Object.values(body.parts).filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(15);
    expect(body.parts.ticket!.data).toMatchObject({ id: ticketId, subject: 'No light' });
  });

  it('is the same until something happens to it, wherever that was done', async () => {
    const { url } = suite.suite.services.find(({ name }) => name === 'ticket-center')!;
    const beside = mia.at(url);
    const notes = async () => (await mia.get<Detail>(path)).body.parts.journal!.data!.items!.length;
    const before = await notes();
    expect(await notes()).toBe(before);
    expect(await beside.post(`/api/v1/tickets/${ticketId}/note`, { text: 'called back' })).toMatchObject({
      status: 200,
    });
    await eventually('it is heard of', async () => (await notes()) > before);
  });
}

describe('a ticket in one call, embedded', () => ticketDetail('embedded'));
describeReal(['mariadb', 'redis', 'rocketmq', 'consul'], 'a ticket in one call, on the real parts', () =>
  ticketDetail('cluster'),
);
