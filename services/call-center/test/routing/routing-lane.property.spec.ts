import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSqlite, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import type { AgentMove } from '../../src/agent/agent-moves.api.js';
import { callCenter } from '../../src/service.js';
import { ALane, setUp, TENANT } from './a-lane.js';

const AGENTS = ['ada', 'bea', 'cid', 'dan'];
const QUEUES = {
  calls: { offerSeconds: 15, rejected: { excludedSeconds: 20, toTheEnd: true } },
  wrapped: { wrapUp: { mode: 'timeboxed', seconds: 20 }, strategy: 'round-robin' },
  forced: { wrapUp: { mode: 'forced', seconds: 10 }, leavesAfterSeconds: 90 },
  asked: {
    strategy: 'ring-all',
    ringsAtMost: 2,
    wrapUp: { mode: 'mandatory' },
    afterWait: { seconds: 40, to: 'calls' },
  },
};

type Step =
  | { readonly do: 'call'; readonly queue: number; readonly channel: 'voice' | 'chat' }
  | { readonly do: 'accept' | 'decline' | 'end' | 'hang-up'; readonly which: number }
  | { readonly do: 'move'; readonly agent: number; readonly move: AgentMove }
  | { readonly do: 'own-call'; readonly agent: number }
  | { readonly do: 'time'; readonly seconds: number }
  | {
      readonly do: 'transfer';
      readonly which: number;
      readonly queue: number;
      readonly agent: number;
      readonly letGo: 'at-once' | 'on-accept';
    }
  | { readonly do: 'restart' };

const index = fc.nat(11);
const choose = (state: 'ready' | 'not-ready' | 'offline'): AgentMove => ({
  do: 'choose',
  status: { state, reason: state === 'not-ready' ? 'meal' : null },
});
const move = fc.constantFrom<AgentMove>(
  choose('ready'),
  choose('ready'),
  choose('not-ready'),
  choose('offline'),
  { do: 'log-in' },
  { do: 'end-after-work' },
  { do: 'tidy' },
  { do: 'force', status: { state: 'not-ready', reason: 'meeting' }, by: 'sam', why: 'a meeting' },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      queue: fc.nat(3),
      channel: fc.constantFrom('voice' as const, 'chat' as const),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom('accept' as const, 'accept' as const, 'decline' as const, 'end' as const, 'hang-up' as const),
      which: index,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), agent: fc.nat(3), move }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('own-call' as const), agent: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const), seconds: fc.nat(40) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      which: index,
      queue: fc.nat(3),
      agent: fc.nat(7),
      letGo: fc.constantFrom('at-once' as const, 'on-accept' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);

describe('whatever happens to a tenant', () => {
  it('routing and what it routes agree, and the log decides itself again', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 45 }), async (steps) => {
        const day = new ADay(await openSqlite(withServiceTables(callCenter.database), [TENANT]));
        run += 1;
        try {
          await day.begin();
          for (const each of steps) await day.take(each);
          await day.agree();
          await day.lane.replays();
        } finally {
          await day.engine.dispose();
        }
      }),
      { numRuns: 16, seed: 20261123, endOnFailure: true },
    );
    expect(run).toBe(16);
  });
});

/** A tenant's day, step by step; what is refused is refused. */
class ADay {
  readonly clock = new FakeClock();
  lane: ALane;
  #calls: string[] = [];

  constructor(readonly engine: Engine) {
    this.lane = new ALane(engine.database, this.clock);
  }

  async begin(): Promise<void> {
    await setUp(this.engine.database, this.clock, QUEUES);
    for (const agent of AGENTS) await this.lane.agent(agent);
  }

  async take(step: Step): Promise<void> {
    await this.#take(step).catch((error: unknown) => {
      if (typeof (error as { kind?: unknown }).kind !== 'string') throw error;
    });
    expect(await this.lane.disagreements()).toBe(0);
  }

  /** Nobody is lost, nobody is served twice, and both sides know of the same work. */
  async agree(): Promise<void> {
    const { router } = this.lane.lane.live!;
    const contacts = await this.lane.contacts();
    expect(contacts.map(({ id }) => id).sort()).toEqual([...this.#calls].sort());
    for (const { id, status, course } of contacts) {
      const seen = router.contact(id);
      const isOwn = course?.queuedAt == null;
      if (isOwn) continue;
      const expected = seen && (seen.handledBy ? 'in-progress' : seen.offers.length > 0 ? 'offered' : 'waiting');
      if (expected) expect([id, status]).toEqual([id, expected]);
      else expect(['ended', 'wrap-up']).toContain(status);
    }
    for (const { id, hands } of await this.lane.agents()) {
      const has = [...hands.offers, ...hands.engagements].map((each) => each.id).sort();
      expect([id, router.agent(id)!.work.map((each) => each.id)]).toEqual([id, has]);
    }
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case 'call': {
        const contactId = await this.lane.start(step.channel);
        this.#calls.push(contactId);
        const queueId = Object.keys(QUEUES)[step.queue]!;
        const wish = { queueId, priority: 0, required: [], preferred: [], wishes: [] };
        return this.lane.does({ type: 'contact-queues', contactId, wish });
      }
      case 'accept':
      case 'decline': {
        const offered = (await this.lane.contacts()).filter(({ course }) => course && course.offers.length > 0);
        const contact = offered[step.which % offered.length];
        if (!contact) return;
        const { agentId } = contact.course!.offers[step.which % contact.course!.offers.length]!;
        const type = step.do === 'accept' ? 'offer-accepted' : 'offer-declined';
        return this.lane.does({ type, contactId: contact.id, agentId });
      }
      case 'end':
      case 'hang-up': {
        const live = (await this.lane.contacts()).filter(({ status }) => status !== 'ended' && status !== 'wrap-up');
        const wanted = live.filter(({ status }) => (status === 'in-progress') === (step.do === 'end'));
        const contact = wanted[step.which % wanted.length];
        return contact && this.lane.end(contact.id, step.do === 'end' ? 'handled' : 'abandoned');
      }
      case 'move':
        return this.lane.does({ type: 'agent-moves', agentId: AGENTS[step.agent]!, move: step.move });
      case 'own-call': {
        const contactId = await this.lane.start();
        this.#calls.push(contactId);
        const agentId = AGENTS[step.agent]!;
        return this.lane.does({ type: 'own-work-begins', agentId, contactId, channel: 'voice' });
      }
      case 'time':
        this.clock.advance({ seconds: step.seconds });
        return this.lane.tick();
      case 'transfer': {
        const live = (await this.lane.contacts()).filter(
          ({ status }) => status === 'in-progress' || status === 'waiting',
        );
        const contact = live[step.which % live.length];
        if (!contact) return;
        const { letGo } = step;
        const agentId = AGENTS[step.agent];
        const queueId = Object.keys(QUEUES)[step.queue]!;
        const to = agentId
          ? { letGo, agentId, waitSeconds: 20, fallbackQueueId: step.queue > 1 ? queueId : null }
          : { letGo, queueId, age: 'system' as const };
        return this.lane.does({ type: 'contact-transfers', contactId: contact.id, to, by: null });
      }
      case 'restart':
        this.lane = new ALane(this.engine.database, this.clock);
        return this.lane.tick();
    }
  }
}
