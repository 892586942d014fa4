import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { DutyRosters } from './duty-rosters.js';

/** What other contexts ask of duty rosters. */
@Injectable()
export class Duties {
  constructor(
    private readonly rosters: DutyRosters,
    private readonly clock: Clock,
  ) {}

  /** Who has the duty now. @param layer null: the first one; @throws RosterNotFound; null: there is no such layer */
  async personOn(roster: string, layer: string | null): Promise<string | null> {
    const shifts = await this.rosters.onDuty(await this.rosters.named(roster), this.clock.now());
    const found = layer === null ? shifts[0] : shifts.find((shift) => shift.layer === layer);
    return found?.personId ?? null;
  }

  /** @throws RosterNotFound */
  async require(roster: string): Promise<void> {
    await this.rosters.named(roster);
  }
}
