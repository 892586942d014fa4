import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Calls, type CallCommand } from '../calls.api.js';
import { OwnCalls } from '../calls/own-calls.js';

export class CommandCall extends Command<{ commandId: string }> {
  constructor(
    readonly callId: string,
    readonly command: CallCommand,
    /** Whose calls it may be about; null: anybody's. */
    readonly by: string | null,
  ) {
    super();
  }
}

@CommandHandler(CommandCall)
export class CommandCallHandler implements ICommandHandler<CommandCall> {
  constructor(
    private readonly calls: Calls,
    private readonly own: OwnCalls,
    private readonly clock: Clock,
  ) {}

  /** Every leg it names must be the tenant's: the switch knows those of all. @throws CallNotFound, CallNotYours */
  async execute({ callId, command, by }: CommandCall): Promise<{ commandId: string }> {
    for (const id of [callId, ...otherLegOf(command)]) await this.own.refuseOthers(id, by);
    const commandId = newId(this.clock.now());
    await this.calls.command(callId, command, commandId);
    return { commandId };
  }
}

function otherLegOf(command: CallCommand): string[] {
  if (command.kind === 'bridge') return [command.withId];
  return command.kind === 'monitor' ? [command.targetId] : [];
}
