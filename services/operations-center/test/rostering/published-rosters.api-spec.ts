import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Dice } from '#libs/kernel/dice';
import { AMadeRoster, bodyOf, free, MEETING, taken, type Problem } from './a-made-roster.js';
import { created, GROUP, MONDAY, PEOPLE, type Shift } from './a-roster-centre.js';

const PERIOD = 'from=2026-11-30&to=2026-12-13';

/** Weeks from a Monday on. */
const weekOf = (date: string) => Math.floor((Date.parse(date) / 86_400_000 - 4) / 7);

describe('operations-center: rosters that people work by', () => {
  let roster: AMadeRoster;

  beforeAll(async () => {
    roster = await AMadeRoster.start(MEETING);
  });
  afterAll(() => roster.stop());

  const swapped = async (mine: Shift, other: Shift) => {
    const path = '/api/v1/shift-swaps';
    const { body } = await (await roster.as(mine.agentId!)).post<{ id: string }>(path, { shiftId: mine.id });
    const theirs = (await roster.given()).find(({ id }) => id === other.id)!;
    const accept = { otherShiftId: theirs.id };
    const { status } = await (await roster.as(theirs.agentId!)).post(`${path}/${body.id}/accept`, accept);
    return status === 200
      ? roster.planner.post(`${path}/${body.id}/decide`, { isApproved: true })
      : (await roster.as(mine.agentId!)).post(`${path}/${body.id}/withdraw`).then(() => ({ status }));
  };

  it('are changed by hand: what is broken is told, and what the law forbids is refused', async () => {
    const [shift] = (await roster.given()) as [Shift];
    const path = `/api/v1/roster-shifts/${shift.id}`;
    const match = { 'if-match': `"${shift.version}"` };
    const long = { ...bodyOf(shift), endsAt: new Date(Date.parse(shift.endsAt) + 4 * 3_600_000).toISOString() };
    const refused = await roster.planner.put<Problem>(path, long, match);
    expect([refused.status, refused.body.code]).toEqual([422, 'roster-rules-broken']);
    expect(JSON.stringify(refused.body)).toContain('day-minutes');
    const odd = { ...bodyOf(shift), patternId: roster.id };
    const told = await roster.planner.put<{ violations: { code: string }[] }>(path, odd, match);
    expect([told.status, told.body.violations[0]!.code]).toEqual([200, 'pattern-not-allowed']);
    const back = await roster.planner.put(path, bodyOf(shift), { 'if-match': `"${shift.version + 1}"` });
    expect(back.status).toBe(200);
    expect((await roster.planner.put(path, bodyOf(shift), match)).status).toBe(412);
  });

  it('hold once they are published, for everybody in them', async () => {
    expect(
      (await (await roster.as(PEOPLE[0]!)).get<{ shifts: Shift[] }>(`/api/v1/my-shifts?${PERIOD}`)).body.shifts,
    ).toEqual([]);
    await created(roster.planner.post(`/api/v1/rosters/${roster.id}/publish`));
    await roster.service.settled();
    const event = roster.service
      .events('operations.roster-published.v1')
      .find(({ data }) => data.rosterId === roster.id);
    expect(event!.data).toMatchObject({
      rosterId: roster.id,
      edition: 1,
      planningGroupId: GROUP,
      from: MONDAY,
      to: '2026-12-13',
    });
    const mine = await (await roster.as(PEOPLE[0]!)).get<{ shifts: Shift[] }>(`/api/v1/my-shifts?${PERIOD}`);
    expect(mine.body.shifts.map(({ id }) => id).sort()).toEqual(
      taken(roster.shifts, PEOPLE[0]!)
        .map(({ id }) => id)
        .sort(),
    );
    const again = await roster.planner.post<Problem>(`/api/v1/rosters/${roster.id}/publish`);
    expect(again.body.code).toBe('roster-published-already');
    const edition = await roster.planner.get<{ shifts: Shift[] }>(`/api/v1/rosters/${roster.id}/editions/1`);
    expect(edition.body.shifts).toHaveLength(roster.shifts.length);
  });

  it('change hands when both keep their rules and somebody has approved it', async () => {
    const all = await roster.given();
    const path = '/api/v1/shift-swaps';
    const offer = async ({ id, agentId }: Shift) =>
      created<{ id: string }>((await roster.as(agentId!)).post(path, { shiftId: id }));
    const accept = async (swapId: string, by: string, otherShiftId: string | null = null) =>
      (await roster.as(by)).post<Problem>(`${path}/${swapId}/accept`, { otherShiftId });
    /** Somebody who is free then, and gives a shift of the same week for it. */
    const exchanged = async (mine: Shift) => {
      const swap = await offer(mine);
      for (const theirs of all.filter(
        ({ date, agentId }) => agentId !== mine.agentId && weekOf(date) === weekOf(mine.date),
      ))
        if (free(all, theirs.agentId!, mine.date) && free(all, mine.agentId!, theirs.date))
          if ((await accept(swap.id, theirs.agentId!, theirs.id)).status === 200)
            return { swap, mine, by: theirs.agentId! };
      await created((await roster.as(mine.agentId!)).post(`${path}/${swap.id}/withdraw`));
      return undefined;
    };
    const first = all.find(({ agentId }) => agentId !== null)!;
    const busy = all.find(({ agentId, date }) => agentId !== first.agentId && date === first.date)!.agentId!;
    const tried = await offer(first);
    expect((await accept(tried.id, busy)).body.code).toBe('roster-rules-broken');
    await created((await roster.as(first.agentId!)).post(`${path}/${tried.id}/withdraw`));

    let done: Awaited<ReturnType<typeof exchanged>>;
    for (const mine of all.filter(({ agentId }) => agentId !== null)) if ((done ??= await exchanged(mine))) break;
    const { swap, mine, by } = done!;
    expect((await roster.given()).find(({ id }) => id === mine.id)!.agentId).toBe(mine.agentId);
    const own = await roster.service.asCaller({ subject: by }, 'shift-swap:decide');
    expect((await own.post<Problem>(`${path}/${swap.id}/decide`, { isApproved: true })).body.code).toBe(
      'shift-swap-move-refused',
    );
    await created(roster.planner.post(`${path}/${swap.id}/decide`, { isApproved: true }));
    expect((await roster.given()).find(({ id }) => id === mine.id)!.agentId).toBe(by);
    expect(await roster.hard()).toEqual([]);
  });

  it('make room for leave, and what is given back goes to whoever waits longest', async () => {
    const type = { name: 'annual', isPaid: true, hasBalance: true, isAutomatic: true };
    const { id: typeId } = await created<{ id: string }>(roster.planner.post('/api/v1/leave-types', type));
    const [first, second] = (await roster.given())
      .map(({ agentId }) => agentId!)
      .filter((id, at, all) => all.indexOf(id) === at) as [string, string];
    const day = taken(await roster.given(), first).find(({ date }) => new Date(date).getUTCDay() % 6 !== 0)!.date;
    const ask = async (agentId: string) =>
      (await roster.as(agentId)).post<{ id: string; status: string; code: string }>('/api/v1/my-leave', {
        typeId,
        from: day,
        to: day,
      });
    expect((await ask(first)).body.code).toBe('leave-balance-exceeded');
    for (const id of [first, second])
      await created(roster.planner.put(`/api/v1/leave-balances/${id}/${typeId}/2026`, { granted: 1 }));
    await created(
      roster.planner.put(`/api/v1/planning-groups/${GROUP}/leave-allowances`, { from: day, to: day, places: 1 }),
    );
    const [granted, waiting] = [(await ask(first)).body, (await ask(second)).body];
    expect([granted.status, waiting.status]).toEqual(['approved', 'waiting']);
    expect(free(await roster.given(), first, day)).toBe(true);
    await created((await roster.as(first)).post(`/api/v1/my-leave/${granted.id}/cancel`));
    const { body } = await (await roster.as(second)).get<{ items: { status: string }[] }>('/api/v1/my-leave');
    expect(body.items[0]!.status).toBe('approved');
    expect(free(await roster.given(), second, day)).toBe(true);
    const balance = await (await roster.as(first)).get<{ items: { taken: number }[] }>('/api/v1/my-leave-balances');
    expect(balance.body.items[0]!.taken).toBe(0);
  });

  it('have open shifts for those who want them: by right where it is so agreed, and never against a rule', async () => {
    const rules = await roster.planner.get<{ version: number }>('/api/v1/roster-rules/tenant');
    const { version, ...content } = rules.body;
    const seniority = { ...content, bids: 'seniority' };
    await created(roster.planner.put('/api/v1/roster-rules/tenant', seniority, { 'if-match': `"${version}"` }));
    const all = await roster.centre.shifts(roster.id);
    const open = all.find(({ agentId }) => agentId === null)!;
    const bid = async (agentId: string) =>
      (await roster.as(agentId)).post<{ agentId: string | null }>(`/api/v1/open-shifts/${open.id}/bids`);
    const bidders: string[] = [];
    for (const agentId of PEOPLE) {
      const { status } = await bid(agentId);
      expect([200, 422]).toContain(status);
      if (!free(all, agentId, open.date)) expect(status).toBe(422);
      if (status === 200) bidders.push(agentId);
    }
    const senior = bidders.at(-1)!;
    await roster.centre.put(senior, { since: '2010-01-01' });
    const awarded = await created<{ agentId: string }>(roster.planner.post(`/api/v1/open-shifts/${open.id}/award`));
    expect(awarded.agentId).toBe(senior);
    expect(await roster.hard()).toEqual([]);
  });

  it('grow by overtime that is offered, as long as the law lets it and places are left', async () => {
    const [shift, ...others] = await roster.given();
    const next = others.find(({ endsAt, agentId }) => endsAt === shift!.endsAt && agentId !== shift!.agentId)!;
    const offer = async (hours: number) =>
      created<{ id: string }>(
        roster.planner.post('/api/v1/overtime-offers', {
          ...{ planningGroupId: GROUP, from: shift!.endsAt, places: 1 },
          to: new Date(Date.parse(shift!.endsAt) + hours * 3_600_000).toISOString(),
        }),
      );
    const take = async (id: string, agentId: string) =>
      (await roster.as(agentId)).post<Problem>(`/api/v1/overtime-offers/${id}/take`);
    const long = await take((await offer(4)).id, shift!.agentId!);
    expect(JSON.stringify(long.body)).toContain('overtime-day');
    const { id } = await offer(1);
    expect((await take(id, shift!.agentId!)).status).toBe(200);
    expect((await take(id, next.agentId!)).body.code).toBe('overtime-offer-taken');
    const longer = (await roster.given()).find((each) => each.id === shift!.id)!;
    expect(longer.activities.some(({ kind }) => kind === 'overtime')).toBe(true);
  });

  it('are made anew near what is published, and a draft that is older than a change is refused', async () => {
    const { id } = await roster.centre.draft();
    const before = await roster.given();
    await roster.centre.made(id, { seconds: 2 });
    const after = (await roster.centre.shifts(id)).filter(({ agentId }) => agentId !== null);
    const key = ({ agentId, date, startsAt }: Shift) => `${agentId} ${date} ${startsAt}`;
    const had = new Set(before.map(key));
    expect(after.filter((shift) => had.has(key(shift))).length / before.length).toBeGreaterThan(0.75);
    const [shift] = before as [Shift];
    const match = { 'if-match': `"${shift.version}"` };
    expect((await roster.planner.delete(`/api/v1/roster-shifts/${shift.id}`, match)).status).toBe(200);
    const refused = await roster.planner.post<Problem>(`/api/v1/rosters/${id}/publish`);
    expect(refused.body.code).toBe('roster-outdated');
  });

  it('break no rule, whatever people do with them', async () => {
    const dice = new Dice(12);
    const all = await roster.given();
    let accepted = 0;
    const before = new Set(brokenLimits(all));
    for (let round = 0; round < 60; round++) {
      const [one, other] = [dice.oneOf(all), dice.oneOf(all)];
      if (one.agentId === other.agentId) continue;
      const mine = (await roster.given()).find(({ id }) => id === one.id)!;
      const moved = { ...bodyOf(mine), agentId: other.agentId };
      const { status } = dice.onceIn(2)
        ? await roster.planner.put(`/api/v1/roster-shifts/${mine.id}`, moved, { 'if-match': `"${mine.version}"` })
        : await swapped(mine, other);
      if (status === 200) accepted += 1;
    }
    expect(accepted).toBeGreaterThan(0);
    expect(brokenLimits(await roster.given()).filter((each) => !before.has(each))).toEqual([]);
  });
});

