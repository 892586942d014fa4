import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { Task } from '../domain/task.aggregate.js';
import { PLAIN_DESIGN, type TaskOrigin } from '../domain/task-origin.js';
import { Tasks } from '../domain/task.repository.js';
import { ReturnVisitRules } from '../rules/return-visit-rules.js';
import { TaskRules } from '../rules/task-rules.js';

const HOUR_MS = 3_600_000;

export class CreateTask extends Command<{ taskId: string }> {
  constructor(
    readonly origin: TaskOrigin,
    readonly dueAt: Date | null = null,
  ) {
    super();
  }
}

@CommandHandler(CreateTask)
export class CreateTaskHandler implements ICommandHandler<CreateTask> {
  constructor(
    private readonly tasks: Tasks,
    private readonly rules: TaskRules,
    private readonly returnVisits: ReturnVisitRules,
    private readonly tickets: TicketRecords,
    private readonly clock: Clock,
  ) {}

  async execute({ origin, dueAt }: CreateTask): Promise<{ taskId: string }> {
    const now = this.clock.now();
    const taskId = newId(now);
    const { expiresAfterHours } = await this.rules.of(origin.kind);
    const expiresAt = expiresAfterHours === null ? null : new Date(now.getTime() + expiresAfterHours * HOUR_MS);
    const questionnaire = await this.#questionnaireOf(origin);
    await this.tasks.add(Task.create(taskId, origin, now, { ...PLAIN_DESIGN, questionnaire, dueAt, expiresAt }));
    return { taskId };
  }

  /** That of the ticket's type; a ticket nobody knows has none. */
  async #questionnaireOf({ kind, ticketId }: TaskOrigin): Promise<string | null> {
    if (kind !== 'return-visit' || ticketId === null) return null;
    const ticket = await this.tickets.findFacts(ticketId);
    if (!ticket) return null;
    return (await this.returnVisits.of(ticket['ticketType'] as string))?.questionnaire ?? null;
  }
}
