import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { withServiceTables } from '#libs/web/platform/service-schema';
import type { Connection } from 'mysql2/promise';
import { commonCenter } from '../services/common-center/src/service.js';
import { bareConnection } from './customers/bare-connection.js';
import { inTurn, type Speeds } from './customers/in-turn.js';
import { inserting, streaming } from './customers/loader.js';
import { KINDS, lookUpsIn, type Kind } from './customers/look-ups.js';
import { placing } from './customers/placing.js';
import { populated } from './customers/population.js';
import { engines, TENANT, type Engine } from './outbox/engines.js';
import type { Bench } from './runner.js';
import { atLeast, atMost, type Target } from './target.js';

const FEW = 10_000;
const MANY = 1_000_000;
const TIMES = 2_000;
/** Of the raw row. On SQLite, which has no way to a server, that costs next to nothing, and opening what is sealed stands beside it. */
const SHARE = { sqlite: 0.12, mariadb: 0.4 };

interface Figures {
  readonly customers: number;
  readonly filledInSeconds: number;
  readonly speeds: Speeds;
}

/**
 * Finding one customer by what they are known by, sealed as they are, beside the raw row by its id; among few and among many in turn, a
 * million or as many as are asked for: `-- 100000`; on all engines, or on one: `-- mariadb`.
 */
export const bench: Bench = async (args) => {
  const isSmoke = args.includes('--smoke');
  const asked = Number(args.find((each) => /^\d+$/.test(each)) ?? MANY);
  const [few, many, times] = isSmoke ? [500, 2_000, 200] : [FEW, asked, TIMES];
  const there = await engines();
  const named = there.filter(({ name }) => args.includes(name));
  const results: Record<string, unknown> = {};
  const targets: Target[] = [];
  for (const engine of named.length > 0 ? named : there) {
    const [among, amongMany] = (await measured(engine, [few, many], times)) as [Figures, Figures];
    const manyToFew = Object.fromEntries(
      KINDS.map((kind) => [kind, ratio(among.speeds[kind], amongMany.speeds[kind])]),
    ) as Record<Kind, number>;
    results[engine.name] = { few: withShares(among), many: withShares(amongMany), manyToFew };
    targets.push(
      ...[among, amongMany].flatMap((each) => sharesOf(engine, each)),
      atLeast(`look-up by phone among many, of that among few, ${engine.name}`, manyToFew.byPhone, 0.6),
    );
  }
  for (const engine of there) await engine.dispose();
  const placed = placing(isSmoke ? 50_000 : MANY);
  targets.push(atMost('fullest table, of the ideal', placed.fullestToIdeal, isSmoke ? 1.4 : 1.1));
  return { results: { ...results, placed }, targets };
};

async function measured(engine: Engine, counts: readonly number[], times: number): Promise<Figures[]> {
  const connections: Connection[] = [];
  const [populations, lookUps] = [[], []] as [{ filledInSeconds: number }[], ReturnType<typeof lookUpsIn>[]];
  for (const count of counts) {
    const database = await engine.open({ ...withServiceTables(commonCenter.database), context: `has${count}` });
    const connection = engine.name === 'mariadb' ? await bareConnection(database) : undefined;
    if (connection) connections.push(connection);
    const loader = connection ? streaming(connection) : inserting(database);
    const population = await runAsTenant(TENANT, () => populated(database, loader, count));
    populations.push(population);
    lookUps.push(lookUpsIn(population, database, connection));
  }
  const speeds = await runAsTenant(TENANT, () => inTurn(lookUps, counts, times));
  for (const connection of connections) await connection.end();
  return counts.map((customers, at) => {
    const { filledInSeconds } = populations[at]!;
    return { customers, filledInSeconds, speeds: speeds[at]! };
  });
}

/** By the medians: what else the machine does is in the means. */
function withShares({ speeds, ...rest }: Figures) {
  const shareOfRaw = Object.fromEntries(KINDS.map((kind) => [kind, ratio(speeds.raw, speeds[kind])]));
  return { ...rest, ...speeds, shareOfRaw, byPhoneShareOfBare: ratio(speeds.bare, speeds.byPhone) };
}

function sharesOf({ name }: Engine, { customers, speeds: { raw, bare, byPhone } }: Figures): Target[] {
  const ofRaw = `look-up by phone, of the raw row, among ${customers}, ${name}`;
  const ofBare = `look-up by phone, of the bare statement, among ${customers}`;
  const targets = [atLeast(ofRaw, ratio(raw, byPhone), SHARE[name])];
  return name === 'mariadb' ? [...targets, atLeast(ofBare, ratio(bare, byPhone), 0.3)] : targets;
}

function ratio(one: Speeds[Kind], other: Speeds[Kind]): number {
  return Number((one.p50Ms / other.p50Ms).toFixed(3));
}
