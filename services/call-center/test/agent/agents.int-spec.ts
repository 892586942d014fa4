import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Outbox } from '#libs/messaging/outbox';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { AgentDesk } from '../../src/agent/agent.api.js';
import { AgentMoves } from '../../src/agent/agent-moves.api.js';
import { RenewLease, RenewLeaseHandler } from '../../src/agent/commands/renew-lease.js';
import { READY, aCall, aReservation, notReady, seen } from './an-agent.js';
import { RoutingDesk, type DeskCommand } from '../../src/routing/desk.api.js';
import { AgentSchema, AgentStateChangeSchema, type AgentRow } from '../../src/agent/infra/agent.schema.js';
import { TypeormAgents } from '../../src/agent/infra/typeorm-agent.repository.js';
import { TypeormPresences } from '../../src/agent/infra/typeorm-presences.js';
import { AgentAssignments } from '../../src/agent-assignment/agent-assignment.api.js';
import { RoutingProfiles } from '../../src/routing-profile/routing-profile.api.js';
import { RoutingProfileSchema } from '../../src/routing-profile/routing-profile.schema.js';
import { callCenter } from '../../src/service.js';

/** Moves agents, each in a transaction of its own. */
class Moving extends RoutingDesk {
  constructor(
    private readonly database: Database,
    private readonly moves: AgentMoves,
  ) {
    super();
  }

  override async submit(command: DeskCommand): Promise<void> {
    if (command.type !== 'agent-moves') throw new Error(`agents do not ${command.type}`);
    await this.database.transaction(() => this.moves.carryOut(command.agentId, command.move));
  }
}

/** One process of the service. */
function processOf(database: Database, clock: FakeClock) {
  const agents = new TypeormAgents(database, new Outbox('/test'), clock);
  const presences = new TypeormPresences(database);
  const moving = new Moving(database, new AgentMoves(agents, presences, clock));
  const logIn = (agentId: string) => moving.submit({ type: 'agent-moves', agentId, move: { do: 'log-in' } });
  return {
    agents,
    presences,
    logIn,
    desk: new AgentDesk(agents, new AgentAssignments(database), new RoutingProfiles(database), clock),
    renew: new RenewLeaseHandler(moving, presences, clock),
  };
}

