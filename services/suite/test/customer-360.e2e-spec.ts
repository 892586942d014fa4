import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { everyPart, PlantedCustomers } from './planted-customers.js';
import { SuiteInTest, type Profile } from './suite-in-test.js';

interface Part {
  readonly status: string;
  readonly data?: { readonly items?: readonly unknown[] };
}

function customer360(profile: Profile): void {
  let suite: SuiteInTest;
  let admin: ApiClient;
  let ids: readonly [string, string];

  beforeAll(async () => {
    suite = await SuiteInTest.start(profile);
    admin = await suite.person('admin');
    const planted = await PlantedCustomers.begin(suite);
    ids = [await planted.plant('13800138001'), await planted.plant('13800138002')];
    await suite.settled();
  }, 180_000);
  afterAll(() => suite.stop(), 60_000);

  const view = async (id: string) =>
    (await admin.get<{ parts: Record<string, Part> }>(`/api/v1/views/customer-360/${id}?wait=full`)).body.parts;

  /** How many there are of each, once each part has as many as are expected of the whole. */
  async function counted(id: string, each: number): Promise<void> {
    let counts: Record<string, unknown> = {};
    await eventually(
      `each part of ${id} has ${each}`,
      async () => {
        const parts = await view(id);
        counts = Object.fromEntries(everyPart.map((name) => [name, parts[name]!.data?.items?.length]));
        return Object.values(counts).every((count) => count === each);
      },
      { within: 20_000, every: 500 },
    ).catch((error: unknown) => {
      throw new Error(JSON.stringify(counts), { cause: error });
    });
  }

  it('has what each context keeps of one customer, and nothing of another, in one call', async () => {
    for (const id of ids) await counted(id, 1);
  }, 60_000);

  it('shows masks to those who see no numbers', async () => {
    const mia = await suite.person('mia');
    const { body } = await mia.get<{ parts: Record<string, Part> }>(`/api/v1/views/customer-360/${ids[0]}?wait=full`);
    expect(body.parts.doNotCall).toMatchObject({
      status: 'ok',
      data: { items: [{ number: expect.stringMatching(/\*{4}/) }] },
    });
    expect(JSON.stringify(body)).not.toContain('13800138001');
  });

  it('shows what both had once they are one, in every list and by either id, and parts it again', async () => {
    const [doubled, kept] = ids;
    const merge = `/api/v1/customers/${doubled}`;
    expect(await admin.post(`${merge}/merge`, { into: kept, reason: 'twice' })).toMatchObject({ status: 200 });
    await counted(kept, 2);
    await counted(doubled, 2);
    expect(await admin.post(`${merge}/unmerge`, { reason: 'two people' })).toMatchObject({ status: 200 });
    for (const id of ids) await counted(id, 1);
  }, 120_000);

  it('has the rest while one of the services is away', async () => {
    await suite.suite.services.find(({ name }) => name === 'operations-center')!.app.close();
    await eventually(
      'what it kept is missing',
      async () => {
        const { promises, findings, ...rest } = await view(ids[0]);
        const isAway = ({ status }: Part) => ['error', 'timeout', 'stale'].includes(status);
        return isAway(promises!) && isAway(findings!) && rest.visits!.status === 'ok' && rest.tickets!.status === 'ok';
      },
      { within: 30_000, every: 500 },
    );
  }, 60_000);
}

describe('a customer in one call, embedded', () => customer360('embedded'));
describeReal(['mariadb', 'redis', 'rocketmq', 'consul'], 'a customer in one call, on the real parts', () =>
  customer360('cluster'),
);
