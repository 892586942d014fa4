import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { SigningKey } from './signing-key.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 60_000;
const ROTATED_AFTER_MS = 30 * 86_400_000;

/** Announces the next key when the one that signs is 30 days old. The one from the environment is rotated by its owner. */
@Injectable()
export class SigningKeyRotation {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly signingKey: SigningKey,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'signing-key-rotation',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'the signing key was not rotated',
      work: (round) => this.#rotateOld(round),
    });
  }

  async #rotateOld(rounds: Rounds): Promise<void> {
    if (!(await rounds.isOurs())) return;
    const { madeAt } = await this.signingKey.pair();
    if (madeAt === undefined || this.clock.ms() - madeAt < ROTATED_AFTER_MS) return;
    await this.signingKey.rotate();
  }
}
