import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { TicketTimers } from '../ticket-timer/ticket-timer.api.js';
import { AssistRequests } from './domain/assist-request.repository.js';

const TIMER = 'assist';

/** Says when a request for help should have been answered: each has a timer of its ticket until it is. */
@Injectable()
export class AssistClock {
  constructor(
    private readonly timers: TicketTimers,
    private readonly database: Database,
    requests: AssistRequests,
    clock: Clock,
  ) {
    timers.whenDue(TIMER, ({ name }) => requests.update(name, (request) => request.runLate(clock.now())));
  }

  /** What falls on the instant is in time. */
  start(ticketId: string, requestId: string, dueAt: Date | null): Promise<void> {
    return this.#set(ticketId, requestId, dueAt && new Date(dueAt.getTime() + 1));
  }

  stop(ticketId: string, requestId: string): Promise<void> {
    return this.#set(ticketId, requestId, null);
  }

  #set(ticketId: string, name: string, due: Date | null): Promise<void> {
    return this.database.transaction((tx) => this.timers.set(tx, { ticketId, kind: TIMER, name }, due));
  }
}
