import { newId } from '#libs/kernel/id';
import { placeOf, slotMap } from '../../services/common-center/src/customer/domain/placement.js';

/** 100 million customers in so many tables are 390,000 in each. */
const LAYOUT = { databases: 16, tables: 16 };

/** How evenly new customers are placed, and what it costs to know where one lies. */
export function placing(customers: number) {
  const ids = Array.from({ length: customers }, () => newId(new Date()));
  const map = slotMap(LAYOUT);
  const counts = new Map<number, number>();
  const start = performance.now();
  for (const id of ids) {
    const { database, table } = placeOf(id, map, LAYOUT);
    const number = database * LAYOUT.tables + table;
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  const nanosecondsEach = Math.round(((performance.now() - start) * 1e6) / customers);
  const ideal = customers / (LAYOUT.databases * LAYOUT.tables);
  const fullest = Number((Math.max(...counts.values()) / ideal).toFixed(3));
  return { ...LAYOUT, customers, tablesFilled: counts.size, fullestToIdeal: fullest, nanosecondsEach };
}
