import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ContactTellings, TELLINGS_AT_ONCE } from '#libs/contracts/call-center/contact-tellings-api';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { CallDesk } from '../call-desk.js';

describe('call-center: what was told of its contacts', () => {
  let service: ServiceInTest;
  let desk: CallDesk;

  beforeEach(async () => {
    service = await startForTest(callCenter);
    service.clock.set(new Date().toISOString());
    desk = new CallDesk(await service.as('contact:*'));
  });
  afterEach(() => service.stop());

  const tellings = async (from: string, to: string, after = '') => {
    const centre = await service.asCaller({ subject: 'operations-center', kind: 'service' }, 'service:internal');
    const { body } = await centre.get(`/internal/contact-tellings?from=${from}&to=${to}${after}`);
    return ContactTellings.parse(body).items;
  };
  const now = () => service.clock.now().toISOString();

  it('is what its events said, by the journal, of those that began in the time', async () => {
    await desk.contact({ channel: 'voice' });
    service.clock.advance({ minutes: 1 });
    const from = now();
    const contact = await desk.contact({ channel: 'voice', address: '+86 138 0000 0000' });
    const client = await service.as('contact:*');
    await client.post(`/api/v1/contacts/${contact}/connect`, {});
    service.clock.advance({ minutes: 1 });
    const to = now();
    await desk.end(contact, 'handled');
    await desk.contact({ channel: 'voice' });
    await service.settled();
    const told = service.events().filter(({ subject }) => subject === contact);
    const [only, ...others] = await tellings(from, to);
    expect(others).toEqual([]);
    expect(only!.contactId).toBe(contact);
    expect(only!.tellings.map(({ type, data }) => ({ type, data }))).toEqual(
      told.map(({ type, data }) => ({ type, data })),
    );
    expect(JSON.stringify(only)).not.toContain('138');
  });

  it('comes page by page', async () => {
    const from = now();
    for (let count = 0; count <= TELLINGS_AT_ONCE; count += 1) await desk.contact({ channel: 'voice' });
    service.clock.advance({ seconds: 1 });
    const first = await tellings(from, now());
    expect(first).toHaveLength(TELLINGS_AT_ONCE);
    expect(await tellings(from, now(), `&after=${first.at(-1)!.contactId}`)).toHaveLength(1);
  });

  it('is told to services alone', async () => {
    const client = await service.as('contact:*');
    expect(await client.get(`/internal/contact-tellings?from=${now()}&to=${now()}`)).toMatchObject({ status: 403 });
  });
});
