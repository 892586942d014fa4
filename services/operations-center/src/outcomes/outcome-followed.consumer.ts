import {
  customerChanged,
  customerMerged,
  customerUnmerged,
} from '#libs/contracts/common-center/customer/customer-events';
import type { Received } from '#libs/contracts/event-contract';
import { sopRunEnded } from '#libs/contracts/ticket-center/sop-run-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { MergedCustomers } from './customers/merged-customers.js';
import { CustomerProfiles } from './profiles/customer-profiles.js';
import { SopOutcomes } from './sops/sop-outcomes.js';

/** What SOPs were followed, which customers are one, and who is no longer as they were. */
@Controller()
export class OutcomeFollowedConsumer {
  constructor(
    private readonly sops: SopOutcomes,
    private readonly customers: MergedCustomers,
    private readonly profiles: CustomerProfiles,
  ) {}

  @EventPattern<string>(sopRunEnded.type)
  onRunEnded(@Payload() { data }: Received<typeof sopRunEnded>): Promise<void> {
    return this.sops.ended(data);
  }

  @EventPattern<string>(customerChanged.type)
  onChanged(@Payload() { data }: Received<typeof customerChanged>): Promise<void> {
    return this.profiles.changed(data.customerId);
  }

  @EventPattern<string>(customerMerged.type)
  async onMerged(@Payload() { data }: Received<typeof customerMerged>): Promise<void> {
    await this.customers.merged(data);
    await this.profiles.changed(data.customerId);
  }

  @EventPattern<string>(customerUnmerged.type)
  async onUnmerged(@Payload() { data }: Received<typeof customerUnmerged>): Promise<void> {
    await this.customers.unmerged(data);
    await this.profiles.changed(data.customerId);
  }
}
