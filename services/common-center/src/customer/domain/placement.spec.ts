import { describe, expect, it } from '@jest/globals';
import { evenHash } from '#libs/kernel/even-hash';
import { grown, placeOf, SLOTS, slotMap, type Layout, type Place } from './placement.js';

const CUSTOMERS = 50_000;
const LAYOUT = { databases: 8, tables: 16 };

/** Ids as UUIDv7 makes them, a few in each millisecond; the random part of a fixed seed. */
function someIds(): string[] {
  let seed = 20261123;
  const next = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0).toString(16).padStart(8, '0');
  return Array.from({ length: CUSTOMERS }, (_, at) => {
    const time = (0x0199d2f00000 + Math.floor(at / 3)).toString(16).padStart(12, '0');
    const random = next() + next();
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(4, 16)}`;
  });
}

const ids = someIds();

/** Of the tables that have any, how many each has. */
function counted(placed: (id: string) => Place): number[] {
  const counts: number[] = [];
  for (const id of ids) {
    const { database, table } = placed(id);
    const number = database * 1_000 + table;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts.filter((count) => count > 0);
}

/** Pearson's, against all tables being filled the same. */
function chiSquare(counts: readonly number[], { databases, tables }: Layout): number {
  const expected = CUSTOMERS / (databases * tables);
  const empty = (databases * tables - counts.length) * expected;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, empty);
}

describe('where customers are placed', () => {
  it('is even over all tables of all databases', () => {
    const map = slotMap(LAYOUT);
    const counts = counted((id) => placeOf(id, map, LAYOUT));
    expect(counts).toHaveLength(128);
    // The 99.9 % quantile of chi-square with 127 degrees of freedom.
    expect(chiSquare(counts, LAYOUT)).toBeLessThan(181.99);
    expect(Math.max(...counts) / (CUSTOMERS / 128)).toBeLessThan(1.2);
  });

  it.each([
    { databases: 4, tables: 16, filled: 16 },
    { databases: 8, tables: 16, filled: 16 },
    { databases: 10, tables: 100, filled: 100 },
  ])('is not what one hash with two moduli gives: $filled of $databases × $tables tables', (layout) => {
    const counts = counted((id) => {
      const hash = evenHash(id);
      return { database: hash % layout.databases, table: hash % layout.tables };
    });
    expect(counts).toHaveLength(layout.filled);
  });

  it('is as even as two independent hashes are', () => {
    const map = slotMap(LAYOUT);
    const twice = counted((id) => ({ database: evenHash(id) % 8, table: evenHash(`table ${id}`) % 16 }));
    const once = counted((id) => placeOf(id, map, LAYOUT));
    expect(twice).toHaveLength(128);
    expect(chiSquare(twice, LAYOUT)).toBeLessThan(181.99);
    expect(Math.max(...once)).toBeLessThan(Math.max(...twice) * 1.05);
  });

  it('is the same for ever: what lies there has to be found', () => {
    const map = slotMap(LAYOUT);
    const placed = [1, 2, 3].map((last) => placeOf(`0199d2f0-0000-7000-8000-00000000000${last}`, map, LAYOUT));
    expect(placed).toEqual([
      { database: 0, table: 6 },
      { database: 0, table: 6 },
      { database: 4, table: 4 },
    ]);
  });

  it.each([{ databases: 9, tables: 16 }, { databases: 16, tables: 16 }, LAYOUT])(
    'grows to $databases databases by moving what is to lie in the new ones, and nothing else',
    (layout) => {
      const before = slotMap(LAYOUT);
      const after = grown(before, layout);
      const moved = after.filter((number, slot) => number !== before[slot]);
      const added = (layout.databases - LAYOUT.databases) * layout.tables;
      expect(moved.every((number) => number >= 128)).toBe(true);
      expect(moved).toHaveLength(added * Math.floor(SLOTS / (layout.databases * layout.tables)));
      const slots = Map.groupBy(after, (number) => number);
      expect(slots.size).toBe(layout.databases * layout.tables);
    },
  );
});
