import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { CheckCourse } from '../../src/routing/check/check-course.js';
import type { RoutingCheckRow } from '../../src/routing/check/routing-check.schema.js';
import { RoutingDecisionSchema } from '../../src/routing/log/routing-log.schema.js';
import { callCenter } from '../../src/service.js';
import { ALane, inTenant, READY, setUp, TENANT } from './a-lane.js';

const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? 'done' : (result.reason as { code: string }).code));

onEachEngine('the commands of a tenant', (open) => {
  let clock: FakeClock;
  let engine: Engine;
  let one: ALane;

  beforeEach(async () => {
    clock = new FakeClock();
    engine = await open(withServiceTables(callCenter.database), [TENANT]);
    await setUp(engine.database, clock, {
      calls: { offerSeconds: 20 },
      all: { strategy: 'ring-all', ringsAtMost: 3 },
      wrapped: { wrapUp: { mode: 'timeboxed', seconds: 30 } },
    });
    one = new ALane(engine.database, clock);
  });
  afterEach(() => engine.dispose());

  /** Another process over the same data. */
  const another = () => new ALane(engine.database.locksRows ? engine.another() : engine.database, clock);
  const statusOf = async (contactId: string) => (await one.contacts()).find(({ id }) => id === contactId)!.status;
  const stateOf = async (agentId: string) => (await one.agents()).find(({ id }) => id === agentId)!.state;

  it('ring all, accepted by three at once: one has it, the others are told it was called back', async () => {
    for (const id of ['ada', 'bea', 'cid']) await one.agent(id);
    const contact = await one.call('all');
    const results = await Promise.allSettled(['ada', 'bea', 'cid'].map((id) => one.accept(contact, id)));
    expect(codes(results)).toEqual(['done', 'offer-closed', 'offer-closed']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ details: { state: 'rescinded' } });
    expect(await Promise.all(['ada', 'bea', 'cid'].map(stateOf))).toEqual(['engaged', 'ready', 'ready']);
    expect(await one.disagreements()).toBe(0);
    await one.replays();
  });

  it('taken by who is ready and has room, whoever it rings with; by nobody else, and once', async () => {
    const take = (contactId: string, agentId: string) => one.does({ type: 'contact-taken', contactId, agentId });
    const first = await one.call('calls');
    await expect(take(first, 'bea')).rejects.toMatchObject({ code: 'agent-not-free' });
    await one.agent('ada');
    await one.agent('bea');
    expect(await Promise.all(['ada', 'bea'].map(stateOf))).toEqual(['offered', 'ready']);
    await take(first, 'bea');
    expect(await Promise.all(['ada', 'bea'].map(stateOf))).toEqual(['ready', 'engaged']);
    const second = await one.call('calls');
    await expect(take(second, 'bea')).rejects.toMatchObject({ code: 'agent-not-free' });
    const results = await Promise.allSettled([take(second, 'ada'), take(second, 'ada'), take(first, 'ada')]);
    expect(codes(results)).toEqual(['done', 'done', 'routing-contact-not-waiting']);
    expect((await one.contacts()).map(({ agentId }) => agentId)).toEqual(['bea', 'ada']);
    expect(await one.disagreements()).toBe(0);
    await one.replays();
  });

  it('transferred from an agent who no longer has it: it stays', async () => {
    await one.agent('ada');
    const contactId = await one.call('calls');
    await one.accept(contactId, 'ada');
    const to = { queueId: 'all', letGo: 'at-once', age: 'system' } as const;
    await one.does({ type: 'contact-transfers', contactId, to, by: null, from: 'bea' });
    expect(await statusOf(contactId)).toBe('in-progress');
    await one.does({ type: 'contact-transfers', contactId, to, by: null, from: 'ada' });
    expect(await statusOf(contactId)).toBe('waiting');
  });

  it('checked page by page, from the snapshot before: all of it, up to the one that is forged', async () => {
    await one.agent('ada');
    for (let call = 0; call < 3; call += 1) {
      const contact = await one.call('calls');
      await one.accept(contact, 'ada');
      await one.end(contact);
      await Promise.all(Array.from({ length: 250 }, () => one.tick()));
    }
    const { log } = one.parts.hands;
    const row = { id: 'check', from: clock.now(), until: clock.now() } as RoutingCheckRow;
    const whole = async (from: Date) => {
      const course = await inTenant(() => CheckCourse.begin({ ...row, from }, log));
      const pages = [await inTenant(() => course.page())];
      while (!pages.at(-1)!.isOver) pages.push(await inTenant(() => course.page()));
      return pages;
    };
    const recorded = await one.recorded();
    const pages = await whole(new Date(0));
    expect(pages.map(({ events }) => events)).toEqual([500, recorded.length]);
    expect(pages.at(-1)).toMatchObject({ difference: null });
    expect((await whole(clock.now())).at(-1)!.events).toBeLessThan(500);
    const seq = recorded.findLastIndex(({ decisions }) => decisions.length > 0) + 1;
    await inTenant(() =>
      engine.database.transaction((tx) => tx.update(RoutingDecisionSchema, { seq, n: 0 }, { body: '{}' })),
    );
    const found = (await whole(new Date(0))).at(-1)!;
    expect(found).toMatchObject({ events: seq - 1, difference: { seq, n: 0, written: '{}' } });
  });

  it('accepted and hung up at once: one of them, and the other is told', async () => {
    await one.agent('ada');
    const contact = await one.call('calls');
    const results = await Promise.allSettled([one.end(contact, 'abandoned'), one.accept(contact, 'ada')]);
    expect(codes(results)).toEqual(['done', 'offer-closed']);
    expect([await stateOf('ada'), await statusOf(contact)]).toEqual(['ready', 'ended']);
  });

  it('accepted when the time is over: it was missed before, to the millisecond', async () => {
    await one.agent('ada');
    const contact = await one.call('calls');
    clock.advance({ seconds: 20 });
    const [result] = await Promise.allSettled([one.accept(contact, 'ada')]);
    expect(result).toMatchObject({ reason: { code: 'offer-closed', details: { state: 'timeout' } } });
    expect([await stateOf('ada'), await statusOf(contact)]).toEqual(['not-responding', 'waiting']);
    const again = await one.call('calls');
    await one.agent('bea');
    await one.accept(contact, 'bea');
    expect(await statusOf(again)).toBe('waiting');
    expect(await one.disagreements()).toBe(0);
  });

  it('the process dies: another one goes on from the log, with every offer and every timer', async () => {
    for (const id of ['ada', 'bea']) await one.agent(id);
    const contacts: string[] = [];
    for (let caller = 0; caller < 12; caller += 1) contacts.push(await one.call('wrapped'));
    await one.accept(contacts[0]!, 'ada');
    const other = another();
    clock.advance({ seconds: 20 });
    await other.tick();
    expect(await Promise.all(['ada', 'bea'].map(stateOf))).toEqual(['engaged', 'not-responding']);
    await other.end(contacts[0]!);
    clock.advance({ seconds: 30 });
    await other.does({ type: 'agent-moves', agentId: 'ada', move: { do: 'tidy' } });
    expect(await stateOf('ada')).toBe('offered');
    for (const contact of contacts.slice(1)) {
      await other.accept(contact, 'ada');
      await other.end(contact);
      await other.does({ type: 'agent-moves', agentId: 'ada', move: { do: 'end-after-work' } });
    }
    const rows = await one.contacts();
    expect(rows.map(({ status, outcome, agentId }) => [status, outcome, agentId])).toEqual(
      contacts.map(() => ['ended', 'handled', 'ada']),
    );
    expect(await other.disagreements()).toBe(0);
    expect(await other.replays()).toBeGreaterThan(50);
  });

  it('two processes that both believe they are the owner: nothing is lost and nothing is served twice', async () => {
    const other = another();
    for (const id of ['ada', 'bea', 'cid']) await one.agent(id);
    const lanes = [one, other];
    const contacts = await Promise.all(Array.from({ length: 12 }, (_, index) => lanes[index % 2]!.call('calls')));
    for (let round = 0; round < 4; round += 1) {
      const offered = (await one.contacts()).filter(({ status }) => status === 'offered');
      expect(offered).toHaveLength(3);
      const taken = await Promise.allSettled(
        offered.flatMap(({ id, course }) => lanes.map((lane) => lane.accept(id, course!.offers[0]!.agentId))),
      );
      expect(new Set(codes(taken))).toEqual(new Set(['done']));
      await Promise.all(offered.map(({ id }, index) => lanes[index % 2]!.end(id)));
    }
    const rows = await one.contacts();
    expect(rows.map(({ id }) => id).sort()).toEqual([...contacts].sort());
    expect(rows.every(({ status, outcome }) => status === 'ended' && outcome === 'handled')).toBe(true);
    const accepted = (await one.recorded())
      .flatMap(({ decisions }) => decisions)
      .filter((each) => each.type === 'reservation-changed' && each.state === 'accepted');
    expect(accepted).toHaveLength(12);
    expect((await one.disagreements()) + (await other.disagreements())).toBe(0);
    await one.replays();
  });

  it('a command that comes again by its id is not carried out again', async () => {
    await one.agent('ada');
    const contact = await one.call('calls');
    const id = '0199d2f0-0000-7000-8000-00000000000a';
    await one.does({ type: 'offer-declined', contactId: contact, agentId: 'ada' }, id);
    clock.advance({ seconds: 30 });
    await one.tick();
    expect(await statusOf(contact)).toBe('offered');
    await another().does({ type: 'offer-declined', contactId: contact, agentId: 'ada' }, id);
    expect(await statusOf(contact)).toBe('offered');
  });

  it('what fails midway is refused alone; the others of its group are carried out', async () => {
    await one.agent('ada');
    const [first, second] = [await one.start(), await one.start()];
    const wish = { priority: 0, required: [], preferred: [], wishes: [] };
    const results = await Promise.allSettled([
      one.does({ type: 'contact-queues', contactId: first, wish: { queueId: 'nowhere', ...wish } }),
      one.does({ type: 'contact-queues', contactId: second, wish: { queueId: 'calls', ...wish } }),
      one.does({ type: 'contact-queues', contactId: 'nobody', wish: { queueId: 'calls', ...wish } }),
    ]);
    expect(codes(results)).toEqual(['routing-queue-unknown', 'done', 'contact-not-found']);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['waiting', 'offered']);
    expect((await one.contacts()).find(({ id }) => id === first)!.queueId).toBeNull();
    await one.replays();
  });

  it('forgets what is old, and can still be restored', async () => {
    const lane = new ALane(engine.database, clock, 5);
    await lane.agent('ada');
    const before = await lane.call('calls');
    for (let round = 0; round < 12; round += 1) {
      clock.advance({ hours: 1 });
      await lane.tick();
      await lane.does({
        type: 'agent-moves',
        agentId: 'ada',
        move: READY,
      });
    }
    const kept = await inTenant(() => lane.parts.hands.log.snapshotAt(0));
    expect(kept.seq).toBe(0);
    const after = another();
    await after.tick();
    expect(['waiting', 'offered']).toContain(await statusOf(before));
    expect(after.lane.live!.router.contact(before)).toBeDefined();
    expect(JSON.stringify(after.lane.live!.router.snapshot())).toBe(JSON.stringify(lane.lane.live!.router.snapshot()));
  });

  it('meets agents who were there before anybody routed', async () => {
    const { moves } = one.parts.hands;
    for (const move of [{ do: 'log-in' } as const, READY])
      await inTenant(() => engine.database.transaction(() => moves.carryOut('ada', move)));
    const contact = await one.call('calls');
    expect([await stateOf('ada'), await statusOf(contact)]).toEqual(['offered', 'offered']);
    expect(await one.disagreements()).toBe(0);
    await one.replays();
  });
});
