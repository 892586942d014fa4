import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { operationsCenter } from '../src/service.js';
import { EventsOfOthers } from './events-of-others.js';
import { watching } from './watcher.js';

describe('operations-center: pushed boards', () => {
  let service: ServiceInTest;
  let others: EventsOfOthers;

  beforeEach(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    others = new EventsOfOthers(service);
  });
  afterEach(() => service.stop());

  it('come at once as an event stream, and again with every change', async () => {
    const watcher = await watching(await service.as('board:live'), '/api/v1/boards/live/stream');
    expect(watcher.contentType).toBe('text/event-stream');
    expect((await watcher.next()).contacts[0]).toEqual({ channel: 'voice', waiting: 0, inProgress: 0 });
    const contact = await others.contactStarted('voice');
    expect((await watcher.next()).contacts[0]).toEqual({ channel: 'voice', waiting: 1, inProgress: 0 });
    await others.contactConnected(contact);
    expect((await watcher.next()).contacts[0]).toEqual({ channel: 'voice', waiting: 0, inProgress: 1 });
    watcher.leave();
  });

  it('show a tenant nothing of another', async () => {
    const watcher = await watching(await service.as('board:live'), '/api/v1/boards/live/stream');
    await watcher.next();
    await new EventsOfOthers(service, 'globex').contactStarted('voice');
    await others.contactStarted('chat');
    expect((await watcher.next()).contacts).toMatchObject([
      { channel: 'voice', waiting: 0 },
      { channel: 'chat', waiting: 1 },
      {},
      {},
      {},
      {},
    ]);
    watcher.leave();
  });

  it('show the platform all tenants', async () => {
    const platform = await service.asCaller({ tenant: 'platform' }, 'board:overall');
    const watcher = await watching(platform, '/api/v1/boards/overall/stream');
    expect(await watcher.next()).toMatchObject({ tenants: 2, contacts: [{ waiting: 0 }, {}, {}, {}, {}, {}] });
    await new EventsOfOthers(service, 'globex').contactStarted('voice');
    expect((await watcher.next()).contacts[0]).toMatchObject({ waiting: 1 });
    watcher.leave();
  });

  it('end when the service stops, and do not hold it up', async () => {
    const other = await startForTest(operationsCenter);
    const watcher = await watching(await other.as('board:live'), '/api/v1/boards/live/stream');
    await watcher.next();
    await other.stop();
    expect(await watcher.ended()).toBe(true);
  });

  it('need the permission of the board', async () => {
    const stranger = await service.as('ticket:read');
    expect(await stranger.get('/api/v1/boards/live/stream')).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
  });
});
