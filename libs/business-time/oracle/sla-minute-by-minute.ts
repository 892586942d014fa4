import type { Calendar } from '../calendar.js';
import type { SlaClock } from '../sla/sla-clock.js';
import type { SlaEvent, SlaLog } from '../sla/sla-log.js';
import type { Metric, SlaPolicy, SlaTarget, StatusCategory } from '../sla/sla-policy.js';
import type { MinuteByMinute } from './minute-by-minute.js';

const MINUTE = 60_000;

/** What can be said of a clock in ISO-8601 and milliseconds; the names are those of `SlaClock`. */
export interface Observed {
  readonly clock: string;
  readonly fulfilledAt: string | null;
  readonly elapsedMs: number | null;
  readonly dueAt: string | null;
  readonly breaches: readonly string[];
}

interface Watched {
  readonly metric: Metric;
  readonly group: string | null;
  readonly instance: number;
  readonly startedAt: number;
  /** The minutes in which it ran, and those of them that were open, by calendar. */
  lastRan: number;
  readonly counted: ReadonlyMap<Calendar, number[]>;
  readonly breaches: { readonly policy: string; readonly text: string }[];
  target: SlaTarget | null;
  paused: boolean;
  fulfilledAt: number | null;
  over: boolean;
}

/**
 * What `slaClocks` is tested against: lives through the life of a ticket minute by minute, as if nobody had thought of a better
 * way. Everything happens on whole minutes, and what changes status, policy or group in different ones.
 */
export class SlaMinuteByMinute {
  #status: StatusCategory = 'new';
  #policy: SlaPolicy | null = null;
  #group: string | null = null;
  #replied = false;
  readonly #clocks: Watched[] = [];

  /** @param hours of every calendar that the log's policies name */
  constructor(private readonly hours: ReadonlyMap<Calendar, MinuteByMinute>) {}

  observe(log: SlaLog, asOf: Date): Observed[] {
    const end = asOf.getTime();
    const known = log.filter(({ at }) => at.getTime() <= end);
    let next = 0;
    for (let minute = known[0]!.at.getTime(); minute <= end; minute += MINUTE) {
      const before = next;
      for (; known[next]?.at.getTime() === minute; next += 1) this.#happen(known[next]!, minute);
      if (next > before) this.#look(known.slice(next));
      if (minute < end) this.#tick(minute);
    }
    const observed = this.#clocks.map((clock) => this.#observed(clock, end));
    return observed.filter(({ elapsedMs, breaches }) => elapsedMs !== null || breaches.length > 0);
  }

  #happen(event: SlaEvent, at: number): void {
    if (event.type === 'policy-applied') this.#policy = event.policy;
    if (event.type === 'status-changed') this.#change(event.to, at);
    if (event.type === 'customer-wrote' && this.#replied && !this.#going('next-response'))
      this.#start('next-response', at);
    if (event.type === 'group-assigned' && event.group !== this.#group) {
      this.#end('ola', at);
      this.#group = event.group;
      if (event.group !== null) this.#start('ola', at);
    }
    if (event.type === 'agent-replied') {
      for (const metric of ['first-response', 'next-response', 'update'] as const) this.#end(metric, at);
      this.#replied = true;
      this.#start('update', at);
    }
    if (event.type === 'opened') {
      this.#start('first-response', at);
      this.#start('resolution', at);
    }
  }

