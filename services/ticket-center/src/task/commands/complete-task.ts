import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { QuestionnaireAnswers, type Answers } from '../../questionnaire/questionnaire.api.js';
import { TicketRecords } from '../../ticket/ticket.api.js';
import type { Task, TaskResult } from '../domain/task.aggregate.js';
import { QuestionnaireNotFitting } from '../domain/task.errors.js';
import { Tasks } from '../domain/task.repository.js';
import { ReturnVisitRules } from '../rules/return-visit-rules.js';

export interface SaidResult extends Omit<TaskResult, 'responseId' | 'reopens'> {
  /** To the questionnaire of the task; null: nothing was answered. */
  readonly answers: Answers | null;
}

export class CompleteTask extends Command<void> {
  constructor(
    readonly taskId: string,
    readonly result: SaidResult,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CompleteTask)
export class CompleteTaskHandler implements ICommandHandler<CompleteTask> {
  constructor(
    private readonly tasks: Tasks,
    private readonly questionnaires: QuestionnaireAnswers,
    private readonly returnVisits: ReturnVisitRules,
    private readonly tickets: TicketRecords,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The answers are kept with the end, or neither is. */
  execute({ taskId, result: { answers, ...result }, by }: CompleteTask): Promise<void> {
    return this.database.transaction(async () => {
      const task = await this.tasks.get(taskId);
      const answered = answers === null ? null : await this.#answer(task, answers, by);
      const said = { ...result, ...answered, satisfaction: answered?.satisfaction ?? result.satisfaction };
      const whole = { responseId: null, reopens: false, ...said };
      await this.tasks.update(taskId, (current) => current.complete(whole, by, this.clock.now()));
    });
  }

  async #answer({ id, questionnaire, customerId, planId, kind, ticketId }: Task, answers: Answers, by: string) {
    if (questionnaire === null) throw new QuestionnaireNotFitting('Nothing is asked with this task.', { id });
    const about = { subjectKind: 'task' as const, subjectId: id, customerId, planId };
    const response = await this.questionnaires.record({ questionnaire, version: null, ...about, answers }, by);
    const ticket = kind === 'return-visit' && ticketId !== null ? await this.tickets.findFacts(ticketId) : null;
    const reopens = ticket ? await this.returnVisits.reopens(ticket['ticketType'] as string, response) : false;
    return { responseId: response.id, reopens, satisfaction: response.satisfaction };
  }
}
