import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Suppressions } from '../../suppression/suppression.api.js';
import type { Attempt } from '../domain/attempts.js';
import { Tasks } from '../domain/task.repository.js';
import { TaskRules } from '../rules/task-rules.js';

export interface SaidAttempt extends Omit<Attempt, 'at' | 'by'> {
  /** The customer wants no more of it, from anybody. */
  readonly doNotContact: boolean;
}

export class RecordAttempt extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly said: SaidAttempt,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RecordAttempt)
export class RecordAttemptHandler implements ICommandHandler<RecordAttempt> {
  constructor(
    private readonly tasks: Tasks,
    private readonly rules: TaskRules,
    private readonly suppressions: Suppressions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ taskId, said: { doNotContact, ...attempt }, by }: RecordAttempt): Promise<void> {
    const { kind, customerId } = await this.tasks.get(taskId);
    const rule = await this.rules.of(kind);
    await this.database.transaction(async () => {
      const now = this.clock.now();
      await this.tasks.update(taskId, (task) => task.attempt(attempt, rule, (at) => rule.open(at), by, now));
      if (doNotContact) await this.suppressions.add(customerId, { reason: 'customer-asked', until: null }, by);
    });
  }
}
