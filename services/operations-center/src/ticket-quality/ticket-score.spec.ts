import { describe, expect, it } from '@jest/globals';
import type { FormItem, QualityFormContent } from '../quality-form/quality-form.api.js';
import { scoreTicket, type ClosedTicket } from './ticket-score.js';

const handling: FormItem = { measures: 'handling-timeliness', target: 'P1D', points: 1, fatal: false };
const reply: FormItem = { measures: 'reply-timeliness', target: 'PT30M', points: 1, fatal: false };
const content: FormItem = { measures: 'content-completeness', points: 4, fatal: false };

const form = (...items: FormItem[]): QualityFormContent => ({
  mode: 'groups',
  passMark: 60,
  groups: [{ name: 'All', weight: 1, items }],
});

/** Answered after 10 minutes, solved after 2 hours, with all its content. */
function aTicket(with_: Partial<ClosedTicket> = {}): ClosedTicket {
  return {
    ticketId: '0199d2f0-0000-7000-8000-000000000001',
    number: 'T-20261123-000001',
    ticketType: 'general',
    customerId: '0199d2f0-0000-7000-8000-000000000002',
    interactionEventIds: ['0199d2f0-0000-7000-8000-000000000003'],
    assigneeId: 'mia',
    openedAt: '2026-11-23T09:00:00.000Z',
    firstRepliedAt: '2026-11-23T09:10:00.000Z',
    solvedAt: '2026-11-23T11:00:00.000Z',
    closedAt: '2026-11-25T11:00:00.000Z',
    urgedTimes: 0,
    content: { description: true, solution: true, category: true, reply: true },
    satisfaction: null,
    ...with_,
  };
}
const scoreOf = (item: FormItem, ticket: Partial<ClosedTicket> = {}) => scoreTicket(form(item), aTicket(ticket)).total;
const aLead = { interactionEventIds: [], firstRepliedAt: null };

describe('the quality of a closed ticket', () => {
  describe('handling timeliness', () => {
    it('is met up to the target, counted until it was solved and not until it was closed', () => {
      expect(scoreOf(handling, { solvedAt: '2026-11-24T09:00:00.000Z' })).toBe(100);
      expect(scoreOf(handling, { solvedAt: '2026-11-24T09:00:00.001Z' })).toBe(0);
    });

    it('compares moments, whatever their offsets', () => {
      expect(scoreOf(handling, { solvedAt: '2026-11-24T17:00:00.000+08:00' })).toBe(100);
    });
  });

  describe('reply timeliness', () => {
    it('is met up to the target', () => {
      expect(scoreOf(reply, { firstRepliedAt: '2026-11-23T09:30:00.000Z' })).toBe(100);
      expect(scoreOf(reply, { firstRepliedAt: '2026-11-23T09:30:00.001Z' })).toBe(0);
    });

    it('is missed when nobody ever replied', () => {
      expect(scoreOf(reply, { firstRepliedAt: null })).toBe(0);
    });

    it('does not apply when nobody had asked', () => {
      expect(scoreOf(reply, aLead)).toBeNull();
    });
  });

  describe('content completeness', () => {
    const filled = { description: true, solution: true, category: true, reply: true };

    it.each([
      [100, filled],
      [75, { ...filled, category: false }],
      [25, { ...filled, category: false, solution: false, reply: false }],
      [0, { description: false, solution: false, category: false, reply: false }],
    ])('is %d %% of what belongs in a ticket', (percent, flags) => {
      expect(scoreOf(content, { content: flags })).toBe(percent);
    });

    it('asks for no reply when nobody had asked', () => {
      expect(scoreOf(content, { ...aLead, content: { ...filled, reply: false } })).toBe(100);
      expect(scoreOf(content, { ...aLead, content: { ...filled, category: false } })).toBe(66.67);
    });
  });

  it('adds up by the form, and shows each item', () => {
    const twoGroups: QualityFormContent = {
      mode: 'groups',
      passMark: 60,
      groups: [
        { name: 'Timeliness', weight: 60, items: [handling, reply] },
        { name: 'Content', weight: 40, items: [content] },
      ],
    };
    const result = scoreTicket(twoGroups, aTicket({ firstRepliedAt: null }));
    expect(result).toMatchObject({ total: 70, nonFatal: 70, fatalMissed: false, passed: true });
    expect(result.items).toEqual([
      { group: 'Timeliness', measures: 'handling-timeliness', possible: 1, points: 1, fatal: false },
      { group: 'Timeliness', measures: 'reply-timeliness', possible: 1, points: 0, fatal: false },
      { group: 'Content', measures: 'content-completeness', possible: 4, points: 4, fatal: false },
    ]);
    expect(scoreTicket({ ...twoGroups, mode: 'points' }, aTicket({ firstRepliedAt: null })).total).toBe(78.57);
  });

  it('is 0 when something fatal was missed, and still shows the rest', () => {
    const result = scoreTicket(
      form({ ...handling, fatal: true }, content),
      aTicket({ solvedAt: '2026-12-23T09:00:00Z' }),
    );
    expect(result).toMatchObject({ total: 0, nonFatal: 100, fatalMissed: true, passed: false });
  });

  it.each([
    [75, true],
    [75.01, false],
  ])('with 75 %% and a pass mark of %d passes: %s', (passMark, passed) => {
    const ticket = aTicket({ content: { description: true, solution: true, category: true, reply: false } });
    expect(scoreTicket({ ...form(content), passMark }, ticket)).toMatchObject({ total: 75, passed });
  });

  it('has not failed when nothing applied', () => {
    expect(scoreTicket(form(reply), aTicket(aLead))).toMatchObject({ total: null, passed: true });
  });
});
