import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { currentContext, runInContext } from '#libs/persistence/tenant/tenant-context';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import {
  AccountImportLineSchema,
  AccountImportSchema,
  type AccountImportLineRow,
  type AccountImportRow,
} from './account-import.schema.js';
import { PersonArrival } from './person-arrival.js';

const EVERY_MS = 2_000;
const LEASE_MS = 30_000;
/** Then it is looked whether the work is still ours. */
const AT_ONCE = 50;

type Handled = Pick<AccountImportLineRow, 'outcome' | 'accountId' | 'code' | 'field'>;

/** Undoes what a dry run did. */
class OnlyTried extends Error {
  constructor(readonly handled: Handled) {
    super('only tried');
  }
}

/** Somebody else has done this line. */
class NotOurs extends Error {}

/** Lists, line by line: each in a transaction with what came of it, so that a crash does none twice. */
@Injectable()
export class AccountImportWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly arrival: PersonArrival,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'account-imports',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'a list of people was not worked on',
      work: async (round) => {
        if (await round.isOurs()) await round.inEachTenant(() => this.#work(round));
      },
    });
  }

  async #work(round: Rounds): Promise<void> {
    const where = { status: 'running' as const };
    const running = await (await this.database.reader()).find(AccountImportSchema, { where, order: { id: 'ASC' } });
    for (const each of running) while ((await round.isOurs()) && (await this.#some(each)));
  }

  /** @returns whether there is more to do */
  async #some(row: AccountImportRow): Promise<boolean> {
    const where = { importId: row.id, outcome: 'waiting' as const };
    const reader = await this.database.reader();
    const lines = await reader.find(AccountImportLineSchema, { where, order: { line: 'ASC' }, take: AT_ONCE });
    for (const line of lines) await this.#one(row, line);
    if (lines.length > 0) return true;
    const done = { status: 'done' as const, endedAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(AccountImportSchema, { id: row.id, status: 'running' }, done));
    return false;
  }

  async #one(row: AccountImportRow, line: AccountImportLineRow): Promise<void> {
    try {
      await asOrderer(row, () => this.database.transaction(() => this.#arrive(row, line)));
    } catch (error) {
      if (error instanceof NotOurs) return;
      const refused = error instanceof DomainError ? { code: error.code } : null;
      if (!refused && !(error instanceof OnlyTried)) throw error;
      const handled = error instanceof OnlyTried ? error.handled : { outcome: 'refused' as const, ...refused };
      await this.#keep(line, handled);
    }
  }

  async #arrive({ dryRun, orderer }: AccountImportRow, line: AccountImportLineRow): Promise<void> {
    const { accountId, outcome } = await this.arrival.of(line.person!, orderer.subject);
    const handled = { outcome, accountId, code: null, field: null };
    if (dryRun) throw new OnlyTried({ ...handled, accountId: outcome === 'created' ? null : accountId });
    await this.#keep(line, handled);
  }

  /** @throws NotOurs */
  async #keep({ importId, line }: AccountImportLineRow, handled: Partial<Handled>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const where = { importId, line, outcome: 'waiting' as const };
      const { affected } = await tx.update(AccountImportLineSchema, where, { ...handled, person: null });
      if (affected !== 1) throw new NotOurs();
    });
  }
}

/** With what they might when they ordered it. */
function asOrderer<Result>({ orderer }: AccountImportRow, work: () => Promise<Result>): Promise<Result> {
  return runInContext({ ...currentContext()!, identity: { ...orderer, kind: 'person' } }, work);
}
