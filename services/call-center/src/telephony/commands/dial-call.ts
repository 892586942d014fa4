import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { currentTenant } from '#libs/persistence/tenant-context';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CallLeg, type DialledLeg } from '../domain/call-leg.aggregate.js';
import { CallLegs } from '../domain/call-leg.repository.js';
import { Switch } from '../domain/switch.js';
import type { Originate } from '../domain/switch-command.js';

type Dialling = Omit<DialledLeg, 'id'> & Pick<Originate, 'to' | 'from' | 'ringSeconds' | 'detectsMachine'>;

export class DialCall extends Command<{ callId: string }> {
  constructor(readonly dialling: Dialling) {
    super();
  }
}

/**
 * The leg is there before the call, so that whatever happens in between is reconciled: a call that the switch may have taken is
 * never made a second time.
 */
@CommandHandler(DialCall)
export class DialCallHandler implements ICommandHandler<DialCall> {
  constructor(
    private readonly legs: CallLegs,
    private readonly theSwitch: Switch,
    private readonly clock: Clock,
  ) {}

  async execute({ dialling }: DialCall): Promise<{ callId: string }> {
    const now = this.clock.now();
    const callId = newId(now);
    const { contactId, role, agentId, bridgesTo, releases, ...call } = dialling;
    await this.legs.add(CallLeg.dialled({ id: callId, contactId, role, agentId, bridgesTo, releases }, now));
    const commandId = `originate:${callId}`;
    await this.theSwitch.perform({ commandId, kind: 'originate', callId, tenantId: currentTenant(), ...call });
    return { callId };
  }
}
