import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, InvalidCursor, pageOf, type Page } from './page.js';

interface Row {
  readonly name: string;
  readonly id: string;
}

const keyOf = ({ name, id }: Row) => [name, id];

describe('a page', () => {
  it('has no next one when all rows are on it', () => {
    const rows = [{ name: 'a', id: '1' }];
    expect(pageOf(rows, 1, keyOf)).toEqual({ items: rows, next: null });
    expect(pageOf([], 1, keyOf)).toEqual({ items: [], next: null });
  });

  it('points behind its last row when one more was read', () => {
    const { items, next } = pageOf([row('a'), row('b'), row('c')], 2, keyOf);
    expect(items).toEqual([row('a'), row('b')]);
    expect(decodeCursor(next!, 2)).toEqual(['b', 'id-b']);
  });

  it('leads through every row once, whatever the keys are made of', () => {
    const rows = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (names, limit) => {
        const all = names.toSorted().map(row);
        const seen: Row[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const behind: string | undefined = cursor === '' ? undefined : decodeCursor(cursor, 2)[0];
          const rest: Row[] = all.filter(({ name }) => behind === undefined || name > behind);
          const page: Page<Row> = pageOf(rest.slice(0, limit + 1), limit, keyOf);
          expect(page.next ?? '').toMatch(/^[\w-]*$/);
          seen.push(...page.items);
          cursor = page.next;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', btoa('x')],
    ['no list', btoa('7')],
    ['a list of something else', btoa('[1,2]')],
    ['a list of another length', btoa('["a"]')],
    ['a broken escape', btoa('%E0%A4%A')],
  ])('refuses a cursor that is %s', (_what, cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(InvalidCursor);
  });
});

function row(name: string): Row {
  return { name, id: `id-${name}` };
}
