import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Settings } from './settings.js';

const EVERY_MS = 15_000;
const LEASE_MS = 60_000;

/** Finds out what came of wishes whose writer is gone, and says once when somebody changed a setting past the API. */
@Injectable()
export class SettingUpkeep {
  readonly rounds: Rounds;
  #drifted: ReadonlySet<string> = new Set();

  constructor(
    rounds: LeasedRounds,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'settings',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'settings were not looked after',
      work: (round) =>
        runAsTenant(PLATFORM_TENANT, async () => {
          if (await round.isOurs()) await this.#look();
        }),
    });
  }

  async #look(): Promise<void> {
    for (const version of await this.settings.pending()) await this.settings.settle(version);
    const all = await this.settings.all();
    const drifted = new Set(all.flatMap(({ declared, drift }) => (drift === null ? [] : [declared.key])));
    for (const key of drifted)
      if (!this.#drifted.has(key)) this.logger.warn({ key }, 'a setting was changed past the API');
    this.#drifted = drifted;
  }
}
