import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Envelope } from './envelope.js';
import { eventContracts } from './event-catalogue.js';

const recorded = join(import.meta.dirname, 'recorded');

/** Payloads as they were once sent, one file for each type; they are added to, never edited. */
function payloadsOf(type: string): unknown[] {
  return JSON.parse(readFileSync(join(recorded, `${type}.json`), 'utf8')) as unknown[];
}

describe('event contracts', () => {
  const files = readdirSync(recorded).map((file) => file.replace('.json', ''));

  it('has recorded payloads for every type, and no type was dropped', () => {
    expect(files.sort()).toEqual([...eventContracts.keys()].sort());
  });

  it.each(files)('%s still reads everything it ever sent', (type) => {
    const payloads = payloadsOf(type);
    expect(payloads.length).toBeGreaterThan(0);
    for (const payload of payloads) expect(eventContracts.get(type)!.data.safeParse(payload).error).toBeUndefined();
  });

  it.each(files)('%s ignores a field that a newer sender added', (type) => {
    const [payload] = payloadsOf(type) as [Record<string, unknown>];
    const parsed = eventContracts.get(type)!.data.parse({ ...payload, addedLater: 1 });
    expect(parsed).not.toHaveProperty('addedLater');
  });

  it('refuses an envelope without a tenant', () => {
    const envelope = {
      specversion: '1.0',
      id: '0199d2f0-0000-7000-8000-000000000000',
      source: '/ticket-center',
      type: 'ticket.archived.v1',
      subject: '0199d2f0-0000-7000-8000-000000000001',
      time: '2026-11-23T08:00:00.000Z',
      datacontenttype: 'application/json',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      data: {},
    };
    expect(Envelope.safeParse({ ...envelope, tenantid: 'acme' }).success).toBe(true);
    expect(Envelope.safeParse(envelope).success).toBe(false);
  });
});
