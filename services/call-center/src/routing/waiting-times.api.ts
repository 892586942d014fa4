import type { Router } from '#libs/contact-routing/router';
import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { OwnerCalls } from './owner-calls.js';
import { PartitionDesk } from './partition-desk.js';
import type { WaitingTime } from './queries/routing-explanation.dto.js';

/** Where contacts stand in their queues, as who holds the tenant's router knows it. */
@Injectable()
export class WaitingTimes {
  constructor(
    private readonly desk: PartitionDesk,
    private readonly owners: OwnerCalls,
  ) {}

  /** Null: it does not wait in a queue, or nobody can say now. */
  async of(contactId: string): Promise<WaitingTime | null> {
    const live = await this.desk.live();
    return live ? waitingTimeIn(live.router, contactId) : this.owners.waitingTime(contactId);
  }

  /** For another process, which holds this one for the owner. Null as well where it is not. */
  async ifOurs(contactId: string): Promise<WaitingTime | null> {
    const live = await this.desk.live();
    return live ? waitingTimeIn(live.router, contactId) : null;
  }
}

function waitingTimeIn(router: Router, contactId: string): WaitingTime | null {
  try {
    return router.waitingTime(contactId);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
