import { describe, expect, it } from '@jest/globals';
import type { TicketCategory } from '#libs/contracts/ticket-center/ticket-events';
import fc from 'fast-check';
import { ticketAfter, type BoardTicket, type TicketNews } from './ticket-rows.js';

const ticketOf = (...news: TicketNews[]) =>
  news.reduce<BoardTicket | null>((known, each) => ticketAfter(known, 't-1', each), null);

const opened = at(0, 'new', { openedAt: '2026-11-23T09:00:00.000Z' });
function at(minute: number, category: TicketCategory, rest: Partial<TicketNews> = {}): TicketNews {
  const time = new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();
  return { category, happened: { at: time, id: `id-${minute}` }, ...rest };
}

const about = (minute: number) => ({ happened: at(minute, 'open').happened });

/** Any order, anything twice. */
const inAnyOrder = <T>(news: readonly T[]) => fc.shuffledSubarray([...news, ...news], { minLength: news.length * 2 });

describe('a ticket on the board', () => {
  it('has the category of its latest event', () => {
    expect(ticketOf(opened, at(1, 'open'), at(2, 'waiting'), at(3, 'open'))).toMatchObject({
      category: 'open',
      finished: false,
    });
    expect(ticketOf(opened, at(3, 'waiting'), at(2, 'open'))).toMatchObject({ category: 'waiting' });
  });

  it('tells events of one moment apart by their ids', () => {
    const [first, second] = [
      at(1, 'open'),
      { ...at(1, 'solved'), happened: { at: at(1, 'open').happened.at, id: 'id-1-then' } },
    ];
    expect(ticketOf(opened, second, first)).toMatchObject({ category: 'solved' });
  });

  it('compares moments, not the text of their offsets', () => {
    const inShanghai = { category: 'waiting', happened: { at: '2026-11-23T17:05:00.000+08:00', id: 'id' } } as const;
    expect(ticketOf(inShanghai, at(30, 'solved'))).toMatchObject({ category: 'solved' });
  });

  it.each(['closed', 'merged'] as const)('is finished when %s, and never comes back', (category) => {
    const late = ticketOf(at(5, category), opened, at(9, 'open'));
    expect(late).toMatchObject({ category, finished: true, openedAt: new Date('2026-11-23T09:00:00.000Z') });
  });

  it('has no age before its opening is known', () => {
    expect(ticketOf(at(1, 'open'))).toMatchObject({ openedAt: null });
    expect(ticketOf(at(1, 'open'), opened)).toMatchObject({
      openedAt: new Date('2026-11-23T09:00:00.000Z'),
      category: 'open',
    });
  });

  it('is whose it was said to be last, whatever its category', () => {
    const [mia, tom] = [
      { ...about(2), assigneeId: 'mia' },
      { ...about(3), assigneeId: 'tom' },
    ];
    expect(ticketOf(opened, tom, mia)).toMatchObject({ assigneeId: 'tom', category: 'new' });
    expect(ticketOf(opened, mia, tom, { ...about(4), assigneeId: null })).toMatchObject({ assigneeId: null });
    expect(ticketOf({ ...about(5), teamId: 'night' }, { ...about(1), teamId: 'day' })).toMatchObject({
      teamId: 'night',
    });
  });

  it('is the same whatever order the news comes in, and however often', () => {
    const story = [
      opened,
      at(1, 'open'),
      at(2, 'waiting'),
      at(3, 'open'),
      at(4, 'solved'),
      { ...about(5), assigneeId: 'mia' },
      at(6, 'closed'),
    ];
    const news = fc.integer({ min: 1, max: story.length }).map((length) => story.slice(0, length));
    const both = news.chain((each) => fc.tuple(fc.constant(each), inAnyOrder(each)));
    fc.assert(fc.property(both, ([right, any]) => expect(ticketOf(...any)).toEqual(ticketOf(...right))));
  });
});
