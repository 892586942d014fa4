import { describe, expect, it } from '@jest/globals';
import { changed, type HistoryChange } from './history-change.js';
import type { HistoryEntry } from './history.schema.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute));
const OPENED: HistoryChange = {
  id: 't',
  kind: 'ticket',
  customerId: 'noah',
  number: 'T-1',
  type: 'return',
  status: 'new',
};
const IN_WORK: HistoryChange = { id: 't', kind: 'ticket', customerId: 'noah', status: 'open' };
const CLOSED: HistoryChange = {
  id: 't',
  kind: 'ticket',
  customerId: 'noah',
  number: 'T-1',
  type: 'return',
  status: 'closed',
};
const LINKED: HistoryChange = { id: 't', kind: 'ticket', linkedIds: ['e'] };

function after(...events: [HistoryChange, number][]): HistoryEntry | null {
  return events.reduce<HistoryEntry | null>((entry, [change, minute]) => changed(entry, change, at(minute)), null);
}

describe('an entry of the history', () => {
  const whole = after([OPENED, 0], [LINKED, 1], [IN_WORK, 2], [CLOSED, 3]);

  it('is what the events tell together', () => {
    expect(whole).toEqual({
      id: 't',
      kind: 'ticket',
      customerId: 'noah',
      number: 'T-1',
      type: 'return',
      status: 'closed',
      outcome: null,
      statusAt: at(3),
      startedAt: at(0),
    });
  });

  it.each([
    ['backwards', after([CLOSED, 3], [IN_WORK, 2], [LINKED, 1], [OPENED, 0])],
    ['in disorder', after([IN_WORK, 2], [OPENED, 0], [CLOSED, 3], [LINKED, 1])],
    ['twice', after([OPENED, 0], [OPENED, 0], [CLOSED, 3], [LINKED, 1], [CLOSED, 3], [IN_WORK, 2])],
  ])('is the same when they come %s', (_, entry) => {
    expect(entry).toEqual(whole);
  });

  it('takes the later one of two events of the same moment', () => {
    expect(after([OPENED, 0], [IN_WORK, 0])?.status).toBe('open');
  });

  it('is there from the first event, whatever that tells', () => {
    expect(after([LINKED, 1])).toMatchObject({ status: 'unknown', customerId: null, startedAt: at(1) });
  });

  it('keeps the outcome with its status', () => {
    const ended: HistoryChange = { id: 'c', kind: 'contact', customerId: null, status: 'ended', outcome: 'handled' };
    const started: HistoryChange = { id: 'c', kind: 'contact', customerId: 'noah', type: 'voice', status: 'started' };
    expect(after([ended, 5], [started, 0])).toMatchObject({ status: 'ended', outcome: 'handled', customerId: 'noah' });
  });
});
