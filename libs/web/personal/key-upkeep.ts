import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { Injectable } from '@nestjs/common';
import { LeasedRounds, type Rounds } from '../platform/leased-rounds.js';

const EVERY_MS = 600_000;

/** After a new master key: the keys of the tenants are sealed by it, so that the former one can go. */
@Injectable()
export class KeyUpkeep {
  readonly rounds: Rounds;

  constructor(keys: TenantKeys, leased: LeasedRounds) {
    this.rounds = leased.of({
      ...{ job: 'key-upkeep', everyMs: EVERY_MS, leaseMs: 2 * EVERY_MS },
      failure: 'the keys of the tenants were not sealed by the newest master key',
      work: async (rounds) => {
        if (await rounds.isOurs()) await keys.rewrap();
      },
    });
  }
}
