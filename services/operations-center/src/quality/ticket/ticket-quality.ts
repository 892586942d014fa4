import { ticketQualityChecked } from '#libs/contracts/operations-center/quality-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Verdict } from '../evaluation/evaluation-record.js';
import type { Commission } from '../evaluation/commission.js';
import { Evaluation } from '../evaluation/evaluation.aggregate.js';
import { Evaluations } from '../evaluation/evaluations.js';
import { judgedBy } from '../scorecard/judging.js';
import type { ScorecardVersionRow } from '../scorecard/scorecard.schema.js';
import { Scorecards } from '../scorecard/scorecards.js';
import { Deadlines } from '../settings/deadlines.js';
import { Teams } from '../subject/teams.js';
import { ticketAnswers, type ClosedTicket } from './ticket-answers.js';

/** Judges every closed ticket by what can be measured. */
@Injectable()
export class TicketQuality {
  constructor(
    private readonly database: Database,
    private readonly scorecards: Scorecards,
    private readonly evaluations: Evaluations,
    private readonly teams: Teams,
    private readonly deadlines: Deadlines,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Once by each automatic scorecard, in the version then in force. */
  async check(ticket: ClosedTicket): Promise<void> {
    await this.database.transaction(async () => {
      for (const card of await this.scorecards.automatic()) {
        const isDone = await this.evaluations.isJudged(ticket.ticketId, card.scorecardId);
        if (!isDone) await this.#judge(ticket, card);
      }
    });
  }

  async #judge(ticket: ClosedTicket, { scorecardId, number, content: { form } }: ScorecardVersionRow): Promise<void> {
    const { ticketId, assigneeId: agentId, closedAt } = ticket;
    const answers = ticketAnswers(form, ticket);
    const verdict: Verdict = { answers, judged: judgedBy(form, answers) };
    const teamId = agentId === null ? null : (await this.teams.known()).teamOf(agentId);
    const commission: Commission = {
      ...{ subject: { kind: 'ticket', id: ticketId }, agentId, teamId, channel: 'ticket' },
      ...{ finishedAt: new Date(closedAt), scorecardId, scorecardVersion: number, origin: 'computed' },
      ...{ drawId: null, twinId: null, dueAt: null },
    };
    const now = this.clock.now();
    const id = newId(now);
    await this.evaluations.add(
      Evaluation.computed(id, commission, verdict, await this.deadlines.until('appealWithin'), now),
    );
    const { total: score, passed } = verdict.judged;
    const told = outgoing(ticketQualityChecked, { checkId: id, ticketId, score, passed });
    await this.database.transaction((tx) => this.outbox.append(tx, id, now, [told]));
  }
}
