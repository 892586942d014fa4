import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { ApiClient } from '#libs/testing/api-client';
import { operationsCenter } from '../src/service.js';
import { anId, EventsOfOthers } from './events-of-others.js';

interface Check {
  id: string;
  ticketId: string;
  formVersion: number;
  score: number | null;
  passed: boolean;
}
interface Page<Item> {
  items: Item[];
  next: string | null;
}
const CHECKS = '/api/v1/ticket-quality-checks';
const FORMS = '/api/v1/quality-forms';
const anHourToHandle = {
  mode: 'points',
  passMark: 50,
  groups: [{ name: 'Speed', weight: 1, items: [{ measures: 'handling-timeliness', target: 'PT1H', points: 1 }] }],
};

describe('operations-center: the quality of closed tickets', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let others: EventsOfOthers;

  beforeAll(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    supervisor = await service.as('ticket-quality:*', 'quality-form:*');
    others = new EventsOfOthers(service);
  });
  afterAll(() => service.stop());

  const checksOf = async (ticketId: string) =>
    (await supervisor.get<Page<Check>>(`${CHECKS}?ticketId=${ticketId}`)).body.items;

  it('is checked when it closes, by the form the tenant came with, and the score is told', async () => {
    const ticketId = await others.ticketClosed({ firstRepliedAt: null, urgedTimes: 2 });
    const [check] = await checksOf(ticketId);
    const { body } = await supervisor.get(`${CHECKS}/${check!.id}`);
    expect(body).toMatchObject({
      ...{ ticketId, ticketNumber: 'T-20261123-000001', assigneeId: 'mia', formVersion: 1 },
      ...{ score: 70, nonFatalScore: 70, fatalMissed: false, passed: true, urgedTimes: 2 },
      items: [
        { group: 'Timeliness', measures: 'handling-timeliness', points: 1 },
        { group: 'Timeliness', measures: 'reply-timeliness', points: 0 },
        { group: 'Content', measures: 'content-completeness', points: 4 },
      ],
    });
    await service.settled();
    expect(service.events('ticket-quality.checked.v1').at(-1)).toMatchObject({
      subject: check!.id,
      data: { checkId: check!.id, ticketId, score: 70, passed: true },
    });
  });

  it('is checked once, also when the news comes again', async () => {
    const ticketId = anId();
    await others.ticketClosed({ ticketId });
    await others.ticketClosed({ ticketId, firstRepliedAt: null });
    expect(await checksOf(ticketId)).toMatchObject([{ score: 100 }]);
    await service.settled();
    const told = service.events('ticket-quality.checked.v1').filter(({ data }) => data.ticketId === ticketId);
    expect(told).toHaveLength(1);
  });

  it('is judged by the form in force; a new version never touches old checks', async () => {
    const before = await others.ticketClosed();
    const added = await supervisor.post<{ version: number }>(FORMS, anHourToHandle);
    expect(added).toMatchObject({ status: 201, body: { version: 2, mode: 'points' } });
    const after = await others.ticketClosed();
    expect(await checksOf(before)).toMatchObject([{ formVersion: 1, score: 100, passed: true }]);
    expect(await checksOf(after)).toMatchObject([{ formVersion: 2, score: 0, passed: false }]);
  });

  it('lists checks newest first, page by page, and those that failed', async () => {
    const first = (await supervisor.get<Page<Check>>(`${CHECKS}?limit=2`)).body;
    const second = (await supervisor.get<Page<Check>>(`${CHECKS}?limit=200&cursor=${first.next}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
    expect(second.next).toBeNull();
    const failed = (await supervisor.get<Page<Check>>(`${CHECKS}?passed=false`)).body.items;
    expect(failed).toMatchObject([{ formVersion: 2, score: 0, passed: false }]);
  });

  it('lists form versions newest first, page by page', async () => {
    const first = (await supervisor.get<Page<{ version: number }>>(`${FORMS}?limit=1`)).body;
    expect(first.items).toMatchObject([{ version: 2 }]);
    const second = (await supervisor.get<Page<{ version: number }>>(`${FORMS}?limit=1&cursor=${first.next}`)).body;
    expect(second).toMatchObject({ items: [{ version: 1, mode: 'groups', passMark: 60 }], next: null });
  });

  it.each([
    ['a target that is no duration', { measures: 'reply-timeliness', target: '30 minutes', points: 1 }],
    ['an item nobody can measure', { measures: 'friendliness', points: 1 }],
    ['an item without points', { measures: 'content-completeness', points: 0 }],
  ])('refuses a form with %s', async (_, item) => {
    const form = { ...anHourToHandle, groups: [{ name: 'Any', weight: 1, items: [item] }] };
    expect(await supervisor.post(FORMS, form)).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  });

  it('keeps tenants apart', async () => {
    const ticketId = await new EventsOfOthers(service, 'globex').ticketClosed();
    expect(await checksOf(ticketId)).toEqual([]);
    const globex = await service.asCaller({ tenant: 'globex' }, 'ticket-quality:read');
    expect((await globex.get<Page<Check>>(CHECKS)).body.items).toMatchObject([{ ticketId, formVersion: 1 }]);
  });

  it('answers 404 for a check that does not exist', async () => {
    expect(await supervisor.get(`${CHECKS}/${anId()}`)).toMatchObject({
      status: 404,
      body: { code: 'ticket-quality-check-not-found' },
    });
  });

  it.each([
    ['GET', CHECKS, 'quality-form:read'],
    ['GET', FORMS, 'ticket-quality:read'],
    ['POST', FORMS, 'quality-form:read'],
  ])('refuses %s %s to someone who only has %s', async (method, path, permission) => {
    const caller = await service.as(permission);
    expect((await caller.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(403);
  });
});
