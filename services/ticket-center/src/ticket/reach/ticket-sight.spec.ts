import { describe, expect, it } from '@jest/globals';
import { EVERYTHING_SEEN, seenSql, type SightRule } from './ticket-sight.js';

const TICKETS = { table: 'ticket', id: 'id' };
const RULES: SightRule[] = [
  { table: 'watching', person: 'personId' },
  { table: 'waiting', where: 'shown.holderId IS NULL' },
];

describe('what is seen of tickets', () => {
  it('is everything for who reaches the tenant and what is hidden', () => {
    expect(seenSql(EVERYTHING_SEEN, RULES, TICKETS)).toEqual({ sql: '((1 = 1))', values: [] });
  });

  it('leaves out what is hidden, whoever it would belong to', () => {
    const { sql, values } = seenSql({ circle: null, hidden: false }, RULES, TICKETS);
    expect(sql).toBe(
      '((1 = 1) AND NOT EXISTS (SELECT 1 FROM waiting shown WHERE shown.ticketId = ticket.id AND shown.holderId IS NULL))',
    );
    expect(values).toEqual([]);
  });

  it('is what people have, what their teams have, and what is shown to them', () => {
    const { sql, values } = seenSql({ circle: { people: ['mia'], teams: ['north'] }, hidden: true }, RULES, TICKETS);
    expect(sql).toBe(
      '(((ticket.assigneeId IN (?) OR ticket.supervisorId IN (?) OR ticket.teamId IN (?)) OR ' +
        'EXISTS (SELECT 1 FROM watching shown WHERE shown.ticketId = ticket.id AND shown.personId IN (?))))',
    );
    expect(values).toEqual(['mia', 'mia', 'north', 'mia']);
  });

  it('is nothing for who reaches nobody', () => {
    expect(seenSql({ circle: { people: [], teams: [] }, hidden: true }, RULES, TICKETS).sql).toBe('((1 = 0))');
  });
});
