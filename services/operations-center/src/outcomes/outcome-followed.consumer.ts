import { customerMerged, customerUnmerged } from '#libs/contracts/customer-events';
import type { Received } from '#libs/contracts/event-contract';
import { sopRunEnded } from '#libs/contracts/sop-run-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { MergedCustomers } from './customers/merged-customers.js';
import { SopOutcomes } from './sops/sop-outcomes.js';

/** What SOPs were followed, and which customers are one. */
@Controller()
export class OutcomeFollowedConsumer {
  constructor(
    private readonly sops: SopOutcomes,
    private readonly customers: MergedCustomers,
  ) {}

  @EventPattern<string>(sopRunEnded.type)
  onRunEnded(@Payload() { data }: Received<typeof sopRunEnded>): Promise<void> {
    return this.sops.ended(data);
  }

  @EventPattern<string>(customerMerged.type)
  onMerged(@Payload() { data }: Received<typeof customerMerged>): Promise<void> {
    return this.customers.merged(data);
  }

  @EventPattern<string>(customerUnmerged.type)
  onUnmerged(@Payload() { data }: Received<typeof customerUnmerged>): Promise<void> {
    return this.customers.unmerged(data);
  }
}
