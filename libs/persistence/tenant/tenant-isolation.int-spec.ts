import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import { QueryFailedError } from 'typeorm';
import type { Database } from '../database.js';
import { currentTenant, runAsTenant } from './tenant-context.js';

const TENANTS = ['acme', 'globex', 'initech'];
const OPERATIONS = 3_000;
const AT_ONCE = 24;
const STATEMENT_MS = 150;

const boom = new Error('boom');

/** What the operations of one tenant did, for the reckoning at the end. */
interface Ledger {
  committed: number;
  /** Nobody can tell whether a commit that got no answer happened. */
  unanswered: number;
  readonly crossings: string[];
  readonly failures: Set<string>;
}

onEachEngine('tenants that hammer at once', (open) => {
  let engine: Engine;
  let database: Database;
  const ledgers = new Map<string, Ledger>(
    TENANTS.map((tenant) => [tenant, { committed: 0, unanswered: 0, crossings: [], failures: new Set() }]),
  );
  beforeAll(async () => {
    engine = await open(jarDatabase, TENANTS);
    database = engine.another({ connections: 3, statementMs: STATEMENT_MS });
  });
  afterAll(() => engine.dispose());

  const ledger = () => ledgers.get(currentTenant())!;
  const write = async () => {
    await database.transaction(async (tx) => {
      await shuffle();
      await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: currentTenant() });
      await shuffle();
      await look();
    });
    ledger().committed++;
  };
  const writeAndFail = () =>
    database.transaction(async (tx) => {
      await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: `${currentTenant()}, never` });
      await shuffle();
      throw boom;
    });
  /** Reads the newest rows there are; every one must be the tenant's own. */
  const look = async () => {
    const tenant = currentTenant();
    await shuffle();
    const rows = await (await database.reader()).find(JarFlavourSchema, { order: { jarId: 'ASC' }, take: 20 });
    for (const { flavour } of rows) if (!flavour.startsWith(tenant)) ledger().crossings.push(flavour);
  };
  const break_ = async () => (await database.reader()).query('SELECT nonsense FROM nowhere');
  const breakInside = () => database.transaction(async (tx) => tx.query('SELECT nonsense FROM jar'));
  const takeTooLong = async () => (await database.reader()).query('SELECT SLEEP(0.6)');
  const takeTooLongInside = () =>
    database.transaction(async (tx) => {
      await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: `${currentTenant()}, never` });
      await tx.query('SELECT SLEEP(0.6)');
    });
  const killOneself = async () => (await database.reader()).query('KILL CONNECTION_ID()');
  const killOneselfInside = () =>
    database.transaction(async (tx) => {
      await tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour: `${currentTenant()}, never` });
      await tx.query('KILL CONNECTION_ID()');
    });
  const interruptOneself = async () => (await database.reader()).query('KILL QUERY CONNECTION_ID()');

  it('never see rows of each other, whatever fails, and lose none of their own', async () => {
    const common = [write, write, write, write, look, look, look, look, writeAndFail, break_, breakInside];
    const rare = [takeTooLong, takeTooLongInside, killOneself, killOneselfInside, interruptOneself];
    const operation = (n: number) => {
      const isRare = database.locksRows && n % 100 === 0;
      return isRare ? rare[(n / 100) % rare.length]! : common[n % common.length]!;
    };
    await inParallel(OPERATIONS, AT_ONCE, (n) =>
      runAsTenant(TENANTS[n % TENANTS.length]!, async () => {
        await shuffle();
        await operation(n)().catch((error: unknown) => noteFailure(ledger(), error));
      }),
    );

    for (const tenant of TENANTS) {
      const { committed, unanswered, crossings } = ledgers.get(tenant)!;
      const rows = await runAsTenant(tenant, async () => (await engine.database.reader()).find(JarFlavourSchema));
      expect(crossings).toEqual([]);
      expect(rows.length).toBeGreaterThanOrEqual(committed);
      expect(rows.length).toBeLessThanOrEqual(committed + unanswered);
      expect(new Set(rows.map(({ flavour }) => flavour))).toEqual(new Set([tenant]));
    }
    const failures = TENANTS.flatMap((tenant) => [...ledgers.get(tenant)!.failures]);
    expect(failures).toEqual(expect.arrayContaining(['boom']));
    if (database.locksRows) {
      expect(failures).toEqual(expect.arrayContaining(['Query inactivity timeout', 'Query execution was interrupted']));
    }
  }, 60_000);
});

async function inParallel(count: number, atOnce: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Lets others go first, for a random number of turns. */
async function shuffle(): Promise<void> {
  for (let turns = Math.floor(Math.random() * 4); turns > 0; turns--) await new Promise(setImmediate);
}

function noteFailure(ledger: Ledger, error: unknown): void {
  ledger.failures.add(error instanceof Error ? error.message : String(error));
  if (error instanceof QueryFailedError && error.query === 'COMMIT') ledger.unanswered++;
}
