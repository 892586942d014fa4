import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Inject, Injectable } from '@nestjs/common';
import { CallLeg, type DialledLeg } from './domain/call-leg.aggregate.js';
import { CallLegs, type KnownLeg } from './domain/call-leg.repository.js';
import { Switch } from './domain/switch.js';
import type { Originate, SwitchCommand } from './domain/switch-command.js';
import { TELEPHONY, type TelephonySettings } from './telephony-environment.js';

type Asked<Each> = Each extends SwitchCommand ? Omit<Each, 'commandId' | 'callId'> : never;
/** Everything but new calls, which have a leg to begin with. */
export type CallCommand = Asked<Exclude<SwitchCommand, Originate>>;

export type Dialling = Omit<DialledLeg, 'id'> & Omit<Originate, 'commandId' | 'kind' | 'callId' | 'tenantId'>;

/** What other contexts do with calls. */
@Injectable()
export class Calls {
  constructor(
    private readonly legs: CallLegs,
    private readonly theSwitch: Switch,
    private readonly clock: Clock,
    @Inject(TELEPHONY) private readonly settings: TelephonySettings,
  ) {}

  /** Whether there is a switch at all. */
  get isThere(): boolean {
    return this.settings.TELEPHONY !== 'none';
  }

  /**
   * The leg is there before the call, so that whatever happens in between is reconciled: a call that the switch may have taken is
   * never made a second time. Joins the caller's transaction; what it gives is to be placed after it.
   */
  async write(dialling: Dialling, callId = newId(this.clock.now())): Promise<Originate> {
    const { contactId, role, agentId, bridgesTo, releases, reservationId, ...call } = dialling;
    const leg = { id: callId, contactId, role, agentId, bridgesTo, releases, reservationId };
    await this.legs.add(CallLeg.dialled(leg, this.clock.now()));
    return { commandId: `originate:${callId}`, kind: 'originate', callId, tenantId: currentTenant(), ...call };
  }

  /** @throws SwitchRefused, SwitchUnreachable when nobody knows whether it was taken */
  place(call: Originate): Promise<void> {
    return this.theSwitch.perform(call);
  }

  /** @throws SwitchRefused, SwitchUnreachable when nobody knows whether it was taken */
  async dial(dialling: Dialling): Promise<{ callId: string }> {
    const call = await this.write(dialling);
    await this.place(call);
    return { callId: call.callId };
  }

  /** @param commandId one effect for each. @throws CallNotFound, SwitchRefused, SwitchUnreachable */
  command(callId: string, command: CallCommand, commandId: string): Promise<void> {
    return this.theSwitch.perform({ ...command, commandId, callId });
  }

  /** Null: there is no such call. */
  known(callId: string): Promise<KnownLeg | null> {
    return this.legs.known(callId);
  }

  ofContact(contactId: string): Promise<readonly KnownLeg[]> {
    return this.legs.ofContact(contactId);
  }
}
