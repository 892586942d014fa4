import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { VolumeImports } from './volume-imports.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;

/** Works on imports, some days at a time. */
@Injectable()
export class ImportRounds {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, imports: VolumeImports) {
    this.rounds = rounds.of({
      job: 'planning-volume-imports',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'volumes were not imported',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          for (const { id } of (await round.isOurs()) ? await imports.running() : [])
            while ((await round.isOurs()) && (await imports.workOn(id)));
        }),
    });
  }
}
