import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { LocalDays } from '../calendar/local-days.js';
import type { Goal } from '../journey/fact.js';
import { FigureSetupSchema, type FigureSetup, type SetupContent } from './fact.schema.js';
import { FigureSettingsSchema, THE_SETTINGS } from './settings.schema.js';

/** What a queue promises that was not heard of yet: call-center's own defaults. */
const UNKNOWN_QUEUE = { serviceLevelSeconds: 20, shortAbandonSeconds: 5, product: null };

/** What is known of some queues and agents. */
export class KnownSetup {
  readonly #contents: ReadonlyMap<string, SetupContent>;

  constructor(rows: readonly FigureSetup[]) {
    this.#contents = new Map(rows.map(({ kind, id, content }) => [`${kind}/${id}`, content]));
  }

  goalOf(queueId: string): Goal {
    const known = this.#contents.get(`queue/${queueId}`);
    const { serviceLevelSeconds, shortAbandonSeconds, product } = { ...UNKNOWN_QUEUE, ...known };
    return { withinMs: serviceLevelSeconds * 1_000, shortMs: shortAbandonSeconds * 1_000, product };
  }

  teamOf(agentId: string): string | null {
    return this.#contents.get(`agent/${agentId}`)?.teamId ?? null;
  }

  skillsOf(agentId: string): Readonly<Record<string, number>> {
    return this.#contents.get(`agent/${agentId}`)?.skills ?? {};
  }
}

/** What figures know of queues, teams, agents and what they serve; a copy, kept by events. */
@Injectable()
export class SetupBook {
  /** Older news than what is known changes nothing. */
  async note(tx: EntityManager, { kind, id, content, toldAt }: FigureSetup): Promise<void> {
    const known = await tx.findOneBy(FigureSetupSchema, { kind, id });
    if (known && known.toldAt >= toldAt) return;
    if (known) await tx.update(FigureSetupSchema, { kind, id }, { content, toldAt });
    else await tx.insert(FigureSetupSchema, { kind, id, content, toldAt });
  }

  /** Of these queues and agents. */
  async of(tx: EntityManager, queueIds: readonly string[], agentIds: readonly string[]): Promise<KnownSetup> {
    const wanted = [
      { kind: 'queue' as const, id: In([...new Set(queueIds)]) },
      { kind: 'agent' as const, id: In([...new Set(agentIds)]) },
    ].filter((_, index) => [queueIds, agentIds][index]!.length > 0);
    return new KnownSetup(wanted.length === 0 ? [] : await tx.findBy(FigureSetupSchema, wanted));
  }
}

/** The tenant's days, for one who writes figures: the zone stays as it is until the transaction ends. */
export async function daysFor(tx: EntityManager, locksRows: boolean): Promise<LocalDays> {
  const lock = locksRows ? { lock: { mode: 'pessimistic_read' as const } } : {};
  const { timeZone } = await tx.findOneOrFail(FigureSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
  return LocalDays.in(timeZone);
}
