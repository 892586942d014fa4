import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { RuleFiringSchema } from './run.schema.js';

/** So many rules may fire at a ticket by what began with one event; what comes of the last is left to people. */
export const MOST_DEPTH = 8;
/** Of one rule on one ticket in an hour: loops that go through other systems carry no causes. */
const MOST_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/** What led to something: the event that began it, then the rules that fired, by id. */
export type Chain = readonly [root: string, ...rules: string[]];

/** Keeps rules from firing for ever. */
@Injectable()
export class LoopGuard {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Rules that fired at the ticket by what began with the same event, in whatever order their own events come. */
  async firedBefore(ticketId: string, [root]: Chain): Promise<Set<string>> {
    const fired = await (await this.database.reader()).findBy(RuleFiringSchema, { ticketId, root });
    return new Set(fired.map(({ rule }) => rule));
  }

  /** Null: it may fire. @param fired rules that fired at the ticket by the same beginning */
  async refusal(
    rule: string,
    ticketId: string,
    chain: Chain,
    fired: ReadonlySet<string>,
  ): Promise<'own-consequence' | 'too-often' | null> {
    if (fired.has(rule) || chain.includes(rule)) return 'own-consequence';
    const at = MoreThan(new Date(this.clock.ms() - HOUR_MS));
    const lately = await (await this.database.reader()).countBy(RuleFiringSchema, { rule, ticketId, at });
    return lately >= MOST_AN_HOUR ? 'too-often' : null;
  }
}
