import { describe, expect, it } from '@jest/globals';
import type { MeasuredItem, ScorecardForm } from '#libs/quality-rules/scorecard/form';
import { judgedBy } from '../scorecard/judging.js';
import { ticketAnswers, type ClosedTicket } from './ticket-answers.js';

const rest = { text: 'x', fatal: null, critical: false, naAllowed: true, when: null, comment: 'optional' } as const;
const measured = (item: Pick<MeasuredItem, 'measure' | 'target' | 'points'>): MeasuredItem => ({
  ...{ key: item.measure.replaceAll('-', '_'), kind: 'measured', ...rest, ...item },
});
const handling = measured({ measure: 'handling-timeliness', target: 'P1D', points: 1 });
const reply = measured({ measure: 'reply-timeliness', target: 'PT30M', points: 1 });
const content = measured({ measure: 'content-completeness', target: null, points: 4 });

const group = (key: string, weight: number, ...items: MeasuredItem[]) => ({
  ...{ key, name: key, weight, naAllowed: false, when: null, items },
});
const form = (...items: MeasuredItem[]): ScorecardForm => ({
  mode: 'groups',
  passMark: 60,
  groups: [group('all', 1, ...items)],
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
const judged = (card: ScorecardForm, ticket: Partial<ClosedTicket> = {}) =>
  judgedBy(card, ticketAnswers(card, aTicket(ticket)));
const scoreOf = (item: MeasuredItem, ticket: Partial<ClosedTicket> = {}) => judged(form(item), ticket).total;
const aLead = { interactionEventIds: [], firstRepliedAt: null };

describe('what is measured on a closed ticket', () => {
  it('handling in time: up to the target, until it was solved and not until it was closed, whatever the offsets', () => {
    expect(scoreOf(handling, { solvedAt: '2026-11-24T09:00:00.000Z' })).toBe(100);
    expect(scoreOf(handling, { solvedAt: '2026-11-24T17:00:00.000+08:00' })).toBe(100);
    expect(scoreOf(handling, { solvedAt: '2026-11-24T09:00:00.001Z' })).toBe(0);
  });

  it('a reply in time; missed when nobody ever replied, not applicable when nobody had asked', () => {
    expect(scoreOf(reply, { firstRepliedAt: '2026-11-23T09:30:00.000Z' })).toBe(100);
    expect(scoreOf(reply, { firstRepliedAt: '2026-11-23T09:30:00.001Z' })).toBe(0);
    expect(scoreOf(reply, { firstRepliedAt: null })).toBe(0);
    expect(scoreOf(reply, aLead)).toBeNull();
  });

  const filled = { description: true, solution: true, category: true, reply: true };
  it.each([
    [100, filled],
    [75, { ...filled, category: false }],
    [25, { ...filled, category: false, solution: false, reply: false }],
    [0, { description: false, solution: false, category: false, reply: false }],
  ])('%d %% of what belongs in a ticket', (percent, flags) => {
    expect(scoreOf(content, { content: flags })).toBe(percent);
  });

  it('no reply is missing when nobody had asked', () => {
    expect(scoreOf(content, { ...aLead, content: { ...filled, reply: false } })).toBe(100);
    expect(scoreOf(content, { ...aLead, content: { ...filled, category: false } })).toBe(66.67);
  });

  it('adds up by the form, in both modes', () => {
    const two: ScorecardForm = {
      ...{ mode: 'groups', passMark: 60 },
      groups: [group('timeliness', 60, handling, reply), group('content', 40, content)],
    };
    expect(judged(two, { firstRepliedAt: null })).toMatchObject({ total: 70, nonFatal: 70, passed: true });
    expect(judged({ ...two, mode: 'points' }, { firstRepliedAt: null }).total).toBe(78.57);
  });

  it('is 0 when something fatal was missed, and still shows the rest', () => {
    const result = judged(form({ ...handling, fatal: 'form' }, content), { solvedAt: '2026-12-23T09:00:00Z' });
    expect(result).toMatchObject({ total: 0, nonFatal: 100, fatalMissed: true, passed: false });
  });

  it('has not failed when nothing applied', () => {
    expect(judged(form(reply), aLead)).toMatchObject({ total: null, passed: true });
  });
});
