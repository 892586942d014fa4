import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, LessThan, type EntityManager } from 'typeorm';
import { FigureLineSchema } from '../cells/line.schema.js';
import { FigureAgentStateSchema, FigureContactSchema } from '../facts/fact.schema.js';
import { rememberedSince } from '../facts/remembered.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 60_000;
/** Of a kind, in one transaction. */
const AT_ONCE = 200;
/** Pieces of a round: what is left waits for the next. */
const MOST_PIECES = 500;

/** Forgets facts that are old; the sums made from them stay. */
@Injectable()
export class FactSweep {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'figure-facts',
      everyMs: HOUR_MS,
      leaseMs: LEASE_MS,
      failure: 'old facts of figures were not forgotten',
      work: (round) =>
        round.inEachTenant(async () => {
          for (let piece = 0; piece < MOST_PIECES && (await round.isOurs()); piece += 1)
            if (!(await this.forgetSome())) return;
        }),
    });
  }

  /** @returns whether there is more */
  forgetSome(): Promise<boolean> {
    const since = rememberedSince(this.clock.now());
    return this.database.transaction(async (tx) => {
      const [moreStates, moreContacts] = [await forgetStates(tx, since), await forgetContacts(tx, since)];
      return moreStates || moreContacts;
    });
  }
}

/** A contact that nobody has ended is still counted now, and kept. */
async function forgetContacts(tx: EntityManager, since: Date): Promise<boolean> {
  const isOpen = 'SELECT 1 FROM figure_line line WHERE line.contactId = contact.contactId AND line.phase IS NOT NULL';
  const old = await tx
    .createQueryBuilder(FigureContactSchema, 'contact')
    .where({ lastAt: LessThan(since) })
    .andWhere(`NOT EXISTS (${isOpen})`)
    .limit(AT_ONCE)
    .getMany();
  const contactId = In(old.map((contact) => contact.contactId));
  await tx.delete(FigureLineSchema, { contactId });
  await tx.delete(FigureContactSchema, { contactId });
  return old.length === AT_ONCE;
}

/** The last state of an agent stays: it is the one they are in. */
async function forgetStates(tx: EntityManager, since: Date): Promise<boolean> {
  const last = 'SELECT agent.seq FROM figure_agent agent WHERE agent.agentId = state.agentId';
  const old = await tx
    .createQueryBuilder(FigureAgentStateSchema, 'state')
    .where({ at: LessThan(since) })
    .andWhere(`state.seq < (${last})`)
    .orderBy('state.at')
    .limit(AT_ONCE)
    .getMany();
  const keys = old.map(({ agentId, seq }) => ({ agentId, seq }));
  if (keys.length > 0) await tx.createQueryBuilder().delete().from(FigureAgentStateSchema).whereInIds(keys).execute();
  return old.length === AT_ONCE;
}
