import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from '#libs/web/csv';
import { masked } from './masked.js';

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

describe('what is personal in a text', () => {
  it.each([
    ['call 138 1234 5678 please', 'call *** please'],
    ['电话13812345678谢谢', '电话***谢谢'],
    ['james.li4495@example.com wrote', '*** wrote'],
    ['Order #W6067464, item 12', 'Order #W6067464, item 12'],
  ])('is not shown: %s', (text, shown) => {
    expect(masked(text)).toBe(shown);
  });
});
