import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { DEFAULT_RULES } from '#libs/personal-data/masking/masking-rules';
import { csvLine } from '#libs/web/http/csv';
import type { LineView } from '../../ticket-view/viewed-tickets.api.js';
import { written } from './written-lines.js';

describe('a line of a CSV file', () => {
  it('is quoted where it has to be (RFC 4180, 2.5 to 2.7)', () => {
    expect(csvLine(['a', 'b "c"', 'd, e', 'f\ng', null, 3, true])).toBe('a,"b ""c""","d, e","f\ng",,3,true\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('lets nobody calculate: %j', (text) => {
    expect(csvLine([text]).replaceAll('"', '')).toMatch(/^'/);
  });

  it('leaves numbers as they are, also below zero', () => {
    expect(csvLine([-1, 0.5])).toBe('-1,0.5\r\n');
  });

  it('is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (cells) => {
        const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell));
        const read = parse(csvLine(cells), { record_delimiter: '\r\n' });
        expect(read).toEqual([safe]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('a file of tickets', () => {
  const layout = {
    format: 'csv',
    columns: ['subject', 'field.said', 'field.number'],
    byteOrderMark: false,
  } as const;
  const line = { subject: 'call 138 1234 5678', special: { said: { to: 'li@example.com' }, number: 13_812_345_678 } };
  const rows = (masked: boolean, rules = DEFAULT_RULES) =>
    written([line as unknown as LineView], false, { ...layout, masked }, rules);

  it('has what people typed by the masks of the tenant, numbers too', () => {
    expect(rows(true)).toBe('call 138****5678,"{""to"":""l***@example.com""}",138****5678\r\n');
    expect(rows(true, { ...DEFAULT_RULES, phone: { head: 0, tail: 4 } })).toContain('call ****5678');
  });

  it('has it in the clear for who sees it', () => {
    expect(rows(false)).toBe('call 138 1234 5678,"{""to"":""li@example.com""}",13812345678\r\n');
  });
});
