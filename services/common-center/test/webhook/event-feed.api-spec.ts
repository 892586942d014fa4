import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ticketUrged } from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { OldKeptEvents } from '../../src/event-feed/old-kept-events.js';
import { commonCenter } from '../../src/service.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface FeedPage {
  items: { id: string; type: string; time: string }[];
  next: string;
}
interface Feed {
  version: number;
  keepDays: number;
  last: number;
  cutThrough: number;
}

const FEED = '/api/v1/event-feed';
const DAY_MS = 86_400_000;

serviceOnEachEngine('common-center: the event feed', (start) => {
  let center: CommonCenterInTest;
  let service: ServiceInTest;
  let admin: ApiClient;

  beforeAll(async () => {
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    center = await CommonCenterInTest.of(service);
    for (const tenant of ['acme', 'globex']) await center.register(tenant);
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    admin = await center.asPerson('acme');
    await keep(0);
    await cutOff();
    await keep(7);
  });

  async function keep(keepDays: number): Promise<Feed> {
    const { version } = await ok(admin.get<Feed>(FEED));
    return ok(admin.put<Feed>(FEED, { keepDays }, { 'if-match': `"${version}"` }));
  }
  const cutOff = () => service.running.app.get(OldKeptEvents).rounds.run();
  const urged = (tenant = 'acme', id?: string) => {
    const subject = newId(new Date());
    return service.publish(ticketUrged, { ticketId: subject, times: 1 }, { subject, tenant, ...(id && { id }) });
  };
  const read = (after?: string, limit = 1_000) =>
    ok(admin.get<FeedPage>(`${FEED}/events?limit=${limit}${after === undefined ? '' : `&after=${after}`}`));
  const idsOf = ({ items }: FeedPage) => items.filter(({ type }) => type === ticketUrged.type).map(({ id }) => id);
  /** Behind what registering and logging in have told. */
  const end = async () => (await read()).next;

  it('gives every event as it was published, in one order, to whoever goes on from where the answer before ended', async () => {
    const before = await end();
    const ids = [await urged(), await urged(), await urged()];
    const whole = await read(before);
    expect(idsOf(whole)).toEqual(ids);
    expect(whole.items).toContainEqual(service.events(ticketUrged.type).find(({ id }) => id === ids[0]));
    const pages = [];
    for (let page = await read(before, 2); page.items.length > 0; page = await read(page.next, 2)) pages.push(page);
    expect(pages.flatMap(idsOf)).toEqual(ids);
    expect(idsOf(await read(whole.next))).toEqual([]);
    const later = await urged();
    expect(idsOf(await read(whole.next))).toEqual([later]);
  });

  it('has an event once however often it comes, and none of another tenant', async () => {
    const before = await end();
    const id = await urged();
    await urged('acme', id);
    await urged('globex');
    expect(idsOf(await read(before))).toEqual([id]);
  });

  it('misses none of events that come at once', async () => {
    const before = await end();
    const ids = await Promise.all(Array.from({ length: 20 }, () => urged()));
    expect(new Set(idsOf(await read(before)))).toEqual(new Set(ids));
  });

  it('keeps nothing unless the tenant wants it kept', async () => {
    await keep(0);
    const id = await urged();
    expect(idsOf(await read())).not.toContain(id);
  });

  it('forgets what was kept for as long as wanted, and tells a reader who had not come so far', async () => {
    const before = await end();
    await urged();
    service.clock.advance(8 * DAY_MS);
    admin = await center.asPerson('acme');
    const young = await urged();
    await cutOff();
    const gone = await admin.get(`${FEED}/events?after=${before}`);
    expect(gone).toMatchObject({ status: 409, body: { code: 'feed-place-gone' } });
    expect(idsOf(await read())).toEqual([young]);
    expect((await ok(admin.get<Feed>(FEED))).cutThrough).toBeGreaterThan(0);
  });

  it('goes on counting when it is kept again, so that no place is given twice', async () => {
    await urged();
    const { last } = await ok(admin.get<Feed>(FEED));
    await keep(0);
    await cutOff();
    await keep(1);
    await urged();
    expect((await ok(admin.get<Feed>(FEED))).last).toBeGreaterThan(last);
  });

  it('refuses a cursor of nobody, too long a time, and a change of what has changed since', async () => {
    expect(await admin.get(`${FEED}/events?after=nonsense`)).toMatchObject({ body: { code: 'invalid-cursor' } });
    const { version } = await ok(admin.get<Feed>(FEED));
    expect((await admin.put(FEED, { keepDays: 91 }, { 'if-match': `"${version}"` })).status).toBe(422);
    expect((await admin.put(FEED, { keepDays: 1 }, { 'if-match': `"${version - 1}"` })).status).toBe(412);
    expect((await admin.put(FEED, { keepDays: 1 })).status).toBe(428);
  });
});