  #change(to: StatusCategory, at: number): void {
    const wasStopped = this.#isStopped();
    this.#status = to;
    for (const clock of [this.#going('resolution'), this.#going('ola')]) {
      if (clock === undefined) continue;
      if (!this.#isStopped()) clock.fulfilledAt = null;
      else if (!wasStopped && to !== 'merged') clock.fulfilledAt = at;
    }
  }

  /** At what is in force now; where nothing is, at what comes next. */
  #look(future: SlaLog): void {
    if (this.#isStopped()) return;
    for (const clock of this.#clocks.filter(({ over }) => !over)) {
      clock.target = targetOf(this.#policy, clock);
      const later = future.map((event) => (event.type === 'policy-applied' ? targetOf(event.policy, clock) : null));
      const judge = clock.target ?? later.find((target) => target !== null);
      clock.paused = judge?.pausedIn.includes(this.#status) ?? false;
    }
  }

  #tick(minute: number): void {
    if (this.#isStopped()) return;
    for (const clock of this.#clocks.filter(({ over, paused }) => !over && !paused)) {
      this.#breach(clock, minute);
      clock.lastRan = minute;
      for (const [calendar, minutes] of clock.counted)
        if (this.hours.get(calendar)!.isOpen(minute)) minutes.push(minute);
    }
  }

  #breach(clock: Watched, at: number): void {
    const dueAt = clock.target && usedUp(clock, clock.target);
    const policy = this.#policy && nameOf(this.#policy);
    if (dueAt === null || policy === null || clock.breaches.some((known) => known.policy === policy)) return;
    clock.breaches.push({ policy, text: breachText(policy, clock.target!.ms, dueAt, at) });
  }

  #observed(clock: Watched, end: number): Observed {
    const { target, fulfilledAt } = clock;
    const elapsedMs = target && clock.counted.get(target.calendar)!.length * MINUTE;
    return {
      clock: `${clock.metric} ${clock.group} ${clock.instance} ${iso(clock.startedAt)}`,
      fulfilledAt: iso(fulfilledAt),
      elapsedMs,
      dueAt: iso(target && (usedUp(clock, target) ?? this.#willBeUsedUp(clock, target, target.ms - elapsedMs!, end))),
      breaches: clock.breaches.map(({ text }) => text),
    };
  }

  #willBeUsedUp({ paused, over, lastRan }: Watched, { calendar }: SlaTarget, left: number, end: number): number | null {
    const from = over || this.#isStopped() ? lastRan + MINUTE : end;
    return paused ? null : this.hours.get(calendar)!.add(new Date(from), left).getTime();
  }

  #isStopped(): boolean {
    return this.#status === 'solved' || this.#status === 'closed' || this.#status === 'merged';
  }

  #going(metric: Metric): Watched | undefined {
    return this.#clocks.find((clock) => clock.metric === metric && !clock.over);
  }

  #start(metric: Metric, at: number): void {
    const instance = this.#clocks.filter((clock) => clock.metric === metric).length + 1;
    const group = metric === 'ola' ? this.#group : null;
    const counted = new Map(Array.from(this.hours.keys(), (calendar) => [calendar, []]));
    const state = { lastRan: at - MINUTE, target: null, paused: false, fulfilledAt: null, over: false };
    this.#clocks.push({ metric, group, instance, startedAt: at, counted, breaches: [], ...state });
  }

  #end(metric: Metric, at: number): void {
    const clock = this.#going(metric);
    if (clock === undefined) return;
    clock.over = true;
    clock.fulfilledAt ??= at;
  }
}

/** The same of the clocks that are tested. */
export function observed(clocks: readonly SlaClock[]): Observed[] {
  return clocks.map(({ metric, group, instance, startedAt, fulfilledAt, elapsedMs, dueAt, breaches }) => ({
    clock: `${metric} ${group} ${instance} ${startedAt.toISOString()}`,
    fulfilledAt: fulfilledAt?.toISOString() ?? null,
    elapsedMs,
    dueAt: dueAt?.toISOString() ?? null,
    breaches: breaches.map(({ policy, targetMs, dueAt, at }) => breachText(nameOf(policy), targetMs, +dueAt, +at)),
  }));
}

function targetOf(policy: SlaPolicy | null, { metric, group }: Watched): SlaTarget | null {
  return (metric === 'ola' ? policy?.ola.get(group!) : policy?.targets[metric]) ?? null;
}

/** The end of the minute that was the last of the target. */
function usedUp({ counted }: Watched, { calendar, ms }: SlaTarget): number | null {
  const last = counted.get(calendar)![ms / MINUTE - 1];
  return last === undefined ? null : last + MINUTE;
}

function nameOf({ id, version }: Pick<SlaPolicy, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

function breachText(policy: string, targetMs: number, dueAt: number, at: number): string {
  return `${policy} ${targetMs} due ${iso(dueAt)} at ${iso(at)}`;
}

function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
