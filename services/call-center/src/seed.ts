import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { IvrSeed } from './ivr/flow/ivr-seed.js';
import { NotReadyReasonService } from './not-ready-reason/not-ready-reason.service.js';
import { NumberZoneService } from './number-zone/number-zone.service.js';
import { PreCheckRuleService } from './pre-check-rule/pre-check-rule.service.js';
import { QueueService } from './queue/queue.service.js';
import { RoutingProfileService } from './routing-profile/routing-profile.service.js';
import { SetupTelling } from './setup-telling.js';

/** What a new tenant starts with; what others are made of comes first. Before it, what is there already is told. */
@Injectable()
export class CallCenterSeed extends TenantSeed {
  readonly #parts: readonly TenantSeed[];

  constructor(
    telling: SetupTelling,
    rules: PreCheckRuleService,
    reasons: NotReadyReasonService,
    queues: QueueService,
    profiles: RoutingProfileService,
    ivr: IvrSeed,
    zones: NumberZoneService,
  ) {
    super();
    this.#parts = [telling, rules, reasons, queues, profiles, ivr, zones];
  }

  override async seed(): Promise<void> {
    for (const part of this.#parts) await part.seed();
  }
}
