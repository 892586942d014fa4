import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { Database } from '#libs/persistence/database';
import { CheckRounds } from '../../src/routing/check/check-rounds.js';
import { RoutingDecisionSchema } from '../../src/routing/log/routing-log.schema.js';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { Switchboard } from '../switchboard.js';

interface Check {
  readonly status: string;
  readonly events: number;
  readonly decisions: number;
  readonly difference: Record<string, unknown> | null;
}

const PATH = '/api/v1/routing/checks';
const DAY = { from: '2026-11-23T00:00:00.000Z', until: '2026-11-23T23:59:59.999Z' };

describe('a check of the routing log', () => {
  let service: ServiceInTest;
  let board: Switchboard;
  let operator: ApiClient;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    board = await Switchboard.of(service);
    operator = await service.as('routing:check');
    const queue = await board.queue('checked');
    const [ada, bea] = [await board.agent('ada'), await board.agent('bea')];
    for (let call = 0; call < 4; call += 1) {
      const contact = await board.call(queue);
      await board.later(2);
      const taken = (await ada.state()) === 'offered' ? ada : bea;
      await ok(taken.accept(contact));
      await board.later(5);
      await taken.ends(contact);
    }
  });
  afterAll(() => service.stop());

  async function checked(body: object = DAY): Promise<Check> {
    const { id } = await ok(operator.post<{ id: string }>(PATH, body));
    const rounds = service.running.app.get(CheckRounds, { strict: false }).rounds;
    await rounds.run();
    await rounds.run();
    return ok(operator.get<Check>(`${PATH}/${id}`));
  }

  const inLog = async () => {
    const db = await service.running.app.get(Database).reader();
    return { decisions: await db.count(RoutingDecisionSchema) };
  };

  it('finds that a day comes out as it was written down, byte for byte', async () => {
    const found = await checked();
    const { decisions } = await board.asTenant(inLog);
    expect(decisions).toBeGreaterThanOrEqual(12);
    expect(found).toMatchObject({ status: 'agrees', decisions, difference: null, finishedAt: expect.any(String) });
    const { events } = await checked({ ...DAY, until: '2026-11-23T09:00:15.000Z' });
    expect(events).toBeLessThan(found.events);
  });

  it('tells the first decision that does not', async () => {
    await board.asTenant(async () => {
      await service.running.app.get(Database).transaction(async (tx) => {
        const of = { type: 'offer-made' };
        const [, second] = await tx.find(RoutingDecisionSchema, { where: of, order: { seq: 'ASC', n: 'ASC' } });
        const { seq, n, body } = second!;
        const forged = body.replace(/"agentId":"\w+"/, '"agentId":"zoe"');
        await tx.update(RoutingDecisionSchema, { seq, n }, { body: forged });
      });
    });
    const { status, difference } = await checked();
    expect(status).toBe('differs');
    expect(difference).toMatchObject({ written: expect.stringContaining('"agentId":"zoe"') });
    expect(difference!.again).toMatch(/"agentId":"(ada|bea)"/);
    const { items } = await ok(operator.get<{ items: Check[] }>(PATH));
    expect(items.map((each) => each.status)).toEqual(['differs', 'agrees', 'agrees']);
  });

  it('is for operators, of a time that can be', async () => {
    expect((await board.line.post(PATH, DAY)).status).toBe(403);
    expect((await operator.post(PATH, { from: DAY.until, until: DAY.from })).status).toBe(422);
    expect(await operator.get(`${PATH}/0199d2f0-0000-7000-8000-000000000001`)).toMatchObject({ status: 404 });
  });
});
