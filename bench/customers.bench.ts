import { runAsTenant } from '#libs/persistence/tenant-context';
import { withServiceTables } from '#libs/web/service-schema';
import { commonCenter } from '../services/common-center/src/service.js';
import { GrowingCustomers, type LookUps } from './customers/look-ups.js';
import { bareConnection } from './customers/bare-connection.js';
import { placing } from './customers/placing.js';
import { engines, TENANT, type Engine } from './outbox/engines.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const FEW = 10_000;
const MANY = 1_000_000;
const TIMES = 2_000;
/** Of the raw row. On SQLite, which has no way to a server, that costs next to nothing, and opening what is sealed stands beside it. */
const SHARE = { sqlite: 0.12, mariadb: 0.4 };

/**
 * Finding one customer by what they are known by, sealed as they are, beside the raw row by its id; among few and among many, a million or
 * as many as are asked for: `-- 100000`; on all engines, or on one: `-- mariadb`.
 */
export const bench: Bench = async (args) => {
  const isSmoke = args.includes('--smoke');
  const asked = Number(args.find((each) => /^\d+$/.test(each)) ?? MANY);
  const [few, many, times] = isSmoke ? [500, 2_000, 200] : [FEW, asked, TIMES];
  const there = await engines();
  const named = there.filter(({ name }) => args.includes(name));
  const all = named.length > 0 ? named : there;
  const results: Partial<Record<Engine['name'], { few: LookUps; many: LookUps; manyToFew: number }>> = {};
  for (const engine of all) {
    const database = await engine.open(withServiceTables(commonCenter.database));
    const growing = new GrowingCustomers(database);
    const bare = engine.name === 'mariadb' ? await bareConnection(database) : undefined;
    const among = await runAsTenant(TENANT, () => growing.lookUps(few, times, bare?.ask));
    const amongMany = await runAsTenant(TENANT, () => growing.lookUps(many, times, bare?.ask));
    await bare?.end();
    const manyToFew = Number((among.byPhone.p50Ms / amongMany.byPhone.p50Ms).toFixed(3));
    results[engine.name] = { few: among, many: amongMany, manyToFew };
  }
  for (const engine of there) await engine.dispose();
  const placed = placing(isSmoke ? 50_000 : MANY);
  const targets = Object.entries(results).flatMap(([engine, { few: among, many: amongMany, manyToFew }]) => [
    ...[among, amongMany].map(({ customers, byPhoneShare }) => {
      const name = `look-up by phone, of the raw row, among ${customers}, ${engine}`;
      return atLeast(name, byPhoneShare, SHARE[engine as Engine['name']]);
    }),
    ...(engine === 'mariadb' ? [among, amongMany] : []).map(({ customers, byPhoneShareOfBare }) =>
      atLeast(`look-up by phone, of the bare statement, among ${customers}`, byPhoneShareOfBare, 0.3),
    ),
    atLeast(`look-up among many, of that among few, ${engine}`, manyToFew, 0.6),
  ]);
  const fullest = isSmoke ? 1.4 : 1.1;
  return {
    results: { ...results, placed },
    targets: [...targets, atMost('fullest table, of the ideal', placed.fullestToIdeal, fullest)],
  };
};
