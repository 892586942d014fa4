import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withClosed, withOpened, type LinkedTicket } from './linked-tickets.js';

type News = readonly ['opened' | 'closed', string];

const after = (news: readonly News[]) =>
  news.reduce<readonly LinkedTicket[]>(
    (tickets, [what, ticketId]) => (what === 'opened' ? withOpened(tickets, ticketId) : withClosed(tickets, ticketId)),
    [],
  );
const byId = (tickets: readonly LinkedTicket[]) => tickets.toSorted((a, b) => (a.ticketId < b.ticketId ? -1 : 1));

const aNews = fc.tuple(fc.constantFrom('opened', 'closed'), fc.constantFrom('t-1', 't-2', 't-3'));

describe('the tickets of an interaction event', () => {
  it('are the same in whatever order, and however often, their news arrives', () => {
    const shuffled = fc
      .array(aNews, { maxLength: 12 })
      .chain((news) =>
        fc.tuple(fc.constant(news), fc.shuffledSubarray([...news, ...news], { minLength: news.length * 2 })),
      );
    fc.assert(fc.property(shuffled, ([news, again]) => expect(byId(after(again))).toEqual(byId(after(news)))));
  });

  it('lists each ticket once', () => {
    fc.assert(
      fc.property(fc.array(aNews), (news) => {
        const ids = after(news).map(({ ticketId }) => ticketId);
        expect(ids.toSorted()).toEqual([...new Set(news.map(([, id]) => id))].toSorted());
      }),
    );
  });
});
