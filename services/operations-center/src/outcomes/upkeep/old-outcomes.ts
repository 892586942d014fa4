import type { Database } from '#libs/persistence/database';
import { In, LessThan, type EntityManager } from 'typeorm';
import { forgetUncounted } from '../profiles/noted-customer.js';
import { PurchaseSchema } from '../purchases/purchase.schema.js';
import type { Outcome } from '../rows/outcome.js';
import { OutcomeSchema } from '../rows/outcome.schema.js';
import { SopOutcomeSchema } from '../sops/sop-outcome.schema.js';

const AT_ONCE = 500;
const MOST_PIECES = 200;

/** In pieces, so that nobody waits for it. @param instant ms since the epoch */
export async function forgetBefore(database: Database, instant: number, goesOn: () => Promise<boolean>): Promise<void> {
  const before = LessThan(instant);
  for (let piece = 0; piece < MOST_PIECES && (await goesOn()); piece += 1) {
    const db = await database.reader();
    const options = { where: { openedAt: before }, select: { id: true, countsAs: true }, take: AT_ONCE } as const;
    const old = await db.find(OutcomeSchema, options);
    if (old.length > 0) await database.transaction((tx) => forget(tx, old));
    if (old.length < AT_ONCE) break;
  }
  await database.transaction(async (tx) => {
    await tx.delete(SopOutcomeSchema, { endedAt: before });
    await tx.delete(PurchaseSchema, { boughtAt: before });
  });
}

async function forget(tx: EntityManager, old: readonly Pick<Outcome, 'id' | 'countsAs'>[]): Promise<void> {
  await tx.delete(OutcomeSchema, { id: In(old.map(({ id }) => id)) });
  await forgetUncounted(
    tx,
    old.flatMap(({ countsAs }) => countsAs ?? []),
  );
}
