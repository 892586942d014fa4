import type { Received } from '#libs/contracts/event-contract';
import {
  planImportReceived,
  planPersonLeft,
  planResumed,
  planStarted,
  planStopped,
} from '#libs/contracts/ticket-center/plan-events';
import { taskDropped, taskCompleted } from '#libs/contracts/ticket-center/task-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { NoteTaskEnded } from './commands/note-task-ended.js';
import { PlanImports } from './plan-imports.js';
import { PlanLeaving } from './release/plan-leaving.js';
import { PlanRelease } from './release/plan-release.js';

@Controller()
export class PlanConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly imports: PlanImports,
    private readonly release: PlanRelease,
    private readonly leaving: PlanLeaving,
    private readonly inbox: Inbox,
  ) {}

  @EventPattern<string>(planImportReceived.type, OUTSIDE_TRANSACTION)
  async readImport(@Payload() event: Received<typeof planImportReceived>): Promise<void> {
    const { importId } = event.data;
    await this.imports.run(importId);
    await this.inbox.once('ticket-center', event.id, () => this.imports.end(importId));
  }

  @EventPattern<string>(planStarted.type, OUTSIDE_TRANSACTION)
  split(@Payload() { data }: Received<typeof planStarted>): Promise<void> {
    return this.release.run(data.planId);
  }

  @EventPattern<string>(planResumed.type, OUTSIDE_TRANSACTION)
  goOn(@Payload() { data }: Received<typeof planResumed>): Promise<void> {
    return this.release.run(data.planId);
  }

  @EventPattern<string>(planStopped.type, OUTSIDE_TRANSACTION)
  dropTasks(@Payload() { data }: Received<typeof planStopped>): Promise<void> {
    return this.leaving.cancelAll(data.planId);
  }

  @EventPattern<string>(planPersonLeft.type, OUTSIDE_TRANSACTION)
  shareOut(@Payload() { data }: Received<typeof planPersonLeft>): Promise<void> {
    return this.leaving.shareOut(data.planId, data.personId);
  }

  @EventPattern<string>(taskCompleted.type)
  async noteTaskEnded(@Payload() { data }: Received<typeof taskCompleted>): Promise<void> {
    await this.commands.execute(new NoteTaskEnded(data.taskId));
  }

  @EventPattern<string>(taskDropped.type)
  async noteTaskDropped(@Payload() { data }: Received<typeof taskDropped>): Promise<void> {
    await this.commands.execute(new NoteTaskEnded(data.taskId));
  }
}
