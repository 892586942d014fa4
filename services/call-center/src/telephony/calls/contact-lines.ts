import { DomainError } from '#libs/kernel/domain-error';
import { KeyLanes } from '#libs/messaging/key-lanes';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Calls } from '../calls.api.js';
import { CallHandling } from '../domain/call-handling.js';
import { CallLegs } from '../domain/call-leg.repository.js';
import { lineMoves, type LineMove } from '../domain/line-moves.js';
import { Switch } from '../domain/switch.js';
import type { Ringing } from '../domain/wanted-talk.js';

/** Longer than any offer stands: routing says when nobody answers. */
const RING_SECONDS = 300;

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
      if (legs.length === 0) return;
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
    switch (move.do) {
      case 'command':
        return this.theSwitch.perform(move.command);
      case 'ring':
        return this.#ring(contactId, move);
      case 'accept':
        return this.handling.accept(contactId, move.agentId);
      case 'decline':
        return this.handling.decline(contactId, move.agentId);
      case 'end':
        return this.handling.ended(contactId);
      case 'requeue':
        return this.handling.requeue(contactId);
    }
  }

  /** Another process may have rung them at the same moment: an offer rings once. */
  async #ring(contactId: string, { agentId, reservationId }: Ringing): Promise<void> {
    const extension = await this.handling.extensionOf(agentId);
    if (extension === null) return;
    const whose = { contactId, role: 'agent', agentId, bridgesTo: null, releases: null, reservationId } as const;
    const call = { to: { extension }, from: null, ringSeconds: RING_SECONDS, detectsMachine: false, picksUp: false };
    await this.calls.dial({ ...whose, ...call }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }
}
