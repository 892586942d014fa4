import { beforeEach, describe, expect, it } from '@jest/globals';
import { WorkItem, type WorkItemState } from './work-item.aggregate.js';
import {
  NotTheWorker,
  WorkItemDelegated,
  WorkItemDone,
  WorkItemNotClaimed,
  WorkItemNotDelegated,
  WorkItemTaken,
  WorkItemWithdrawn,
} from './work-item.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');

interface Stand {
  readonly state: WorkItemState;
  readonly assigneeId?: string;
  readonly ownerId?: string;
}

/** As a process opened it, and the database has it. */
function item({ state, assigneeId, ownerId }: Stand): WorkItem {
  const loaded = new (WorkItem as unknown as new () => WorkItem)();
  const row = { id: 'w1', instance: 'i1', wait: 7, formName: 'look', formVersion: 2 };
  return Object.assign(loaded, row, { state, assigneeId: assigneeId ?? null, ownerId: ownerId ?? null });
}

function standOf(work: WorkItem): Stand {
  const { state, assigneeId, ownerId } = work as unknown as { state: WorkItemState } & Record<
    'assigneeId' | 'ownerId',
    string | null
  >;
  return { state, ...(assigneeId !== null && { assigneeId }), ...(ownerId !== null && { ownerId }) };
}

const OPEN = { state: 'open' } as const;
const MIAS = { state: 'claimed', assigneeId: 'mia' } as const;
const DELEGATED = { state: 'claimed', assigneeId: 'ben', ownerId: 'mia' } as const;

describe('work in a pool', () => {
  let work: WorkItem;
  beforeEach(() => {
    work = item(OPEN);
  });

  it('is claimed by the first who comes', () => {
    work.claim('mia', NOW);
    expect(standOf(work)).toEqual(MIAS);
    expect(work.recordedEvents()).toEqual([{ type: 'work-item-claimed', by: 'mia', at: NOW }]);
    expect(() => work.claim('ben', NOW)).toThrow(WorkItemTaken);
    expect(() => work.claim('ben', NOW, ['zoe'])).toThrow(WorkItemTaken);
  });

  it('is taken over by who stands in for whoever has it', () => {
    const work = item({ state: 'claimed', assigneeId: 'mia' });
    work.claim('ben', NOW, ['mia']);
    expect(standOf(work)).toMatchObject({ state: 'claimed', assigneeId: 'ben' });
    expect(work.takeEvents()).toEqual([{ type: 'work-item-claimed', by: 'ben', at: NOW }]);
  });

  it('stays with whoever claims it again, without another word', () => {
    work.claim('mia', NOW);
    work.claim('mia', NOW);
    expect(work.recordedEvents()).toHaveLength(1);
  });

  it('is in nobody’s hands', () => {
    expect(() => work.release('mia', NOW)).toThrow(WorkItemNotClaimed);
    expect(() => work.delegate('ben', '', 'mia', NOW)).toThrow(WorkItemNotClaimed);
    expect(() => work.toComplete('mia', false)).toThrow(WorkItemNotClaimed);
    expect(work.toComplete('lea', true)).toEqual({ instance: 'i1', wait: 7, form: { name: 'look', version: 2 } });
  });

  it('is assigned by whoever leads', () => {
    work.assign('mia', 'lea', NOW);
    expect(standOf(work)).toEqual(MIAS);
    expect(work.recordedEvents()).toEqual([
      { type: 'work-item-assigned', fromId: null, toId: 'mia', by: 'lea', at: NOW },
    ]);
  });
});

