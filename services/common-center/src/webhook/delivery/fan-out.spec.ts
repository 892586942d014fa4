import { describe, expect, it } from '@jest/globals';
import { Envelope } from '#libs/contracts/envelope';
import type { Database } from '#libs/persistence/database';
import { FakeClock } from '#libs/testing/fake-clock';
import { FanOut } from './fan-out.js';
import { SubscriptionIndex } from './subscription-index.js';
import type { Subscriptions } from './subscriptions.js';

const TYPES = ['ticket.solved.v1', 'ticket.urged.v1', 'customer.registered.v1'];

describe('who hears an event', () => {
  const index = new SubscriptionIndex(
    [
      { endpointId: 'all', eventTypes: ['*'] },
      { endpointId: 'tickets', eventTypes: ['ticket.*', 'ticket.solved.v1'] },
      { endpointId: 'solved', eventTypes: ['ticket.solved.v1'] },
    ],
    TYPES,
  );

  it.each([
    ['ticket.solved.v1', ['all', 'tickets', 'solved']],
    ['ticket.urged.v1', ['all', 'tickets']],
    ['customer.registered.v1', ['all']],
    ['unheard.of.v1', []],
  ])('%s: %s', (type, expected) => {
    expect(index.endpointsOf(type)).toEqual(expected);
  });
});

describe('an event that nobody outside hears', () => {
  it('asks no database', async () => {
    const untouchable = new Proxy({} as Database, {
      get: () => {
        throw new Error('the database was asked');
      },
    });
    const none = { index: () => Promise.resolve(new SubscriptionIndex([], TYPES)) } as unknown as Subscriptions;
    const event = Envelope.parse({
      ...{ specversion: '1.0', id: crypto.randomUUID(), source: '/test', type: 'ticket.urged.v1', subject: 't' },
      ...{ time: '2026-11-23T09:00:00Z', datacontenttype: 'application/json', tenantid: 'acme', traceparent: '' },
      data: {},
    });
    await expect(new FanOut(none, untouchable, new FakeClock()).take(event)).resolves.toBeUndefined();
  });
});
