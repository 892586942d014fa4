import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LocalDays } from '../calendar/local-days.js';
import type { Goal } from '../journey/fact.js';
import { FigureSetupSchema, type FigureSetup, type SetupContent } from './fact.schema.js';
import { FigureSettingsSchema, THE_SETTINGS } from './settings.schema.js';

/** What a queue promises that was not heard of yet: call-center's own defaults. */
const UNKNOWN_QUEUE = { serviceLevelSeconds: 20, shortAbandonSeconds: 5, product: null };

/** What figures know of queues, teams and agents; a copy, kept by events. */
@Injectable()
export class SetupBook {
  /** Older news than what is known changes nothing. */
  async note(tx: EntityManager, kind: FigureSetup['kind'], id: string, content: SetupContent, toldAt: Date) {
    const known = await tx.findOneBy(FigureSetupSchema, { kind, id });
    if (known && known.toldAt >= toldAt) return;
    if (known) await tx.update(FigureSetupSchema, { kind, id }, { content, toldAt });
    else await tx.insert(FigureSetupSchema, { kind, id, content, toldAt });
  }

  async goalOf(tx: EntityManager, queueId: string): Promise<Goal> {
    const known = await tx.findOneBy(FigureSetupSchema, { kind: 'queue', id: queueId });
    const { serviceLevelSeconds, shortAbandonSeconds, product } = { ...UNKNOWN_QUEUE, ...known?.content };
    return { withinMs: serviceLevelSeconds * 1_000, shortMs: shortAbandonSeconds * 1_000, product };
  }

  async teamOf(tx: EntityManager, agentId: string): Promise<string | null> {
    const known = await tx.findOneBy(FigureSetupSchema, { kind: 'agent', id: agentId });
    return known?.content.teamId ?? null;
  }
}

/** The tenant's days, for one who writes figures: the zone stays as it is until the transaction ends. */
export async function daysFor(tx: EntityManager, locksRows: boolean): Promise<LocalDays> {
  const lock = locksRows ? { lock: { mode: 'pessimistic_read' as const } } : {};
  const { timeZone } = await tx.findOneOrFail(FigureSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
  return LocalDays.in(timeZone);
}