describe('work in somebody’s hands', () => {
  let work: WorkItem;
  beforeEach(() => {
    work = item(MIAS);
  });

  it('goes back to its pool', () => {
    work.release('mia', NOW);
    expect(standOf(work)).toEqual(OPEN);
  });

  it('is nobody else’s', () => {
    for (const attempt of [
      () => work.release('ben', NOW),
      () => work.delegate('zoe', '', 'ben', NOW),
      () => work.toComplete('ben', false),
    ])
      expect(attempt).toThrow(NotTheWorker);
    expect(standOf(work)).toEqual(MIAS);
  });

  it('is not delegated to the same hands', () => {
    expect(() => work.delegate('mia', '', 'mia', NOW)).toThrow(WorkItemTaken);
    expect(() => work.resolve('', 'mia', NOW)).toThrow(WorkItemNotDelegated);
  });

  it('says what completes it', () => {
    expect(work.toComplete('mia', false)).toMatchObject({ instance: 'i1', wait: 7 });
    expect(standOf(work)).toEqual(MIAS);
  });
});

describe('delegated work', () => {
  let work: WorkItem;
  beforeEach(() => {
    work = item(DELEGATED);
  });

  it('comes back to its owner', () => {
    work.resolve('it is so', 'ben', NOW);
    expect(standOf(work)).toEqual(MIAS);
    expect(work.recordedEvents()).toEqual([
      { type: 'work-item-resolved', ownerId: 'mia', note: 'it is so', by: 'ben', at: NOW },
    ]);
  });

  it('is taken back by its owner', () => {
    work.resolve('never mind', 'mia', NOW);
    expect(standOf(work)).toEqual(MIAS);
  });

  it('is handed on, and still comes back to the first', () => {
    work.delegate('zoe', 'you know better', 'ben', NOW);
    expect(standOf(work)).toEqual({ ...DELEGATED, assigneeId: 'zoe' });
    expect(() => work.resolve('', 'ben', NOW)).toThrow(NotTheWorker);
    work.resolve('', 'zoe', NOW);
    expect(standOf(work)).toEqual(MIAS);
  });

  it('is neither completed nor released before it came back', () => {
    expect(() => work.toComplete('ben', false)).toThrow(WorkItemDelegated);
    expect(() => work.toComplete('lea', true)).toThrow(WorkItemDelegated);
    expect(() => work.toComplete('mia', false)).toThrow(NotTheWorker);
    expect(() => work.release('ben', NOW)).toThrow(WorkItemDelegated);
  });

  it('is owed to nobody any more when it is assigned anew', () => {
    work.assign('zoe', 'lea', NOW);
    expect(standOf(work)).toEqual({ state: 'claimed', assigneeId: 'zoe' });
  });
});

describe.each([
  ['completed', WorkItemDone],
  ['withdrawn', WorkItemWithdrawn],
] as const)('work that is %s', (state, refusal) => {
  it.each<[string, (work: WorkItem) => void]>([
    ['claimed', (work) => work.claim('mia', NOW)],
    ['released', (work) => work.release('mia', NOW)],
    ['assigned', (work) => work.assign('ben', 'lea', NOW)],
    ['delegated', (work) => work.delegate('ben', '', 'mia', NOW)],
    ['resolved', (work) => work.resolve('', 'mia', NOW)],
  ])('cannot be %s', (_what, attempt) => {
    const work = item({ ...MIAS, state });
    expect(() => attempt(work)).toThrow(refusal);
    expect(work.recordedEvents()).toEqual([]);
  });
});

describe('the completion', () => {
  it('of work that is no longer wanted is refused', () => {
    expect(() => item({ ...MIAS, state: 'withdrawn' }).toComplete('mia', true)).toThrow(WorkItemWithdrawn);
  });

  it('of work that is completed is for the process to answer, if it was in these hands', () => {
    const done = item({ ...MIAS, state: 'completed' });
    expect(done.toComplete('mia', false)).toMatchObject({ wait: 7 });
    expect(() => done.toComplete('ben', false)).toThrow(NotTheWorker);
  });

  it('of work without a form is of anything', () => {
    const formless = item(MIAS);
    Object.assign(formless, { formName: null, formVersion: null });
    expect(formless.toComplete('mia', false).form).toBeNull();
  });
});
