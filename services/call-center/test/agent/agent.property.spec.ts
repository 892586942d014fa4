import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/kernel/domain-error';
import fc from 'fast-check';
import { aCall, anAgent, aReservation, CAPACITY, NINE, notReady, OFFLINE, READY, seen } from './an-agent.js';
import type { Agent } from '../../src/agent/domain/agent.aggregate.js';
import type { AgentEvent, AgentStateChanged } from '../../src/agent/domain/agent.events.js';
import { loadOf } from '../../src/agent/domain/capacity.js';
import { inHand } from '../../src/agent/domain/hands.js';
import { TRANSITIONS, type RoutingState } from '../../src/agent/domain/routing-state.js';
import { loggedInMs, stateDurations } from '../../src/agent/domain/state-durations.js';
import type { AfterWorkRule } from '../../src/agent/domain/work.js';

const RUNS = { seed: 20261123, numRuns: 500 };

type Step = (agent: Agent, now: Date) => void;
interface Command {
  readonly name: string;
  readonly afterMs: number;
  readonly step: Step;
}

const id = fc.integer({ min: 1, max: 15 }).map(String);
const channel = fc.constantFrom('voice' as const, 'chat' as const, 'chat' as const);
const afterWork: fc.Arbitrary<AfterWorkRule> = fc.oneof(
  fc.constant<AfterWorkRule>({ mode: 'optional', seconds: null }),
  fc.constant<AfterWorkRule>({ mode: 'mandatory', seconds: null }),
  fc.record<AfterWorkRule>({
    mode: fc.constantFrom('timeboxed' as const, 'forced' as const),
    seconds: fc.integer({ min: 1, max: 60 }),
  }),
);
const assignment = fc.record({ id, channel, afterWork });
const status = fc.constantFrom(READY, READY, OFFLINE, notReady('meal'), notReady('break'));

const named = (name: string, step: fc.Arbitrary<Step>) => step.map((each) => ({ name, step: each }));
const one = (name: string, step: Step) => named(name, fc.constant(step));
const ofOne = (name: string, step: (agent: Agent, id: string, now: Date) => void) =>
  named(
    name,
    id.map(
      (each): Step =>
        (agent, now) =>
          step(agent, each, now),
    ),
  );

const step = fc.oneof(
  one('log in', (agent, now) => agent.logIn(now)),
  named(
    'choose',
    status.map(
      (each): Step =>
        (agent, now) =>
          agent.choose(each, now),
    ),
  ),
  named(
    'force',
    status.map(
      (each): Step =>
        (agent, now) =>
          agent.force(each, 'sam', 'why', now),
    ),
  ),
  ofOne('request', (agent, each, now) => agent.requestStatus(each, 'break', now)),
  ofOne('approve', (agent, each, now) => agent.approve(each, 'sam', now)),
  {
    weight: 4,
    arbitrary: named(
      'offer',
      assignment.map(({ id: of, ...over }): Step => (agent, now) => {
        const expiresAt = new Date(now.getTime() + 20_000);
        agent.offer(aReservation(of, { ...over, expiresAt, excludedSeconds: 5 }), CAPACITY, now);
      }),
    ),
  },
  { weight: 3, arbitrary: ofOne('accept', (agent, each, now) => agent.accept(each, now)) },
  ofOne('decline', (agent, each, now) => agent.decline(each, now)),
  ofOne('miss', (agent, each, now) => agent.miss(each, now)),
  ofOne('cancel', (agent, each, now) => agent.cancel(each, now)),
  named(
    'engage',
    assignment.map(
      ({ id: of, ...over }): Step =>
        (agent, now) =>
          agent.engage(aCall(of, over), CAPACITY, now),
    ),
  ),
  { weight: 3, arbitrary: ofOne('release', (agent, each, now) => agent.release(each, now)) },
  ofOne('ask for after-contact work', (agent, each, now) => agent.askForAfterWork(each, now)),
  one('end after-contact work', (agent, now) => agent.endAfterWork(now)),
  one('lapse', (agent, now) => agent.lapse(now)),
  one('return', (agent, now) => agent.returnToLease(now)),
  one('tidy', (agent, now) => agent.tidy(now)),
);
const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.tuple(step, fc.integer({ min: 0, max: 15_000 })).map(([each, afterMs]) => ({ ...each, afterMs })),
  { minLength: 1, maxLength: 80 },
);

interface Lived {
  readonly agent: Agent;
  readonly events: AgentEvent[];
  readonly until: Date;
}

