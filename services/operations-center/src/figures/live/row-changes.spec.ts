import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LiveFiguresView, LiveRow } from '../answers/figure.dto.js';
import { FigureReach } from '../answers/figure-reach.js';
import { RowChanges } from './row-changes.js';
import { ShownRows } from './shown-rows.js';

const interval = { from: '2026-11-23T09:00:00.000Z', to: '2026-11-23T09:15:00.000Z' };
let second = 0;

/** What a look finds: the number waiting in each queue. */
function found(waiting: Readonly<Record<string, number>>, period = interval): LiveFiguresView {
  second += 1;
  const rows = Object.entries(waiting).map(([id, count]) => ({ kind: 'queue', id, now: { waiting: count } }));
  const asOf = new Date(Date.UTC(2026, 10, 23, 9, 0, second)).toISOString();
  const head = { asOf, timeZone: 'UTC', date: '2026-11-23', interval: period, lastInterval: interval };
  return { ...head, rows: rows as unknown as LiveRow[] };
}

const said = (push: { data: string } | null) => (push === null ? null : (JSON.parse(push.data) as LiveFiguresView));
const waitingIn = (push: { data: string } | null) =>
  said(push)?.rows.map(({ id, now }) => [id, now.waiting] as const) ?? null;

describe('what is pushed', () => {
  let changes: RowChanges;
  beforeEach(() => {
    changes = new RowChanges(new ShownRows(undefined, new FigureReach(null)), 'run');
  });

  it('is what has changed since the look before, or nothing', () => {
    expect(waitingIn(changes.look(found({ calls: 1, chats: 2 })))).toEqual([
      ['calls', 1],
      ['chats', 2],
    ]);
    expect(changes.look(found({ calls: 1, chats: 2 }))).toBeNull();
    expect(waitingIn(changes.look(found({ calls: 1, chats: 3 })))).toEqual([['chats', 3]]);
  });

  it('names the rows that are gone, and says when the interval has changed', () => {
    changes.look(found({ calls: 1, chats: 2 }));
    expect(said(changes.look(found({ chats: 2 })))).toMatchObject({ rows: [], gone: ['queue/calls'] });
    const next = { from: interval.to, to: '2026-11-23T09:30:00.000Z' };
    expect(said(changes.look(found({ chats: 2 }, next)))).toMatchObject({ rows: [], gone: [], interval: next });
  });

  it('is for who comes back what they missed, and nothing when they missed nothing', () => {
    const first = changes.look(found({ calls: 1 }))!;
    const second = changes.look(found({ calls: 2 }))!;
    const third = changes.look(found({ calls: 3 }))!;
    expect(changes.since(first.id)).toEqual([second, third]);
    expect(changes.since(third.id)).toEqual([]);
  });

  it('is everything for who comes newly, from another process, or after more than is remembered', () => {
    const first = changes.look(found({ calls: 0 }))!;
    for (let count = 1; count <= 70; count += 1) changes.look(found({ calls: count, chats: 1 }));
    for (const id of [undefined, 'other-5', first.id]) {
      const [whole, ...rest] = changes.since(id);
      expect(rest).toEqual([]);
      expect(whole!.type).toBe('figures');
      expect(waitingIn(whole!)).toEqual([
        ['calls', 70],
        ['chats', 1],
      ]);
    }
  });

  it('is remembered up to an amount of text, whatever the number', () => {
    const [big, pushes] = ['x'.repeat(900_000), [] as string[]];
    for (let count = 0; count < 4; count += 1) pushes.push(changes.look(found({ [big]: count }))!.id);
    expect(changes.since(pushes[0])[0]!.type).toBe('figures');
    expect(changes.since(pushes[2])[0]!.type).toBe('changes');
  });

  it('is only of what somebody reaches: their teams and those in them', () => {
    const theirs = new RowChanges(
      new ShownRows(undefined, new FigureReach({ people: ['mia'], teams: ['north'] })),
      'run',
    );
    const view = found({ mia: 1, tom: 2, north: 3 });
    const kinds = ['agent', 'agent', 'team'] as const;
    const rows = view.rows.map((row, at) => ({ ...row, kind: kinds[at]! }));
    const queue = { ...rows[0]!, kind: 'queue' as const };
    expect(waitingIn(theirs.look({ ...view, rows: [...rows, queue] }))).toEqual([
      ['mia', 1],
      ['north', 3],
    ]);
  });

  it('is made once for all: they get the same text', () => {
    changes.look(found({ calls: 1 }));
    expect(changes.since(undefined)[0]).toBe(changes.since(undefined)[0]);
  });
});
