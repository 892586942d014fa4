import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { TenantHasNoDatabase } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CallLegs, type KnownLeg } from '../domain/call-leg.repository.js';
import { missedBy, missedOfUnknown } from '../domain/discrepancies.js';
import { Switch, type SwitchCall } from '../domain/switch.js';
import type { Happening } from '../domain/switch-event.js';
import { TELEPHONY, type TelephonySettings } from '../telephony-environment.js';
import { CallEvents } from './call-events.js';
import { ContactLines } from './contact-lines.js';

/** What was set right. */
export interface Reconciled {
  /** Legs we believed in that the switch does not know. */
  ended: number;
  /** Calls we had never heard of. */
  found: number;
  /** Other things we had not heard. */
  corrected: number;
  /** Calls that were over, or never ours to begin with, and went on. */
  zombies: number;
}

/** Brings what we believe to what the switch knows: what was missed is heard now, what should be over is ended. */
@Injectable()
export class Reconciliation {
  readonly #count: (what: string) => void;

  constructor(
    private readonly theSwitch: Switch,
    private readonly legs: CallLegs,
    private readonly events: CallEvents,
    private readonly lines: ContactLines,
    private readonly directory: TenantDirectory,
    private readonly clock: Clock,
    @Inject(TELEPHONY) private readonly settings: TelephonySettings,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const counter = metrics.counter('switchboard_telephony_reconciled_total', 'What was set right', ['what']);
    this.#count = (what) => counter.inc({ what });
  }

  /** Every tenant. The beliefs are read first: what the switch does not know after that is over. @throws SwitchUnreachable */
  async run(): Promise<Reconciled> {
    const done: Reconciled = { ended: 0, found: 0, corrected: 0, zombies: 0 };
    const believed = await this.#believed();
    const calls = Map.groupBy(await this.theSwitch.calls(), ({ tenantId }) => tenantId);
    for (const [tenantId, legs] of believed) {
      await runAsTenant(tenantId, () => this.#settle(tenantId, legs, calls.get(tenantId) ?? [], done));
    }
    for (const [what, times] of Object.entries(done)) for (let n = 0; n < times; n++) this.#count(what);
    return done;
  }

  async #believed(): Promise<Map<string, readonly KnownLeg[]>> {
    const believed = new Map<string, readonly KnownLeg[]>();
    for (const tenantId of this.directory.awake()) {
      await runAsTenant(tenantId, async () => believed.set(tenantId, await this.legs.live())).catch(
        (error: unknown) => {
          if (!(error instanceof TenantHasNoDatabase)) throw error;
        },
      );
    }
    return believed;
  }

  async #settle(tenantId: string, legs: readonly KnownLeg[], calls: readonly SwitchCall[], done: Reconciled) {
    const now = this.clock.now();
    const truth = new Map(calls.map((call) => [call.callId, call]));
    const known = new Set(legs.map(({ id }) => id));
    for (const leg of legs) {
      const missed = missedBy(leg, truth.get(leg.id), now);
      await this.#hear(tenantId, leg.id, missed, now);
      if (missed.some(({ kind }) => kind === 'ended')) done.ended++;
      else done.corrected += missed.length;
    }
    for (const call of calls.filter(({ callId }) => !known.has(callId))) await this.#meet(call, done, now);
    for (const [contactId, ofContact] of Map.groupBy(legs, (leg) => leg.contactId)) {
      if (isUnsettled(ofContact)) await this.lines.follow(contactId, `@${now.getTime()}`);
    }
  }

  /** What we dialled has a leg before it has a call; so one without, or with one that has ended, is nobody's. */
  async #meet(call: SwitchCall, done: Reconciled, now: Date): Promise<void> {
    const { callId, tenantId } = call;
    const leg = await this.legs.known(callId);
    if (leg && leg.state !== 'ended') return;
    if (!leg && call.direction === 'inbound') {
      done.found++;
      return this.#hear(tenantId, callId, missedOfUnknown(call), now);
    }
    done.zombies++;
    this.logger.warn({ callId, tenant: tenantId }, 'a call goes on that should be over');
    if (this.settings.TELEPHONY_ZOMBIES === 'report') return;
    const commandId = `zombie:${callId}@${now.getTime()}`;
    await this.theSwitch.perform({ commandId, kind: 'hang-up', callId, cause: 'hung-up' }).catch((error: unknown) => {
      this.logger.info({ err: error, callId }, 'it was over by itself');
    });
  }

  async #hear(tenantId: string, callId: string, missed: readonly Happening[], at: Date): Promise<void> {
    for (const happening of missed) {
      const eventId = `reconciled:${callId}:${happening.kind}:${at.getTime()}`;
      await this.events.hear({ ...happening, eventId, callId, tenantId, order: null, at });
    }
  }
}

/** Whether something may have been left undone; most calls simply go on. */
function isUnsettled(live: readonly KnownLeg[]): boolean {
  const isWithoutCustomer = live.every(({ role }) => role !== 'customer');
  const isAlone = ({ reservationId, peerId }: KnownLeg) => reservationId !== null && peerId === null;
  const isToFollow = ({ bridgesTo, releases }: KnownLeg) => bridgesTo !== null || releases !== null;
  return isWithoutCustomer || live.some((leg) => isToFollow(leg) || isAlone(leg));
}