/** A refusal is as good as any other outcome; anything else that is thrown is a fault. */
function live(list: readonly Command[], after: (agent: Agent) => void = () => undefined): Lived {
  const agent = anAgent();
  agent.logIn(NINE);
  agent.choose(READY, NINE);
  const events = agent.takeEvents();
  let until = NINE;
  for (const { step: act, afterMs } of list) {
    until = new Date(until.getTime() + afterMs);
    try {
      act(agent, until);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    events.push(...agent.takeEvents());
    after(agent);
  }
  agent.tidy(until);
  return { agent, events: [...events, ...agent.takeEvents()], until };
}

const changesIn = (events: readonly AgentEvent[]) =>
  events.filter((event): event is AgentStateChanged => event.type === 'agent-state-changed');
const logOf = (events: readonly AgentEvent[]) =>
  changesIn(events).map(({ to: state, reason, at }) => ({ state, reason, at }));

describe('whatever happens to an agent', () => {
  it('they are in one state at a time, and only go where the table leads', () => {
    const leads = (from: RoutingState, to: RoutingState) =>
      Object.values(TRANSITIONS).some((move) => move[from]?.includes(to));
    fc.assert(
      fc.property(commands, (list) => {
        const { agent, events } = live(list);
        let state: RoutingState = 'offline';
        for (const [index, { seq, from, to, at }] of changesIn(events).entries()) {
          expect([seq, from]).toEqual([index + 1, state]);
          expect(leads(from, to)).toBe(true);
          if (index > 0) expect(at >= changesIn(events)[index - 1]!.at).toBe(true);
          state = to;
        }
        expect(seen(agent).state).toBe(state);
      }),
      RUNS,
    );
  });

  it('their time is spent in states, all of it, and logged in but for offline', () => {
    fc.assert(
      fc.property(commands, fc.nat(), fc.nat(), (list, one_, other) => {
        const { events, until } = live(list);
        const log = logOf(events);
        const whole = stateDurations(log, { from: NINE, to: until });
        expect(whole.reduce((sum, { ms }) => sum + ms, 0)).toBe(until.getTime() - NINE.getTime());
        expect(loggedInMs(whole)).toBe(loggedIn(events, until));
        const cut = new Date(NINE.getTime() + ((one_ + other) % (until.getTime() - NINE.getTime() + 1)));
        const parts = [
          ...stateDurations(log, { from: NINE, to: cut }),
          ...stateDurations(log, { from: cut, to: until }),
        ];
        expect(loggedInMs(parts)).toBe(loggedInMs(whole));
      }),
      RUNS,
    );
  });

  it('they never have more than there is room for', () => {
    fc.assert(
      fc.property(commands, (list) => {
        live(list, (agent) => {
          const taken = inHand(seen(agent).hands);
          expect(loadOf(CAPACITY, taken)).toBeLessThanOrEqual(100);
          for (const [each, { slots }] of Object.entries(CAPACITY))
            expect(taken.filter((one) => one === each).length).toBeLessThanOrEqual(slots);
        });
      }),
      RUNS,
    );
  });

  it('each contact is taken once and ends once', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { agent, events } = live(list);
        const count = (type: AgentEvent['type'], of: string) =>
          events.filter((event) => event.type === type && 'assignmentId' in event && event.assignmentId === of).length;
        for (let of = 1; of <= 15; of++) {
          const [taken, ended] = [count('agent-engaged', `${of}`), count('agent-assignment-ended', `${of}`)];
          const { offers, engagements } = seen(agent).hands;
          const held = [...offers, ...engagements].filter((each) => each.id === `${of}`).length;
          const begun = Math.max(taken, count('agent-offered', `${of}`));
          expect(taken).toBeLessThanOrEqual(1);
          expect(ended + held).toBe(begun);
        }
      }),
      RUNS,
    );
  });

  it('when all work has ended they are what they said last, or gone', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { agent, until } = live(list);
        agent.reconcile(() => false, until);
        const later = new Date(until.getTime() + 3_600_000);
        agent.tidy(later);
        if (seen(agent).state === 'after-contact-work') agent.endAfterWork(later);
        expect(seen(agent)).toMatchObject({ state: seen(agent).standing, next: null, dueAt: null });
      }),
      RUNS,
    );
  });
});

/** By what changed, not by the log of states. */
function loggedIn(events: readonly AgentEvent[], until: Date): number {
  let sum = 0;
  let since: Date | undefined;
  for (const { from, to, at } of changesIn(events)) {
    if (from === 'offline') since = at;
    if (to !== 'offline' || !since) continue;
    sum += at.getTime() - since.getTime();
    since = undefined;
  }
  return since ? sum + until.getTime() - since.getTime() : sum;
}
