import { evenHash } from '#libs/kernel/even-hash';

/** What moves as a whole. A power of two far above the number of tables there will ever be, so that each has many. */
export const SLOTS = 4_096;

/** Which table each slot lies in, by slot; tables are counted through all databases. */
export type SlotMap = readonly number[];

export interface Layout {
  readonly databases: number;
  /** In each. */
  readonly tables: number;
}

export interface Place {
  readonly database: number;
  readonly table: number;
}

/** As even as it can be: no table has two slots more than another. */
export function slotMap({ databases, tables }: Layout): SlotMap {
  return Array.from({ length: SLOTS }, (_, slot) => Math.floor((slot * databases * tables) / SLOTS));
}

/**
 * Where a customer's rows lie. One hash gives the slot, and the slot's number both database and table, as whole part and rest: taken
 * from the same hash by one modulus each, they would depend on one another, and most tables stay empty.
 */
export function placeOf(customerId: string, map: SlotMap, { tables }: Layout): Place {
  const number = map[evenHash(customerId) % SLOTS]!;
  return { database: Math.floor(number / tables), table: number % tables };
}

/** For more tables: as even again, and no slot moves but to a new table. */
export function grown(map: SlotMap, { databases, tables }: Layout): SlotMap {
  const count = databases * tables;
  const fair = Math.floor(SLOTS / count);
  const held = new Map(Array.from({ length: count }, (_, number) => [number, 0]));
  for (const number of map) held.set(number, held.get(number)! + 1);
  const wanting = Array.from(held).flatMap(([number, slots]) => Array<number>(Math.max(0, fair - slots)).fill(number));
  return map.map((number) => {
    if (held.get(number)! <= fair || wanting.length === 0) return number;
    held.set(number, held.get(number)! - 1);
    return wanting.pop()!;
  });
}
