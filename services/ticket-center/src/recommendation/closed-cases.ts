import type { Example } from '#libs/recommendation/text-model';
import { wordsOf } from '#libs/recommendation/words';
import { Injectable } from '@nestjs/common';
import { SolvedRuns } from '../sop/solved-runs.api.js';
import { TicketCases, wordingOf, type TicketCase } from '../ticket/ticket-cases.api.js';
import { SUBJECTS, type RecommendedSubject } from './recommendation.schema.js';

/** The newest: what was asked long ago is asked no longer. */
const MOST = 2_000;
/** A label that fewer cases have is not learnt. */
const LEAST = 3;
const LONGEST_LABEL = 300;

export interface ClosedCase extends Example {
  readonly id: string;
}

/** What closed tickets teach: their words, with what became of them; the oldest first. */
@Injectable()
export class ClosedCases {
  constructor(
    private readonly tickets: TicketCases,
    private readonly runs: SolvedRuns,
  ) {}

  async all(): Promise<ReadonlyMap<RecommendedSubject, ClosedCase[]>> {
    const tickets = (await this.tickets.closed(MOST)).reverse();
    const sops = await this.runs.of(tickets.map(({ id }) => id));
    const labelled = (labelOf: (ticket: TicketCase) => string | null | undefined) => {
      const cases = tickets.flatMap((ticket) => {
        const label = labelOf(ticket);
        return label ? [{ id: ticket.id, text: wordingOf(ticket), label }] : [];
      });
      const counts = Map.groupBy(cases, ({ label }) => label);
      return cases.filter(({ label }) => counts.get(label)!.length >= LEAST);
    };
    const labels: Record<RecommendedSubject, (ticket: TicketCase) => string | null | undefined> = {
      'ticket-type': ({ ticketType }) => ticketType,
      solution: ({ solution }) => solution && kindOf(solution),
      sop: ({ id }) => sops.get(id),
    };
    return new Map(SUBJECTS.map((subject) => [subject, labelled(labels[subject])]));
  }
}

/** A solution without its numbers, amounts and names of things: what is said of every such case. */
export function kindOf(solution: string): string {
  return wordsOf(solution).join(' ').slice(0, LONGEST_LABEL);
}
