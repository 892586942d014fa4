import { Clock } from '#libs/kernel/clock';
import { Inject, Injectable } from '@nestjs/common';
import { TELEPHONY, type TelephonySettings } from './telephony-environment.js';

const DAY_MS = 86_400_000;

/** How long what calls leave behind is kept. */
@Injectable()
export class CallRetention {
  constructor(
    private readonly clock: Clock,
    @Inject(TELEPHONY) private readonly settings: TelephonySettings,
  ) {}

  /** What has ended before is not kept any more. */
  get keptSince(): Date {
    return new Date(this.clock.ms() - this.settings.TELEPHONY_RETENTION_DAYS * DAY_MS);
  }
}
