import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CallLegs } from '../domain/call-leg.repository.js';
import { Switch } from '../domain/switch.js';
import type { Originate, SwitchCommand } from '../domain/switch-command.js';

type Asked<Each> = Each extends SwitchCommand ? Omit<Each, 'commandId' | 'callId'> : never;
/** Everything but new calls, which have a leg to begin with. */
export type CallCommand = Asked<Exclude<SwitchCommand, Originate>>;

export class CommandCall extends Command<{ commandId: string }> {
  constructor(
    readonly callId: string,
    readonly command: CallCommand,
  ) {
    super();
  }
}

@CommandHandler(CommandCall)
export class CommandCallHandler implements ICommandHandler<CommandCall> {
  constructor(
    private readonly legs: CallLegs,
    private readonly theSwitch: Switch,
    private readonly clock: Clock,
  ) {}

  /** Every leg it names must be the tenant's: the switch knows those of all. @throws CallNotFound */
  async execute({ callId, command }: CommandCall): Promise<{ commandId: string }> {
    for (const id of [callId, ...otherLegOf(command)]) await this.legs.get(id);
    const commandId = newId(this.clock.now());
    await this.theSwitch.perform({ ...command, commandId, callId });
    return { commandId };
  }
}

function otherLegOf(command: CallCommand): string[] {
  if (command.kind === 'bridge') return [command.withId];
  return command.kind === 'monitor' ? [command.targetId] : [];
}
