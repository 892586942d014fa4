import type { SlaClock } from '#libs/business-time/sla/sla-clock';
import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { SlaPolicies } from '../policy/sla-policies.js';
import type { PolicyAtVersions } from '../terms/sla-terms.js';
import { clockRow } from './clock-rows.js';
import { segmentViews } from './segment-views.js';
import type { Basis, SlaTicketRow } from './sla-ticket.schema.js';
import type { ClockView, TicketSlaView } from './ticket-sla.dto.js';
import { applicationsOf, inForce, TicketSlas } from './ticket-slas.js';

const MINUTE = 60_000;

/** Says of every clock of a ticket how it comes to what it shows. */
@Injectable()
export class GetTicketSla {
  constructor(
    private readonly slas: TicketSlas,
    private readonly policies: SlaPolicies,
    private readonly records: TicketRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws TicketNotFound */
  async of(ticketId: string): Promise<TicketSlaView> {
    const asOf = this.clock.now();
    const known = await this.slas.known(ticketId);
    const told = { ticketId, asOf: asOf.toISOString() };
    if (!known) {
      await this.records.attributes(ticketId);
      return { ...told, basis: 'promised', recomputation: null, clocks: [], promised: null };
    }
    const basis = inForce(known);
    return {
      ...told,
      basis,
      recomputation: known.recomputed?.id ?? null,
      clocks: await this.#clocks(known, basis, asOf),
      promised: basis === 'promised' ? null : await this.#clocks(known, 'promised', asOf),
    };
  }

  async #clocks(known: SlaTicketRow, basis: Basis, asOf: Date): Promise<ClockView[]> {
    const clocks = (await this.slas.clocks(known.ticketId, basis)) ?? [];
    const applied = applicationsOf(known, basis).flatMap(({ policy }) => policy ?? []);
    return Promise.all(clocks.map((clock) => this.#view(known.ticketId, basis, clock, applied, asOf)));
  }

  async #view(
    ticketId: string,
    basis: Basis,
    clock: SlaClock,
    applied: readonly PolicyAtVersions[],
    asOf: Date,
  ): Promise<ClockView> {
    const { metric, group, instance, state, target, elapsedMs } = clock;
    const { outcome } = clockRow(ticketId, basis, clock, []);
    const policy = applied.findLast(({ id, version }) => id === clock.policy?.id && version === clock.policy.version);
    const calendar = policy && target ? await this.#calendarOf(clock, policy) : null;
    return {
      ...{ metric, teamId: group, instance, state, outcome },
      policy: policy ? { id: policy.id, name: policy.name, version: policy.version } : null,
      calendar,
      targetMinutes: target && target.ms / MINUTE,
      elapsedMinutes: elapsedMs === null ? null : elapsedMs / MINUTE,
      remainingMinutes: target === null || elapsedMs === null ? null : (target.ms - elapsedMs) / MINUTE,
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt?.toISOString() ?? null,
      fulfilledAt: clock.fulfilledAt?.toISOString() ?? null,
      warnings: clock.warnings.map((warning) => ({ ...alarmView(warning), usedMinutes: warning.usedMs / MINUTE })),
      breaches: clock.breaches.map(alarmView),
      segments: segmentViews(clock, calendar?.name ?? '', asOf),
    };
  }

  async #calendarOf({ metric, group }: SlaClock, policy: PolicyAtVersions) {
    const { text } = await this.policies.texts.at(policy.id, policy.version);
    const target = metric === 'ola' ? text.ola[group!] : text.targets[metric];
    const name = target?.calendar ?? text.calendar;
    return { name, version: policy.calendars[name]! };
  }
}

function alarmView({ policy, targetMs, dueAt, at, notifyAt }: SlaClock['breaches'][number]) {
  return {
    policyVersion: policy.version,
    targetMinutes: targetMs / MINUTE,
    dueAt: dueAt.toISOString(),
    at: at.toISOString(),
    notifyAt: notifyAt.toISOString(),
  };
}