onEachEngine('agents and those who want something of them at the same time', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let one: ReturnType<typeof processOf>;
  let other: ReturnType<typeof processOf>;
  let mia: string;
  let people = 0;

  beforeAll(async () => {
    engine = await open(withServiceTables(callCenter.database), ['acme']);
    one = processOf(engine.database, clock);
    // The embedded database belongs to one process.
    other = engine.database.locksRows ? processOf(engine.another(), clock) : one;
    const capacity = {
      voice: { slots: 1, weight: 100, interrupts: [] },
      chat: { slots: 10, weight: 10, interrupts: [] },
    };
    const profile = {
      id: 'p',
      version: 1,
      updatedAt: clock.now(),
      name: 'default',
      queues: [],
      ownWorkKeepsIdle: false,
    };
    await acme(() => engine.database.transaction((tx) => tx.insert(RoutingProfileSchema, { ...profile, capacity })));
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    mia = `mia-${people++}`;
    await acme(() => one.logIn(mia));
    await acme(() => one.agents.update(mia, (agent) => agent.choose(READY, clock.now())));
  });

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const reservation = (id: string, over: object = {}) =>
    aReservation(id, { expiresAt: new Date(clock.ms() + 20_000), ...over });
  const row = () =>
    acme(async () => (await engine.database.reader()).findOneByOrFail<AgentRow>(AgentSchema, { id: mia }));
  const log = () =>
    acme(async () =>
      (await engine.database.reader()).find(AgentStateChangeSchema, { where: { agentId: mia }, order: { seq: 'ASC' } }),
    );
  /** Every second one by another process. */
  const atOnce = (times: number, work: (process: typeof one, index: number) => Promise<unknown>) =>
    Promise.allSettled(
      Array.from({ length: times }, (_, index) => acme(() => work(index % 2 === 0 ? one : other, index))),
    );
  const done = (results: PromiseSettledResult<unknown>[]) =>
    results.filter(({ status }) => status === 'fulfilled').length;
  const codes = (results: PromiseSettledResult<unknown>[]) =>
    results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code: string }).code] : []));

  it('twenty queues offer them a call, one does', async () => {
    const results = await atOnce(20, ({ desk }, index) => desk.offer(mia, reservation(`r${index}`)));
    expect(done(results)).toBe(1);
    expect(new Set(codes(results))).toEqual(new Set(['agent-at-capacity']));
    expect(await row()).toMatchObject({ state: 'offered', hands: { offers: [{}] } });
  });

  it('two accept the same reservation: it is taken once', async () => {
    await acme(() => one.desk.offer(mia, reservation('r')));
    const results = await atOnce(10, ({ desk }) => desk.accept(mia, 'r'));
    expect(done(results)).toBe(10);
    expect((await row()).hands.engagements).toHaveLength(1);
    expect((await log()).map(({ state }) => state)).toEqual(['not-ready', 'ready', 'offered', 'engaged']);
  });

  it('accepting, missing and hanging up at once has one outcome, which the losers are told', async () => {
    for (let round = 0; round < 10; round++) {
      const id = `r${round}`;
      await acme(() => one.desk.offer(mia, reservation(id, { contactId: id })));
      const [accept, miss] = await atOnce(2, ({ desk }, index) =>
        index === 0 ? desk.accept(mia, id) : desk.miss(mia, id),
      );
      const { state, hands } = await row();
      if (accept!.status === 'fulfilled') {
        expect([state, hands.engagements.length, codes([miss!])]).toEqual(['engaged', 1, ['reservation-ended']]);
        await acme(() => one.desk.release(mia, id));
      } else {
        expect([state, hands.engagements.length, miss!.status]).toEqual(['not-responding', 0, 'fulfilled']);
        expect(accept!.reason).toMatchObject({ code: 'reservation-ended', details: { state: 'missed' } });
        await acme(() => one.agents.update(mia, (agent) => agent.choose(READY, clock.now())));
      }
    }
  });

  it('is released many times and free once', async () => {
    await acme(() => one.desk.engage(mia, aCall('c1', { channel: 'chat' })));
    await acme(() => one.desk.engage(mia, aCall('c2', { channel: 'chat' })));
    expect(done(await atOnce(10, ({ desk }) => desk.release(mia, 'c1')))).toBe(10);
    const { hands, state } = await row();
    expect(hands.engagements.map(({ id }) => id)).toEqual(['c2']);
    expect(hands.ended).toEqual([{ id: 'c1', as: 'released' }]);
    expect(state).toBe('engaged');
  });

  it('gets fifteen chats at once: ten have room', async () => {
    const results = await atOnce(15, async ({ desk }, index) => {
      await desk.offer(mia, reservation(`c${index}`, { channel: 'chat' }));
      await desk.accept(mia, `c${index}`);
    });
    expect(done(results)).toBe(10);
    expect((await row()).hands.engagements).toHaveLength(10);
  });

  it('logs in on two screens for the first time at once', async () => {
    mia = `mia-${people++}`;
    const results = await atOnce(6, ({ logIn }) => logIn(mia));
    expect(codes(results)).toEqual([]);
    expect(done(results)).toBe(6);
    expect(await log()).toMatchObject([{ seq: 1, state: 'not-ready', reason: 'logged-in' }]);
  });

  it('is gone and renews the lease at once: present at the end, and offline or as before', async () => {
    clock.advance({ seconds: 90 });
    const now = clock.now();
    const lapse = ({ presences, agents }: typeof one) =>
      engine.database.transaction(async () => {
        if (await presences.end(mia, now)) await agents.update(mia, (agent) => agent.lapse(now));
      });
    const results = await atOnce(2, (process, index) =>
      index === 0 ? lapse(one) : process.renew.execute(new RenewLease(mia, 'online', 90)),
    );
    expect(done(results)).toBe(2);
    expect(['ready', 'offline']).toContain((await row()).state);
    expect(await acme(() => one.presences.runOut(now, 10))).not.toContainEqual({ agentId: mia, at: now });
    expect(await acme(() => one.presences.end(mia, now))).toBe(false);
  });

  it('is who they were after a restart, with reason and since when', async () => {
    await acme(() => one.agents.update(mia, (agent) => agent.choose(notReady('meal'), clock.now())));
    const restarted = processOf(engine.another(), clock);
    const agent = await acme(() => restarted.agents.get(mia));
    expect(seen(agent)).toMatchObject({ state: 'not-ready', reason: 'meal', since: clock.now(), changes: 3 });
    clock.advance({ seconds: 5 });
    await acme(() => restarted.agents.update(mia, (again) => again.choose(READY, clock.now())));
    expect(await log()).toMatchObject([
      { seq: 1 },
      { seq: 2 },
      { seq: 3, reason: 'meal' },
      { seq: 4, at: clock.now() },
    ]);
  });
});
