import type { Variables } from '#libs/process-engine/variables';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Processes } from '../../process/process.api.js';

/** What waits for it, or begins with it, does so at once, or not at all. */
const KEEP_MS = 60_000;

/** Something happened to a ticket that processes beside its own may be about, e.g. that it was urged. */
export class TellProcesses extends Command<void> {
  constructor(
    /** Of the event that says so: told twice, it is told once. */
    readonly key: string,
    readonly name: string,
    readonly ticketId: string,
    readonly variables: Variables,
  ) {
    super();
  }
}

@CommandHandler(TellProcesses)
export class TellProcessesHandler implements ICommandHandler<TellProcesses> {
  constructor(private readonly processes: Processes) {}

  async execute({ key, name, ticketId, variables }: TellProcesses): Promise<void> {
    const message = { name, correlationKey: ticketId, variables: { ticketId, ...variables }, keepMs: KEEP_MS };
    await this.processes.correlate(`${name}:${key}`, message);
  }
}
