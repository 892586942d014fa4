import { newId } from '#libs/kernel/id';
import type { EntityManager } from 'typeorm';
import { AutomationRunSchema, RuleFiringSchema, type AutomationRunRow, type Look } from './run.schema.js';

/** Of rules that did not match, so many are kept by name: the first. */
const MOST_UNMATCHED = 50;

/** What a run writes down of itself. */
export class RunRecord {
  readonly #began = performance.now();
  readonly #looks: Look[] = [];
  #unmatched = 0;
  #stoppedBy: string | null = null;

  constructor(
    private readonly of: Pick<AutomationRunRow, 'ticketId' | 'trigger' | 'cause' | 'root' | 'depth' | 'at'>,
  ) {}

  add(look: Look): void {
    if (look.outcome === 'not-matched') this.#unmatched += 1;
    if (look.outcome !== 'not-matched' || this.#unmatched <= MOST_UNMATCHED) this.#looks.push(look);
  }

  stop(by: string): void {
    this.#stoppedBy = by;
  }

  has(rule: string, outcome: Look['outcome']): boolean {
    return this.#looks.some((look) => look.rule === rule && look.outcome === outcome);
  }

  /** Where no rule was looked at, there is nothing to tell. */
  async keep(tx: EntityManager): Promise<void> {
    const told = this.#looks.filter(({ outcome }) => outcome !== 'not-matched');
    const lookedAt = told.length + this.#unmatched;
    if (lookedAt === 0 && this.#stoppedBy === null) return;
    const { ticketId, root, at } = this.of;
    const id = newId(at);
    const matched = told.filter(({ outcome }) => outcome === 'matched');
    const row: Readonly<Record<string, unknown>> = {
      ...{ id, ...this.of },
      ...{ lookedAt, matched: matched.length, looks: this.#looks, stoppedBy: this.#stoppedBy },
      tookMs: Math.round(performance.now() - this.#began),
    } satisfies AutomationRunRow;
    await tx.insert(AutomationRunSchema, row);
    if (matched.length === 0) return;
    const firings = matched.map(({ rule }) => ({ rule, run: id, ticketId, root, at }));
    await tx.insert(RuleFiringSchema, firings);
  }
}
