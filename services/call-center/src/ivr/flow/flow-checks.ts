import { Calendar } from '#libs/business-time/calendar';
import type { CalendarDefinition } from '#libs/business-time/calendar-definition';
import { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { Injectable } from '@nestjs/common';
import { Queues } from '../../queue/queue.api.js';
import { checkFlow } from '../domain/check/check-flow.js';
import type { FlowProblem } from '../domain/check/flow-problem.js';
import type { KnownWorld } from '../domain/check/known-world.js';
import type { FlowDocument } from '../domain/flow/flow-document.js';
import { IvrConnectorSchema } from '../infra/ivr-flow.schema.js';

/** Checks flows against the queues and connectors there are now. */
@Injectable()
export class FlowChecks {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  async problemsOf(document: FlowDocument): Promise<FlowProblem[]> {
    const connectors = await (await this.database.reader()).find(IvrConnectorSchema);
    const queues = await this.queues.all();
    return checkFlow(document, {
      queues: new Set(queues.map(({ id }) => id)),
      connectors: new Set(connectors.map(({ name }) => name)),
      ...READING,
    });
  }
}

/** How the parts of a flow that have a language of their own are read. */
export const READING: Pick<KnownWorld, 'namesIn' | 'calendarFault' | 'isTimeZone'> = {
  namesIn(expression) {
    try {
      return { names: compileExpression(expression).names };
    } catch (error) {
      if (error instanceof ExpressionFault) return { fault: error.message };
      throw error;
    }
  },
  calendarFault(calendar) {
    try {
      new Calendar(calendar as CalendarDefinition);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  },
  isTimeZone(name) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      return true;
    } catch {
      return false;
    }
  },
};
