import type { Received } from '#libs/contracts/event-contract';
import { rosterPublished, scheduleChanged } from '#libs/contracts/operations-center/rostering-events';
import { courseAssigned, courseCompleted, courseWithdrawn } from '#libs/contracts/operations-center/training-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LearningPlans } from './learning-plans.js';

/** What changes when people have time for what they are to learn. */
@Controller()
export class LearningSlotConsumer {
  constructor(private readonly plans: LearningPlans) {}

  @EventPattern<string>(courseAssigned.type)
  async onAssigned(@Payload() { data }: Received<typeof courseAssigned>): Promise<void> {
    if (data.dueAt !== null) await this.plans.want({ ...data, dueAt: new Date(data.dueAt) });
  }

  @EventPattern<string>(courseCompleted.type)
  onCompleted(@Payload() { data }: Received<typeof courseCompleted>): Promise<void> {
    return this.plans.forget(data);
  }

  @EventPattern<string>(courseWithdrawn.type)
  onWithdrawn(@Payload() { data }: Received<typeof courseWithdrawn>): Promise<void> {
    return this.plans.forget(data);
  }

  @EventPattern<string>(rosterPublished.type)
  onPublished(@Payload() { data }: Received<typeof rosterPublished>): Promise<void> {
    return this.plans.scheduled(data.agentIds);
  }

  @EventPattern<string>(scheduleChanged.type)
  onChanged(@Payload() { data }: Received<typeof scheduleChanged>): Promise<void> {
    return this.plans.scheduled(data.agentIds);
  }
}
