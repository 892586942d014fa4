import { describe, expect, it } from '@jest/globals';
import type { NotificationDeliveryRow } from './notification-delivery.schema.js';
import { parcelsOf } from './messages.js';

const now = new Date('2026-11-23T09:00:00Z');
const row = (id: string, more: Partial<NotificationDeliveryRow> = {}): NotificationDeliveryRow => ({
  ...{ id, notificationId: id, recipientId: 'mia', channel: 'email', hookId: '', partitionNo: 0, inDigest: true },
  ...{ subject: `about ${id}`, text: `words of ${id}`, link: `https://acme.example/tickets/${id}`, state: 'waiting' },
  ...{ attempts: 0, dueAt: now, createdAt: now, finishedAt: null },
  ...more,
});

describe('what is due for somebody', () => {
  it('is sent as one where it was gathered, and says of each what and where', () => {
    const [parcel, ...others] = parcelsOf([row('a'), row('b')], 'en');
    expect(others).toEqual([]);
    expect(parcel!.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(parcel!.message).toMatchObject({ id: 'a', subject: '2 notifications', link: null });
    expect(parcel!.message.text).toBe(
      'about a\nhttps://acme.example/tickets/a\n\nabout b\nhttps://acme.example/tickets/b',
    );
    expect(parcelsOf([row('a'), row('b')], 'zh-CN')[0]!.message.subject).toBe('2 条通知');
  });

  it('is sent each by itself where it was not', () => {
    const parcels = parcelsOf([row('a', { inDigest: false }), row('b'), row('c', { inDigest: false })], 'en');
    expect(parcels.map(({ rows }) => rows.map(({ id }) => id))).toEqual([['a'], ['c'], ['b']]);
  });

  it('as the only one of a digest is what it is', () => {
    expect(parcelsOf([row('a')], 'en')[0]!.message).toMatchObject({ subject: 'about a', text: 'words of a' });
  });

  it('goes to each hook by itself', () => {
    const hooks = [row('a', { hookId: 'one' }), row('b', { hookId: 'two' }), row('c', { hookId: 'one' })];
    expect(parcelsOf(hooks, 'en').map(({ rows }) => rows.map(({ id }) => id))).toEqual([['a', 'c'], ['b']]);
  });
});
