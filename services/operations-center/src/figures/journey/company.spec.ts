import { describe, expect, it } from '@jest/globals';
import type { Fact } from './fact.js';
import { linesOf, type Line } from './line.js';

const START = Date.UTC(2026, 10, 23, 9);
const GOAL = { withinMs: 20_000, shortMs: 5_000, product: 'car' };

type Happening = Fact extends infer Each ? (Each extends Fact ? Omit<Each, 'id' | 'told' | 'at'> : never) : never;
type Step = readonly [second: number, fact: Happening];

/** The lines after what happened, by the second it happened in. */
function lines(...steps: readonly Step[]): Line[] {
  const facts = steps.map(([second, fact], index): Fact => {
    const at = START + second * 1_000;
    return { ...fact, id: `id-${String(index).padStart(3, '0')}`, told: at, at };
  });
  return linesOf(facts);
}
const of = (all: readonly Line[], kind: Line['kind']) => all.filter((line) => line.kind === kind);

const queued = (queueId = 'calls', moved: 'transferred' | null = null): Happening => {
  return { what: 'queued', channel: 'voice', queueId, goal: GOAL, moved };
};
const offered = (agentId: string): Happening => ({ what: 'offered', agentId, teamId: null, queueId: 'calls' });
const connected = (agentId: string): Happening => ({ what: 'connected', agentId, teamId: null });
const joined = (agentId: string): Happening => ({ what: 'joined', agentId, teamId: null });
const left = (agentId: string): Happening => ({ what: 'left', agentId });
const wrappedUp = (agentId: string): Happening => ({ what: 'wrapped-up', agentId });
const ended: Happening = { what: 'ended', channel: 'voice', gaveUp: false, left: null, wrapMs: 0 };
const gaveUp: Happening = { ...ended, gaveUp: true };

