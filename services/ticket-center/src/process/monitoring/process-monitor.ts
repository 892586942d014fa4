import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';
import { ProcessMessageSchema } from '../schema/process-message.schema.js';
import type { Spread } from '../statistics/duration-histogram.js';
import { openIncidents, type OpenIncidents } from './incidents.js';
import { endedSince, livingInstances, startedSince, type InstanceCount, type StateCount } from './instance-counts.js';
import { claimedIn, dueIn, laterIn, type Due } from './queues.js';
import { recentTallies } from './recent-tallies.js';

const MINUTE_MS = 60_000;

export interface DefinitionNow {
  readonly definition: string;
  readonly active: number;
  readonly suspended: number;
  readonly startedPerMinute: number;
  readonly completedPerMinute: number;
  readonly failedPerMinute: number;
  readonly cancelledPerMinute: number;
  /** Of those that completed in the window, ms. */
  readonly duration: Spread | null;
}

export interface ProcessesNow {
  readonly at: Date;
  readonly definitions: readonly DefinitionNow[];
  readonly incidents: { readonly open: number; readonly byNode: readonly OpenIncidents[] };
  readonly calls: Due & { readonly claimed: number; readonly waiting: number };
  readonly timers: Due;
  readonly starts: Due;
  readonly outgoing: Due;
  readonly repairs: Due;
  readonly messages: number;
}

/** How processes run now. Everything is read by an index, and grows with what is live or in the window, not with history. */
@Injectable()
export class ProcessMonitor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async look(windowMs: number): Promise<ProcessesNow> {
    const now = this.clock.now();
    const reader = await this.database.reader();
    return {
      at: now,
      definitions: await this.#definitions(reader, now, windowMs),
      incidents: { open: await reader.count(ProcessIncidentSchema), byNode: await openIncidents(reader) },
      calls: {
        ...(await dueIn(reader, 'calls', { now, unclaimed: true })),
        claimed: await claimedIn(reader, 'calls', now),
        waiting: await laterIn(reader, 'calls', now),
      },
      timers: await dueIn(reader, 'timers', { now }),
      starts: await dueIn(reader, 'starts', { now }),
      outgoing: await dueIn(reader, 'outgoing', { now }),
      repairs: await dueIn(reader, 'repairs', { now }),
      messages: await reader.countBy(ProcessMessageSchema, { expiresAt: MoreThan(now) }),
    };
  }

  async #definitions(reader: EntityManager, now: Date, windowMs: number): Promise<DefinitionNow[]> {
    const since = new Date(now.getTime() - windowMs);
    const living = await livingInstances(reader);
    const started = await startedSince(reader, since);
    const ended = await endedSince(reader, since);
    const recent = await recentTallies(reader, { since, definition: null, node: null });
    const names = [...living, ...started, ...ended].map(({ definition }) => definition);
    return [...new Set(names)].sort().map((definition) => {
      const perMinute = (counts: readonly InstanceCount[], state?: StateCount['state']) =>
        (countOf(counts, definition, state) * MINUTE_MS) / windowMs;
      return {
        definition,
        active: countOf(living, definition, 'active'),
        suspended: countOf(living, definition, 'suspended'),
        startedPerMinute: perMinute(started),
        completedPerMinute: perMinute(ended, 'completed'),
        failedPerMinute: perMinute(ended, 'failed'),
        cancelledPerMinute: perMinute(ended, 'cancelled'),
        duration: recent.get(definition)?.durations.spread() ?? null,
      };
    });
  }
}

function countOf(
  counts: readonly (InstanceCount & Partial<StateCount>)[],
  definition: string,
  state?: StateCount['state'],
): number {
  return counts.find((each) => each.definition === definition && each.state === state)?.count ?? 0;
}
