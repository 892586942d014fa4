import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LeasedRounds, type Rounds } from '../../platform/leased-rounds.js';
import { LOGGER } from '../../platform/logger-token.js';
import { ErasedPersons } from './erased-persons.js';
import type { ErasedPersonRow } from './erased-person.schema.js';
import { PersonErasure } from './person-erasure.js';

const EVERY_MS = 30_000;
const LEASE_MS = 60_000;

/**
 * Erases again whom this service has erased: an event that was under way, a recording that was still being uploaded, a message to a
 * conversation that was open, or an archive that was given back, write of somebody who is to be forgotten.
 */
@Injectable()
export class LateErasures {
  readonly rounds: Rounds;

  constructor(
    private readonly erased: ErasedPersons,
    private readonly erasure: PersonErasure,
    private readonly directory: TenantDirectory,
    @Inject(LOGGER) private readonly logger: Logger,
    rounds: LeasedRounds,
  ) {
    this.rounds = rounds.of({
      ...{ job: 'late-erasures', everyMs: EVERY_MS, leaseMs: LEASE_MS },
      failure: 'persons were not erased again',
      work: (round) => this.run(() => round.isOurs()),
    });
  }

  async run(goOn: () => Promise<boolean>): Promise<void> {
    if (!(await goOn())) return;
    const awake = new Set(this.directory.awake());
    for (const person of await this.erased.due()) {
      if (!(await goOn())) return;
      if (awake.has(person.tenantId)) await this.#again(person);
      else await this.erased.postpone(person);
    }
  }

  /** What fails is tried again in the next round, and keeps nobody waiting. */
  async #again(person: ErasedPersonRow): Promise<void> {
    try {
      await runAsTenant(person.tenantId, () => this.erasure.erase(person.customerId));
      await this.erased.repeated(person);
    } catch (error) {
      this.logger.warn({ err: error, tenant: person.tenantId }, 'a person was not erased again');
    }
  }
}
