import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { KeyLanes } from '#libs/messaging/key-lanes';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CallHandling } from '../domain/call-handling.js';
import { CallLeg } from '../domain/call-leg.aggregate.js';
import { CallLegs } from '../domain/call-leg.repository.js';
import type { Incoming, SwitchEvent } from '../domain/switch-event.js';

/** What became of an event. */
type Fate = 'heard' | 'repeated' | 'of-unknown-call' | 'of-unknown-tenant' | 'failed';

/**
 * Hears the switch: an event changes the leg and the contact in one transaction, once; what follows from it is done when its own
 * event is heard. One that fails is not lost: reconciliation finds what it would have told.
 */
@Injectable()
export class CallEvents {
  readonly #lanes = new KeyLanes();
  readonly #count: (kind: string, fate: Fate) => void;

  constructor(
    private readonly legs: CallLegs,
    private readonly handling: CallHandling,
    private readonly database: Database,
    private readonly directory: TenantDirectory,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const events = metrics.counter('switchboard_telephony_events_total', 'Events of the switch', ['kind', 'fate']);
    this.#count = (kind, fate) => events.inc({ kind, fate });
  }

  /** Those of one call one after the other. Does not reject. */
  hear(event: SwitchEvent): Promise<void> {
    return this.#lanes.run(event.callId, async () => this.#count(event.kind, await this.#heard(event)));
  }

  /** Resolves when what came of this call so far was heard. */
  async heardAllOf(callId: string): Promise<void> {
    await this.#lanes.run(callId, () => Promise.resolve());
  }

  /** Resolves when everything that came was heard. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  async #heard(event: SwitchEvent): Promise<Fate> {
    if (!this.directory.get(event.tenantId)) return 'of-unknown-tenant';
    try {
      return await runAsTenant(event.tenantId, () => this.#hearHere(event));
    } catch (error) {
      this.logger.warn({ err: error, callId: event.callId, kind: event.kind }, 'an event of the switch was not heard');
      return 'failed';
    }
  }

  async #hearHere(event: SwitchEvent): Promise<Fate> {
    const leg = await this.legs.find(event.callId);
    if (!leg && event.kind !== 'incoming') return 'of-unknown-call';
    if (!leg) return this.#begin(event as Incoming);
    if (!leg.hear(event)) return 'repeated';
    await this.database.transaction(async () => {
      await this.legs.update(event.callId, (each) => each.hear(event));
      await this.#tell(event, leg);
    });
    return 'heard';
  }

  async #begin(event: Incoming): Promise<Fate> {
    await this.database.transaction(async () => {
      const contactId = await this.handling.incoming(event.from);
      await this.legs.add(CallLeg.incoming(event, contactId));
    });
    return 'heard';
  }

  /** That somebody is gone is told by the leg's event: the contact may be on its way to agents, which is not decided here. */
  async #tell(event: SwitchEvent, { role, contactId, agentId }: CallLeg): Promise<void> {
    if (event.kind === 'bridged' && role === 'customer') return this.#connected(contactId, event.withId);
    if (role !== 'agent' || agentId === null) return;
    if (event.kind === 'held') await this.handling.held(contactId, agentId);
    if (event.kind === 'resumed') await this.handling.resumed(contactId, agentId);
  }

  async #connected(contactId: string, withId: string): Promise<void> {
    const other = await this.legs.known(withId);
    if (other?.role === 'agent' && other.agentId !== null) await this.handling.connected(contactId, other.agentId);
  }
}
