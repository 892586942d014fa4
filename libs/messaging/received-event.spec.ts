import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Envelope } from '#libs/contracts/envelope';
import { taskContacted } from '#libs/contracts/ticket-center/task-events';
import { labelOf, readEvent, Unreadable } from './received-event.js';

const ENVELOPE: Envelope = {
  specversion: '1.0',
  id: '0199d2f0-0000-7000-8000-000000000001',
  source: '/ticket-center',
  type: taskContacted.type,
  subject: '0199d2f0-0000-7000-8000-000000000002',
  time: '2026-11-23T09:00:00.000Z',
  datacontenttype: 'application/json',
  tenantid: 'acme',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  data: {},
};

const message = (body: unknown) => ({ id: 'id', topic: 'ticket-events', key: 'key', body: text(body) });
const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

describe('the label of a message', () => {
  it('is its type, tenant and trace', () => {
    const { type, tenantid: tenantId, traceparent } = ENVELOPE;
    expect(labelOf(message(ENVELOPE))).toEqual({ type, tenantId, traceparent });
  });

  it.each([
    ['a tenant that cannot be one', { ...ENVELOPE, tenantid: '../acme' }],
    ['no tenant', { ...ENVELOPE, tenantid: undefined }],
  ])('is the platform’s with %s', (_what, body) => {
    expect(labelOf(message(body)).tenantId).toBe('platform');
  });

  it('has no trace when that is malformed', () => {
    expect(labelOf(message({ ...ENVELOPE, traceparent: 'x' })).traceparent).toBeUndefined();
  });

  it('can be read off anything at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(labelOf(message(body)).tenantId).toMatch(/^[a-z][a-z0-9]{1,30}$/);
      }),
    );
  });
});

describe('a message is unreadable', () => {
  const reading = (body: unknown) => () => readEvent(message(body));

  it('when it is no envelope, whatever else it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => expect(reading(body)).toThrow(Unreadable)));
  });

  it('when there is no contract for its type', () => {
    expect(reading({ ...ENVELOPE, type: 'jar.opened.v1' })).toThrow('no contract for the event jar.opened.v1');
  });

  it('when its data breaks the contract, naming the fields and nothing that is in them', () => {
    const data = { taskId: 'Ann, Elm Street 7', outcome: 7 };
    expect(reading({ ...ENVELOPE, data })).toThrow(/breaks the contract task\.contacted\.v1: taskId/);
    expect(reading({ ...ENVELOPE, data })).not.toThrow(/Ann/);
  });
});
