import { describe, expect, it } from '@jest/globals';
import type { Fact } from './fact.js';
import { linesOf, type Line } from './line.js';

const START = Date.UTC(2026, 10, 23, 9);
const GOAL = { withinMs: 20_000, shortMs: 5_000, product: 'car' };

type Happening = Fact extends infer Each ? (Each extends Fact ? Omit<Each, 'id' | 'told' | 'at'> : never) : never;

/** Facts by the second they happened in, told at once. */
function facts(...happenings: (readonly [second: number, fact: Happening])[]): Fact[] {
  return happenings.map(([second, fact], index) => {
    const at = START + second * 1_000;
    return { ...fact, id: `id-${String(index).padStart(3, '0')}`, told: at, at } as Fact;
  });
}
const queued = (queueId: string, moved: 'flowed-out' | 'transferred' | null = null): Happening => {
  return { what: 'queued', channel: 'voice', queueId, goal: GOAL, moved };
};
const offered = (agentId: string): Happening => ({ what: 'offered', agentId, teamId: 'north' });
const connected = (agentId: string): Happening => ({ what: 'connected', agentId, teamId: 'north' });
const [held, resumed, letGo, wrapUpBegun]: Happening[] = [
  { what: 'held' },
  { what: 'resumed' },
  { what: 'let-go' },
  { what: 'wrap-up-begun' },
];
const ended = (more: Partial<Extract<Happening, { what: 'ended' }>> = {}): Happening => {
  return { what: 'ended', channel: 'voice', gaveUp: false, left: null, wrapMs: 0, ...more };
};

const of = (lines: readonly Line[], kind: Line['kind']) => lines.filter((line) => line.kind === kind);

