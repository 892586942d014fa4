import type { Router } from '#libs/contact-routing/router';
import { Injectable } from '@nestjs/common';
import { RoutingLog } from '../log/routing-log.js';
import { PartitionDesk } from '../partition-desk.js';
import { restored } from '../turn/live-router.js';

/** The current tenant's router, to be asked and never told anything. */
@Injectable()
export class RouterView {
  constructor(
    private readonly desk: PartitionDesk,
    private readonly log: RoutingLog,
  ) {}

  /** As of the last commit: the owner's own, elsewhere a copy made of the log. */
  async now(): Promise<Pick<Router, 'explain' | 'waitingTime' | 'contact'>> {
    return (await this.desk.live())?.router ?? (await restored(this.log)).router;
  }
}
