import { Clock } from '#libs/kernel/clock';
import { judge } from '#libs/process-engine/expression/condition';
import { conjunctsOf } from '#libs/process-engine/expression/conjuncts';
import { Injectable } from '@nestjs/common';
import { TicketRecords, type TicketFacts } from '../../ticket/ticket.api.js';
import { plannedChanges } from '../action/planned-changes.js';
import { Rules } from '../rule/rules.js';
import type { DryRunBody, Tried } from './dry-run.dto.js';

const TIME_ZONE = 'UTC';

/** What a rule would do, without doing it. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly rules: Rules,
    private readonly records: TicketRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws TicketNotFound, and what the rule would be refused for */
  async try({ rule, tickets, event }: DryRunBody): Promise<Tried[]> {
    await this.rules.refuse(rule);
    const parts = conjunctsOf(rule.condition).map(({ expression }) => expression);
    const moment = { now: this.clock.now(), timeZone: TIME_ZONE };
    return (await this.#tickets(tickets)).map((ticket) => {
      const known = { ...ticket, event };
      const judged = parts.map((part) => ({ part: part.text, ...judge(part, known, moment) }));
      const matches = judged.every(({ outcome }) => outcome === 'holds');
      return {
        ticketId: ticket.id,
        matches,
        why: judged.map(({ part, outcome: holds, ...rest }) => ({
          ...{ part, holds },
          message: 'message' in rest ? rest.message : null,
        })),
        changes: matches ? plannedChanges(rule.actions, ticket, known, moment) : [],
      };
    });
  }

  async #tickets(which: DryRunBody['tickets']): Promise<TicketFacts[]> {
    if ('newest' in which) return this.records.newest(which.newest);
    return Promise.all(which.ids.map((id) => this.records.facts(id)));
  }
}
