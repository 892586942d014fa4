import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import type { Variables } from '#libs/process-engine/variables';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Processes } from '../../process/process.api.js';
import { Tickets } from '../domain/ticket.repository.js';

/** What a customer said may come before the process asks for it. */
const KEEP_MS = 86_400_000;

/** The customer answers what the ticket's process asked, e.g. whether an order is to be cancelled. */
export class AnswerProcess extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly topic: string,
    readonly answer: Variables,
  ) {
    super();
  }
}

@CommandHandler(AnswerProcess)
export class AnswerProcessHandler implements ICommandHandler<AnswerProcess> {
  constructor(
    private readonly tickets: Tickets,
    private readonly processes: Processes,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, topic, answer }: AnswerProcess): Promise<void> {
    (await this.tickets.get(ticketId)).requireProcess();
    const message = { name: 'customer-answered', correlationKey: `${ticketId}/${topic}`, variables: answer };
    await this.processes.correlate(newId(this.clock.now()), { ...message, keepMs: KEEP_MS });
  }
}
