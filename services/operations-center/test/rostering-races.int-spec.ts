import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { operationsCenter } from '../src/service.js';
import { ARosterCentre, created, GROUP, MONDAY, PEOPLE, type Shift } from './a-roster-centre.js';

const [MIA, TOM] = PEOPLE as [string, string];
const AT_ONCE = PEOPLE.slice(0, 6);

serviceOnEachEngine('operations-center: people who want the same at once', (start) => {
  let service: ServiceInTest;
  let centre: ARosterCentre;
  let rosterId: string;
  let open: Shift[];

  beforeAll(async () => {
    service = await start(operationsCenter);
    centre = await ARosterCentre.of(service);
    rosterId = (await centre.draft(MONDAY, 1, 1)).id;
    // Two open shifts of Monday evening and Tuesday morning: no one person may have both.
    open = [
      await shift(null, '2026-11-30T12:00', '2026-11-30T20:00'),
      await shift(null, '2026-12-01T06:00', '2026-12-01T14:00'),
    ];
    await created(centre.planner.post(`/api/v1/rosters/${rosterId}/publish`));
  });
  afterAll(() => service.stop());

  const shift = (agentId: string | null, from: string, to: string) => {
    const body = { agentId, patternId: null, startsAt: `${from}:00+08:00`, endsAt: `${to}:00+08:00` };
    return created<Shift>(centre.planner.post(`/api/v1/rosters/${rosterId}/shifts`, body));
  };
  const bid = async (agentId: string, { id }: Shift) =>
    (await centre.as(agentId)).post<{ agentId: string }>(`/api/v1/open-shifts/${id}/bids`, undefined, {
      'idempotency-key': `${agentId}-${id}`,
    });

  it('get no two shifts that together break a rule, and no shift is two people’s', async () => {
    const both = await Promise.all(open.map((each) => bid(MIA, each)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const left = open[both.findIndex(({ status }) => status === 422)]!;
    const all = await Promise.all(AT_ONCE.slice(1).map((agentId) => bid(agentId, left)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('get no more places of a day than there are', async () => {
    const type = { name: 'annual', isPaid: true, hasBalance: false, isAutomatic: true };
    const { id: typeId } = await created<{ id: string }>(centre.planner.post('/api/v1/leave-types', type));
    const day = { from: '2026-12-04', to: '2026-12-04' };
    const allowance = `/api/v1/planning-groups/${GROUP}/leave-allowances`;
    await created(centre.planner.put(allowance, { ...day, places: 2 }));
    const asked = await Promise.all(
      AT_ONCE.map(async (agentId) => {
        const agent = await centre.as(agentId);
        return created<{ status: string }>(agent.post('/api/v1/my-leave', { typeId, ...day }));
      }),
    );
    expect(asked.filter(({ status }) => status === 'approved')).toHaveLength(2);
    expect(asked.filter(({ status }) => status === 'waiting')).toHaveLength(AT_ONCE.length - 2);
  });

  it('swap a shift once', async () => {
    const mine = await shift(TOM, '2026-12-03T09:00', '2026-12-03T17:00');
    const swap = await created<{ id: string }>(
      (await centre.as(TOM)).post('/api/v1/shift-swaps', { shiftId: mine.id }),
    );
    const accepted = await Promise.all(
      PEOPLE.slice(8, 12).map(async (agentId) =>
        (await centre.as(agentId)).post(`/api/v1/shift-swaps/${swap.id}/accept`, {}),
      ),
    );
    expect(accepted.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