describe('what is counted of a contact', () => {
  it('that waits: it is offered and not decided', () => {
    const lines = linesOf(facts([0, queued('calls')]));
    expect(of(lines, 'queue')).toMatchObject([
      { queueId: 'calls', isOffered: true, outcome: null, phase: 'waiting', waitingSince: START, waitMs: null },
    ]);
    expect(of(lines, 'contact')).toMatchObject([
      { product: 'car', outcome: null, phase: 'waiting', waitingSince: START },
    ]);
  });

  it('that is answered: wait, talk without hold, hold and wrap-up apart', () => {
    const story = facts(
      ...[[0, queued('calls')] as const, [8, offered('mia')] as const, [12, connected('mia')] as const],
      ...[[40, held!] as const, [60, resumed!] as const, [112, wrapUpBegun!] as const, [142, ended()] as const],
    );
    const handled = { isHandled: true, talkMs: 80_000, holdMs: 20_000, wrapMs: 30_000, phase: null };
    const lines = linesOf(story);
    expect(of(lines, 'queue')).toMatchObject([{ outcome: 'answered', isInTime: true, waitMs: 12_000, ...handled }]);
    expect(of(lines, 'contact')).toMatchObject([{ outcome: 'answered', isInTime: true, waitMs: 12_000, ...handled }]);
    expect(of(lines, 'agent')).toMatchObject([
      { agentId: 'mia', teamId: 'north', at: START + 8_000, outcome: 'answered', ...handled },
    ]);
  });

  it('that is talked with, and then wrapped up, counts as handled only when that is over', () => {
    const talking = facts([0, queued('calls')], [12, connected('mia')]);
    const wrapping = [...talking, ...facts([50, wrapUpBegun!])];
    for (const [story, phase] of [
      [talking, 'in-service'],
      [wrapping, 'wrap-up'],
    ] as const)
      expect(linesOf(story)).toMatchObject(
        ['queue', 'contact', 'agent'].map((kind) => ({ kind, phase, isHandled: false, talkMs: 0 })),
      );
  });

  it.each([
    ['before the short threshold', 4, {}, 'short-abandoned', true],
    ['within the target', 5, {}, 'abandoned', true],
    ['at the target', 20, {}, 'abandoned', true],
    ['beyond the target', 21, {}, 'abandoned', false],
    ['as routing said', 21, { left: 'short-abandoned' }, 'short-abandoned', false],
    ['by the queue', 90, { left: 'timed-out' }, 'timed-out', false],
  ] as const)('that leaves unserved %s', (_, second, how, outcome, isInTime) => {
    const lines = linesOf(facts([0, queued('calls')], [second, ended({ gaveUp: true, ...how })]));
    expect(lines).toMatchObject([
      { kind: 'queue', outcome, isInTime, waitMs: second * 1_000, phase: null },
      { kind: 'contact', outcome, isInTime, waitMs: second * 1_000, phase: null },
    ]);
  });

  it('that flows from queue to queue: each has its stay, the contact counts once and waits as long as the customer did', () => {
    const lines = linesOf(facts([0, queued('calls')], [30, queued('overflow', 'flowed-out')], [45, connected('mia')]));
    expect(of(lines, 'queue')).toMatchObject([
      { queueId: 'calls', outcome: 'flowed-out', waitMs: 30_000 },
      { queueId: 'overflow', outcome: 'answered', waitMs: 15_000, isInTime: true },
    ]);
    expect(of(lines, 'contact')).toMatchObject([{ outcome: 'answered', waitMs: 45_000, isInTime: false }]);
  });

  it('that is transferred: answered in both queues, once as a contact, and everybody has their own time with it', () => {
    const lines = linesOf(
      facts(
        ...[[0, queued('calls')] as const, [10, connected('mia')] as const, [70, letGo!] as const],
        ...[[70, queued('experts', 'transferred')] as const, [100, connected('tom')] as const],
        ...[[160, wrapUpBegun!] as const, [170, ended()] as const],
      ),
    );
    expect(of(lines, 'queue')).toMatchObject([
      { queueId: 'calls', outcome: 'answered', isHandled: true, talkMs: 60_000, wrapMs: 0 },
      { queueId: 'experts', outcome: 'answered', isHandled: true, waitMs: 30_000, talkMs: 60_000, wrapMs: 10_000 },
    ]);
    expect(of(lines, 'contact')).toMatchObject([
      { outcome: 'answered', waitMs: 10_000, talkMs: 120_000, wrapMs: 10_000 },
    ]);
    expect(of(lines, 'agent')).toMatchObject([
      { agentId: 'mia', talkMs: 60_000, wrapMs: 0 },
      { agentId: 'tom', talkMs: 60_000, wrapMs: 10_000 },
    ]);
  });

  it('that is given away on accept is in service and waits in the other queue', () => {
    const lines = linesOf(facts([0, queued('calls')], [10, connected('mia')], [50, queued('experts', 'transferred')]));
    expect(of(lines, 'queue')).toMatchObject([
      { phase: 'in-service' },
      { phase: 'waiting', waitingSince: START + 50_000 },
    ]);
    expect(of(lines, 'contact')).toMatchObject([{ phase: 'in-service', waitingSince: null }]);
  });

  it('that is lost after a transfer was answered all the same, and is lost to the second queue', () => {
    const lines = linesOf(
      facts(
        ...[[0, queued('calls')] as const, [10, connected('mia')] as const, [70, letGo!] as const],
        ...[[70, queued('experts', 'transferred')] as const, [100, ended({ gaveUp: true })] as const],
      ),
    );
    expect(of(lines, 'queue')).toMatchObject([{ outcome: 'answered' }, { outcome: 'abandoned', waitMs: 30_000 }]);
    expect(of(lines, 'contact')).toMatchObject([{ outcome: 'answered', isHandled: true }]);
  });

  it('that nobody queued is handled but was not offered; a contact that asked for nobody is not counted', () => {
    const direct = linesOf(facts([0, { what: 'started', channel: 'voice' }], [5, connected('mia')], [65, ended()]));
    expect(direct).toMatchObject([
      { kind: 'contact', isOffered: false, outcome: 'direct', isHandled: true, talkMs: 60_000 },
      { kind: 'agent', isOffered: false, outcome: 'answered', isHandled: true },
    ]);
    expect(linesOf(facts([0, { what: 'started', channel: 'voice' }], [60, ended()]))).toEqual([]);
  });

  it('that rings several agents is answered by one', () => {
    const story = facts([0, queued('calls')], [1, offered('mia')], [1, offered('tom')], [6, connected('tom')]);
    expect(of(linesOf(story), 'agent')).toMatchObject([
      { agentId: 'mia', isOffered: true, outcome: 'unanswered', phase: null },
      { agentId: 'tom', isOffered: true, outcome: 'answered', phase: 'in-service' },
    ]);
  });

  it('is the same whatever order it is told in', () => {
    const story = facts([0, queued('calls')], [12, connected('mia')], [50, wrapUpBegun!], [60, ended()]);
    expect(linesOf(story.toReversed())).toEqual(linesOf(story));
  });
});
