import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { microDecision, type MicroSettings } from '../domain/micro-decision.js';
import { Floor } from './floor.js';
import { MicroOffers } from './micro-offers.js';
import { MicroSettingsService } from './micro-settings.js';

const EVERY_MS = 2_000;
const LEASE_MS = 15_000;
const AT_ONCE = 100;
/** Where there is no time to learn now, it is looked again after so long. */
const AGAIN_MS = 15_000;

/** Offers something to learn to who has nothing to do, and takes back what does not fit any more. */
@Injectable()
export class MicroRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly floor: Floor,
    private readonly offers: MicroOffers,
    private readonly settings: MicroSettingsService,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'micro-training',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'nothing was offered to who has nothing to do',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          const now = await this.settings.get();
          await this.#takeBack(now);
          for (const { agentId } of await this.floor.undecided(AT_ONCE)) await this.#decide(agentId, now);
        }),
    });
  }

  /** Those too that were offered while a contact came. */
  async #takeBack(settings: MicroSettings): Promise<void> {
    for (const agentId of await this.offers.holders()) {
      const decision = microDecision(await this.floor.momentOf(agentId), settings, this.clock.now());
      if (decision === 'withdraw') await this.offers.withdraw([agentId]);
    }
  }

  async #decide(agentId: string, settings: MicroSettings): Promise<void> {
    const now = this.clock.now();
    const decision = microDecision(await this.floor.momentOf(agentId), settings, now);
    if (decision === 'offer') await this.offers.offer(agentId);
    await this.floor.decideLater(agentId, decision === 'wait' ? new Date(now.getTime() + AGAIN_MS) : null);
  }
}
