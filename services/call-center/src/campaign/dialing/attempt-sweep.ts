import { Clock } from '#libs/kernel/clock';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Attempts } from '../domain/attempt.repository.js';
import { Telephony } from '../domain/telephony.js';
import { AttemptEnds } from './attempt-ends.js';

const AT_ONCE = 200;

/** What happens to attempts by time alone: abandoned ones, work that is over, and calls nobody has heard of. */
@Injectable()
export class AttemptSweep {
  constructor(
    private readonly attempts: Attempts,
    private readonly ends: AttemptEnds,
    private readonly telephony: Telephony,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One that fails keeps no other waiting. @returns how late the latest was noticed, ms */
  async run(): Promise<number> {
    const now = this.clock.now();
    let latest = 0;
    for (const { id, at } of await this.attempts.overdue(now, AT_ONCE)) {
      latest = Math.max(latest, now.getTime() - at.getTime());
      await this.#tidy(id).catch((error: unknown) =>
        this.logger.warn({ err: error, attempt: id }, 'an attempt was not tidied'),
      );
    }
    return latest;
  }

  async #tidy(id: string): Promise<void> {
    const attempt = await this.attempts.get(id);
    if (!attempt.isSilent(this.clock.now())) {
      await this.ends.update(id, (each, now) => each.tidy(now));
      return this.#attend(id);
    }
    const truth = await this.#ask(id);
    await this.ends.update(id, (each, now) => each.learn(truth, now));
  }

  async #attend(id: string): Promise<void> {
    if (this.telephony.isThere && (await this.attempts.get(id)).isUnattended) await this.telephony.attend(id);
  }

  /** A switch that cannot be asked now is asked again later: until then the call counts as under way, and keeps no other waiting. */
  async #ask(id: string): Promise<'placed' | 'over' | 'never'> {
    if (!this.telephony.isThere) return 'placed';
    return this.telephony.settle(id).catch((error: unknown) => {
      this.logger.warn({ err: error, attempt: id }, 'the switch could not be asked');
      return 'placed' as const;
    });
  }
}
