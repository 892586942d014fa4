import type { Received } from '#libs/contracts/event-contract';
import { planImportReceived, planStarted, taskCompleted } from '#libs/contracts/ticket-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { NoteTaskEnded } from './commands/note-task-ended.js';
import { SplitPlan } from './commands/split-plan.js';
import { PlanImports } from './plan-imports.js';

@Controller()
export class PlanConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly imports: PlanImports,
    private readonly inbox: Inbox,
  ) {}

  @EventPattern<string>(planImportReceived.type, OUTSIDE_TRANSACTION)
  async readImport(@Payload() event: Received<typeof planImportReceived>): Promise<void> {
    const { importId } = event.data;
    await this.imports.run(importId);
    await this.inbox.once('ticket-center', event.id, () => this.imports.end(importId));
  }

  @EventPattern<string>(planStarted.type, OUTSIDE_TRANSACTION)
  async split(@Payload() { data }: Received<typeof planStarted>): Promise<void> {
    while ((await this.commands.execute(new SplitPlan(data.planId))).more);
  }

  @EventPattern<string>(taskCompleted.type)
  async noteTaskEnded(@Payload() { data }: Received<typeof taskCompleted>): Promise<void> {
    await this.commands.execute(new NoteTaskEnded(data.taskId));
  }
}
