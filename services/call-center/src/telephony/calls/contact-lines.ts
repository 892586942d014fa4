import { DomainError } from '#libs/kernel/domain-error';
import { KeyLanes } from '#libs/messaging/key-lanes';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Calls, type Dialling } from '../calls.api.js';
import { CallHandling } from '../domain/call-handling.js';
import { CallLegs } from '../domain/call-leg.repository.js';
import type { LineMove } from '../domain/line-move.js';
import { lineMoves } from '../domain/line-moves.js';
import { Switch } from '../domain/switch.js';

/** Longer than any offer stands: routing says when nobody answers. */
const RING_SECONDS = 300;
const OUTSIDE_RING_SECONDS = 45;

/** Has calls follow their contacts, and contacts what people do at their telephones. Outside of any transaction. */
@Injectable()
export class ContactLines {
  readonly #lanes = new KeyLanes();

  constructor(
    private readonly legs: CallLegs,
    private readonly handling: CallHandling,
    private readonly calls: Calls,
    private readonly theSwitch: Switch,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whatever is to be done next is done; safe to repeat. @param attempt tells one repetition from another */
  follow(contactId: string, attempt = ''): Promise<void> {
    return this.#lanes.run(`${currentTenant()}/${contactId}`, async () => {
      const legs = await this.legs.ofContact(contactId);
      const wanted = await this.handling.wanted(contactId);
      for (const move of lineMoves(wanted, legs, attempt)) await this.#carryOut(contactId, move);
    });
  }

  /** What is refused was overtaken by something else, which is followed in its turn. */
  async #carryOut(contactId: string, move: LineMove): Promise<void> {
    try {
      await this.#do(contactId, move);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.info({ err: error, contactId, move: move.do }, 'a call did not follow its contact');
    }
  }

  #do(contactId: string, move: LineMove): Promise<void> {
    const { handling } = this;
    switch (move.do) {
      case 'command':
        return this.theSwitch.perform(move.command);
      case 'ring':
        return this.#ring(contactId, move);
      case 'accept':
        return handling.accept(contactId, move.agentId);
      case 'decline':
        return handling.decline(contactId, move.agentId);
      case 'hung-up':
        return handling.hungUp(contactId, move.agentId);
      case 'requeue':
        return handling.requeue(contactId);
      case 'monitor':
        return this.#monitor(move);
      case 'stop-supervising':
        return handling.stopSupervising(contactId, move.agentId);
      case 'call-party':
        return this.#callParty(contactId, move.partyId);
      case 'party-left':
        return handling.partyLeft(contactId, move.partyId);
      case 'call-back':
        return this.#callBack(contactId, move.reservationId);
      case 'called-back':
        return handling.calledBack(contactId, move.outcome);
    }
  }

  async #ring(contactId: string, { agentId, reservationId, role }: Extract<LineMove, { do: 'ring' }>): Promise<void> {
    const extension = await this.handling.extensionOf(agentId);
    if (extension === null) return;
    await this.#dial({ contactId, role, agentId, reservationId, to: { extension }, picksUp: role === 'supervisor' });
  }

  async #callParty(contactId: string, partyId: string): Promise<void> {
    const number = await this.handling.partyNumber(contactId, partyId);
    if (number === null) return;
    await this.#dial({ contactId, role: 'external', agentId: null, reservationId: partyId, to: { number } });
  }

  async #callBack(contactId: string, reservationId: string): Promise<void> {
    const number = await this.handling.callbackNumber(contactId);
    if (number === null) return;
    await this.#dial({ contactId, role: 'customer', agentId: null, reservationId, to: { number } });
  }

  /** Another process may have rung them at the same moment: it rings once for each reservation. */
  async #dial(call: Pick<Dialling, 'contactId' | 'role' | 'agentId' | 'reservationId' | 'to'> & { picksUp?: boolean }) {
    const ringSeconds = 'number' in call.to ? OUTSIDE_RING_SECONDS : RING_SECONDS;
    const usual = { bridgesTo: null, releases: null, from: null, detectsMachine: false, picksUp: false };
    await this.calls.dial({ ...usual, ringSeconds, ...call }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }

  /** The switch tells nothing of it: that it was asked for is written down. */
  async #monitor({
    leg: { id: callId, version },
    targetId,
    mode,
  }: Extract<LineMove, { do: 'monitor' }>): Promise<void> {
    await this.theSwitch.perform({
      commandId: `monitor:${callId}@${version}`,
      kind: 'monitor',
      callId,
      targetId,
      mode,
    });
    await this.legs.update(callId, (leg) => leg.monitor(`${mode}:${targetId}`));
  }
}
