import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { addDuration, parseDuration } from '#libs/process-engine/time/duration';
import { ticketCenter } from '../../src/service.js';

describe('service targets', () => {
  let service: ServiceInTest;
  let lead: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    lead = await service.as('service-target:*');
  });
  afterAll(() => service.stop());

  const put = (name: string, duration: string) => lead.put(`/api/v1/service-targets/${name}`, { duration });
  const list = async () =>
    (await lead.get<{ items: { name: string; duration: string; version: number }[] }>('/api/v1/service-targets')).body
      .items;

  it('of the processes of the house are there from the start, and can be changed', async () => {
    expect(await list()).toContainEqual({ name: 'desk-step', duration: 'PT4H', version: 1 });
    expect(await put('desk-step', 'PT2H')).toMatchObject({ status: 200, body: { duration: 'PT2H', version: 2 } });
    expect(await list()).toContainEqual({ name: 'desk-step', duration: 'PT2H', version: 2 });
    expect(await put('new-step', 'P1DT12H')).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it.each(['soon', '4h', '-PT4H', 'P100001Y', 'PT1000000H'])('are no such time as %s', async (duration) => {
    expect((await put('odd', duration)).status).toBe(422);
  });

  it('can be added to any time', () => {
    const longest = 'P100000Y100000M100000W100000DT100000H100000M100000S';
    expect(() => addDuration(new Date('9999-12-31T00:00:00Z'), parseDuration(longest)!, 'UTC')).not.toThrow();
  });

  it('are changed by those who may', async () => {
    const reader = await service.as('service-target:read');
    expect((await reader.put('/api/v1/service-targets/desk-step', { duration: 'PT1H' })).status).toBe(403);
  });
});