describe('what is counted of those on a contact', () => {
  it.each([
    ['rejected', 'rejected'],
    ['missed', 'missed'],
    ['recalled', 'unanswered'],
  ] as const)('an offer that was %s, for the agent and the queue it was for', (as, outcome) => {
    const all = lines(
      ...([
        [0, queued()],
        [1, offered('mia')],
        [21, { what: 'offer-ended', agentId: 'mia', as }],
        [22, offered('tom')],
        [25, connected('tom')],
      ] as const),
    );
    expect(of(all, 'agent')).toMatchObject([
      { agentId: 'mia', queueId: 'calls', isOffered: true, outcome, isHandled: false },
      { agentId: 'tom', outcome: 'answered' },
    ]);
    expect(of(all, 'queue')).toMatchObject([{ outcome: 'answered', waitMs: 25_000 }]);
  });

  it('who missed it once and then has it: both offers count', () => {
    const missed = { what: 'offer-ended', agentId: 'mia', as: 'missed' } as const;
    const all = lines([0, queued()], [1, offered('mia')], [21, missed], [60, offered('mia')], [62, connected('mia')]);
    expect(of(all, 'agent')).toMatchObject([{ outcome: 'missed' }, { outcome: 'answered', phase: 'in-service' }]);
  });

  it('who is consulted assists: their time is apart, and hold of who asked', () => {
    const all = lines(
      ...([
        [0, queued()],
        [5, connected('mia')],
        [15, { what: 'held' }],
        [16, offered('eva')],
        [20, joined('eva')],
        [50, left('eva')],
        [50, { what: 'resumed' }],
        [70, ended],
      ] as const),
    );
    expect(of(all, 'agent')).toMatchObject([
      { agentId: 'mia', outcome: 'answered', talkMs: 30_000, holdMs: 35_000, assistMs: 0 },
      { agentId: 'eva', outcome: 'assisted', isHandled: false, talkMs: 0, assistMs: 30_000, phase: null },
    ]);
    expect(of(all, 'contact')).toMatchObject([{ talkMs: 30_000, holdMs: 35_000, assistMs: 0 }]);
  });

  it('who assists is in service with it until they leave', () => {
    const consulting: Step[] = [
      [0, queued()],
      [5, connected('mia')],
      [20, joined('eva')],
    ];
    const phaseOf = (...steps: Step[]) => of(lines(...steps), 'agent').map(({ phase }) => phase);
    expect(phaseOf(...consulting)).toEqual(['in-service', 'in-service']);
    expect(phaseOf(...consulting, [30, left('eva')])).toEqual(['in-service', null]);
    expect(phaseOf(...consulting, [30, { what: 'wrap-up-begun' }])).toEqual(['wrap-up', null]);
  });

  it('who was consulted and then has it: assisted before, handled from then on', () => {
    const all = lines(
      ...([
        [0, queued()],
        [5, connected('mia')],
        [16, offered('eva')],
        [20, joined('eva')],
        [50, { what: 'let-go' }],
        [50, connected('eva')],
        [80, ended],
      ] as const),
    );
    expect(of(all, 'agent')).toMatchObject([
      { agentId: 'mia', isHandled: true, talkMs: 45_000 },
      { agentId: 'eva', outcome: 'answered', isHandled: true, assistMs: 30_000, talkMs: 30_000 },
    ]);
    expect(of(all, 'queue')).toMatchObject([{ isHandled: true, talkMs: 75_000 }]);
  });

  it('a contact that a supervisor takes over: each has their part of its time', () => {
    const all = lines(
      ...([
        [0, queued()],
        [5, connected('mia')],
        [65, { what: 'let-go' }],
        [65, connected('sam')],
        [85, { what: 'wrap-up-begun' }],
        [95, ended],
      ] as const),
    );
    expect(of(all, 'agent')).toMatchObject([
      { agentId: 'mia', isHandled: true, talkMs: 60_000, wrapMs: 0 },
      { agentId: 'sam', isHandled: true, isOffered: false, talkMs: 20_000, wrapMs: 10_000 },
    ]);
    expect(of(all, 'queue')).toMatchObject([{ outcome: 'answered', talkMs: 80_000, wrapMs: 10_000 }]);
    expect(of(all, 'contact')).toMatchObject([{ isHandled: true, talkMs: 80_000, wrapMs: 10_000 }]);
  });

  it('who hands over and stays assists from then on, and has it again when it comes back', () => {
    const all = lines(
      ...([
        [0, queued()],
        [10, connected('mia')],
        [20, joined('tom')],
        [30, { what: 'let-go', stays: true }],
        [30, connected('tom')],
        [50, { what: 'let-go', stays: true }],
        [50, connected('mia')],
        [90, ended],
      ] as const),
    );
    expect(of(all, 'agent')).toMatchObject([
      { agentId: 'mia', talkMs: 20_000, assistMs: 20_000 },
      { agentId: 'tom', talkMs: 20_000, assistMs: 10_000 + 40_000 },
      { agentId: 'mia', talkMs: 40_000, assistMs: 0 },
    ]);
    expect(of(all, 'contact')).toMatchObject([{ talkMs: 80_000 }]);
  });

  it('the wrap-up of who transferred it away is theirs, of who ended it theirs', () => {
    const all = lines(
      ...([
        [0, queued()],
        [10, connected('mia')],
        [70, { what: 'let-go' }],
        [70, queued('experts', 'transferred')],
        [80, connected('tom')],
        [85, wrappedUp('mia')],
        [140, { what: 'wrap-up-begun' }],
        [147, wrappedUp('tom')],
        [148, ended],
      ] as const),
    );
    expect(of(all, 'agent')).toMatchObject([{ wrapMs: 15_000 }, { wrapMs: 7_000 }]);
    expect(of(all, 'queue')).toMatchObject([{ wrapMs: 15_000 }, { wrapMs: 7_000 }]);
    expect(of(all, 'contact')).toMatchObject([{ wrapMs: 22_000 }]);
  });

  it('a transfer on accept that came to nothing left the other queue, and is none of the first', () => {
    const all = lines(
      ...([
        [0, queued()],
        [10, connected('mia')],
        [50, queued('experts', 'transferred')],
        [80, { what: 'transfer-ended' }],
        [110, ended],
      ] as const),
    );
    expect(of(all, 'queue')).toMatchObject([
      { queueId: 'calls', outcome: 'answered', talkMs: 100_000 },
      { queueId: 'experts', outcome: 'withdrawn', waitMs: 30_000, isHandled: false },
    ]);
  });

  it('a callback that was promised waits on, and is not abandoned', () => {
    const promised: Step[] = [
      [0, queued()],
      [30, { what: 'callback-promised' }],
    ];
    expect(of(lines(...promised), 'queue')).toMatchObject([{ phase: 'waiting', waitingSince: START, outcome: null }]);
    for (const kind of ['queue', 'contact'] as const)
      expect(of(lines(...promised, [90, gaveUp]), kind)).toMatchObject([{ outcome: 'withdrawn' }]);
    const reached = lines(...promised, [600, connected('mia')], [660, ended]);
    expect(of(reached, 'queue')).toMatchObject([{ outcome: 'answered', waitMs: 600_000, isInTime: false }]);
  });

  it('a customer who was called back in vain waits again at the same place; the attempt is the agent’s time', () => {
    const tried: Step[] = [
      [0, queued()],
      [30, { what: 'callback-promised' }],
      [100, connected('mia')],
      [125, { what: 'callback-failed', again: true }],
    ];
    const waiting = lines(...tried);
    for (const kind of ['queue', 'contact'] as const)
      expect(of(waiting, kind)).toMatchObject([{ outcome: null, phase: 'waiting', waitingSince: START }]);
    expect(of(waiting, 'agent')).toMatchObject([{ outcome: 'answered', isHandled: true, talkMs: 25_000 }]);
    const reached = lines(...tried, [900, connected('tom')], [960, ended]);
    for (const kind of ['queue', 'contact'] as const)
      expect(of(reached, kind)).toMatchObject([{ outcome: 'answered', waitMs: 900_000, talkMs: 85_000 }]);
  });

  it('a customer who was called back in vain for the last time was neither answered nor gave up', () => {
    const all = lines(
      ...([
        [0, queued()],
        [30, { what: 'callback-promised' }],
        [100, connected('mia')],
        [125, { what: 'callback-failed', again: false }],
        [130, ended],
      ] as const),
    );
    expect(of(all, 'queue')).toMatchObject([{ outcome: 'withdrawn', isHandled: false }]);
    expect(of(all, 'contact')).toMatchObject([{ outcome: 'withdrawn', isHandled: false }]);
  });
});