/** Looked at anew, with nothing of the service: days, hours of a day and of a week, and rest. */
function brokenLimits(shifts: readonly Shift[]): string[] {
  const hours = (each: readonly Shift[]) =>
    each.reduce((sum, { startsAt, endsAt, activities }) => {
      const off = activities.filter(({ isPaid, kind }) => !isPaid || kind === 'overtime');
      const long = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
      return sum + long(startsAt, endsAt) - off.reduce((all, { from, to }) => all + long(from, to), 0);
    }, 0);
  const weekOf = ({ date }: Shift) => Math.floor((Date.parse(date) - Date.parse(MONDAY)) / (7 * 86_400_000));
  return [...Map.groupBy(shifts, ({ agentId }) => agentId)].flatMap(([agentId, own]) => {
    const inOrder = own.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    const short = inOrder.filter((shift, at) => {
      const last = inOrder[at - 1];
      return last && Date.parse(shift.startsAt) - Date.parse(last.endsAt) < 11 * 3_600_000;
    });
    const full = [...Map.groupBy(own, ({ date }) => date)].filter(([, day]) => hours(day) > 8);
    const weeks = [...Map.groupBy(own, weekOf)].filter(([, week]) => hours(week) > 40);
    return [
      ...short.map(({ date }) => `${agentId} rests too short before ${date}`),
      ...full.map(([date]) => `${agentId} works too long on ${date}`),
      ...weeks.map(([week]) => `${agentId} works too much in week ${week}`),
    ];
  });
}
