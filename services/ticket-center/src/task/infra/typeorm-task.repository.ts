import {
  taskAssigned,
  taskDropped,
  taskCompleted,
  taskContacted,
  taskCreated,
} from '#libs/contracts/ticket-center/task-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { Task } from '../domain/task.aggregate.js';
import { UNFINISHED } from '../domain/task-origin.js';
import { TaskNotFound } from '../domain/task.errors.js';
import type { TaskEvent } from '../domain/task.events.js';
import { Tasks } from '../domain/task.repository.js';
import { TaskJournalSchema, TaskSchema } from './task.schema.js';

@Injectable()
export class TypeormTasks extends AggregateStore<Task> implements Tasks {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: TaskSchema,
      notFound: (id) => new TaskNotFound('There is no such task.', { id }),
      publish: publishTask,
      journal: TaskJournalSchema,
    });
  }

  async openReturnVisitsOf(ticketId: string): Promise<string[]> {
    const where = { ticketId, kind: 'return-visit' as const, status: In([...UNFINISHED]) };
    const rows = await (await this.database.reader()).find(TaskSchema, { select: { id: true }, where });
    return rows.map(({ id }) => id);
  }

  async overdue(now: Date, limit: number): Promise<string[]> {
    const find = { select: { id: true }, where: { expiresAt: LessThanOrEqual(now) }, take: limit } as const;
    const rows = await (await this.database.reader()).find(TaskSchema, { ...find, order: { expiresAt: 'ASC' } });
    return rows.map(({ id }) => id);
  }
}

function publishTask(event: TaskEvent, task: Task): OutgoingEvent | null {
  const { id: taskId, kind, customerId, planId, ticketId, channel, campaignId } = task;
  switch (event.type) {
    case 'task-created':
      return outgoing(taskCreated, { taskId, kind, customerId, planId, ticketId, channel, campaignId });
    case 'task-assigned':
      return outgoing(taskAssigned, { taskId, planId, agentId: event.agentId, fromId: event.fromId });
    case 'task-contacted':
      return outgoing(taskContacted, { taskId, customerId, contactId: event.contactId });
    case 'task-completed': {
      const { outcome, satisfaction, reopens } = event;
      return outgoing(taskCompleted, { taskId, kind, customerId, ticketId, outcome, satisfaction, reopens });
    }
    case 'task-expired':
      return outgoing(taskDropped, { taskId, planId, why: 'expired' });
    case 'task-cancelled':
      return outgoing(taskDropped, { taskId, planId, why: 'cancelled' });
    default:
      return null;
  }
}
