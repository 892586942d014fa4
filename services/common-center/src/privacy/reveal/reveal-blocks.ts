import { Clock } from '#libs/kernel/clock';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { OwnBlock, RevealBlockNotFound } from './domain/reveal.errors.js';
import { RevealBlockSchema, type RevealBlockRow } from './reveal.schema.js';

const EVERY_MS = 10_000;
const LEASE_MS = 30_000;

/**
 * Who may see nothing of people any more. Kept here, and told to all processes once it is committed; a round tells what a crash kept
 * from being told.
 */
@Injectable()
export class RevealBlocks {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly told: AccessBlocks,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'access-blocks',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'who is blocked was not told to all processes',
      work: async (round) => {
        if (await round.isOurs()) await round.inEachTenant((tenantId) => this.#tellAll(tenantId));
      },
    });
  }

  async list(): Promise<RevealBlockRow[]> {
    return (await this.database.reader()).find(RevealBlockSchema, { order: { accountId: 'ASC' } });
  }

  async has(accountId: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(RevealBlockSchema, { accountId });
  }

  /** One that is blocked stays blocked as it was. */
  block(accountId: string, reason: string): Promise<RevealBlockRow> {
    return this.#add({ accountId, reason, blockedBy: actor(), at: this.clock.now() });
  }

  /** As the policy of the tenant wants it. */
  async stop(accountId: string, reason: string): Promise<void> {
    await this.#add({ accountId, reason, blockedBy: 'policy', at: this.clock.now() });
  }

  /** @throws RevealBlockNotFound; OwnBlock: somebody else has to lift it */
  async lift(accountId: string): Promise<void> {
    if (accountId === actor()) throw new OwnBlock('Somebody else has to lift your block.');
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.delete(RevealBlockSchema, { accountId });
      if (!affected) throw new RevealBlockNotFound('The account is not blocked.', { accountId });
      this.#tellLater(accountId);
    });
  }

  #add(row: RevealBlockRow): Promise<RevealBlockRow> {
    return this.database.transaction(async (tx) => {
      await tx.createQueryBuilder().insert().into(RevealBlockSchema).values(row).orIgnore().execute();
      this.#tellLater(row.accountId);
      return tx.findOneByOrFail(RevealBlockSchema, { accountId: row.accountId });
    });
  }

  #tellLater(accountId: string): void {
    const tenantId = currentTenant();
    currentContext()!.unitOfWork!.afterCommit(() => {
      void runAsTenant(tenantId, async () => this.told.tell(tenantId, accountId, await this.has(accountId))).catch(
        (error: unknown) => this.logger.warn({ err: error, tenant: tenantId }, 'a block is told in the next round'),
      );
    });
  }

  async #tellAll(tenantId: string): Promise<void> {
    const kept = new Set((await this.list()).map(({ accountId }) => accountId));
    const told = this.told.of(tenantId);
    for (const accountId of kept) if (!told.includes(accountId)) await this.told.tell(tenantId, accountId, true);
    for (const accountId of told) if (!kept.has(accountId)) await this.told.tell(tenantId, accountId, false);
  }
}
