import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { TicketCases, wordingOf } from '../ticket/ticket-cases.api.js';
import { LikeCases } from './like-cases.js';
import type { RecommendationView, RecommendBody } from './recommendation.dto.js';
import { RecommendationSchema, SUBJECTS, type RecommendedSubject, type Said } from './recommendation.schema.js';
import { ServingModels } from './serving-models.js';

const SHOWN = 3;
const DAY_MS = 86_400_000;
/** Feedback comes within days; the models' counts stay. */
const KEPT_DAYS = 90;

/** What the words of a request say: learnt from this tenant's closed tickets, and kept without the words. */
@Injectable()
export class Recommendations {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketCases,
    private readonly models: ServingModels,
    private readonly like: LikeCases,
    private readonly clock: Clock,
  ) {}

  /** @throws TicketNotFound */
  async give({ ticketId, text }: RecommendBody, to: string): Promise<RecommendationView> {
    const ticket = ticketId === undefined ? null : await this.tickets.get(ticketId);
    const words = [ticket && wordingOf(ticket), text].filter((each) => each).join('\n');
    const [ticketType, solution, sop] = await Promise.all(SUBJECTS.map((subject) => this.#ask(subject, words)));
    const likeCases = (await this.like.nearest(words)).filter((each) => each.ticketId !== ticketId);
    const givenAt = this.clock.now();
    const id = newId(givenAt);
    const said = [ticketType, solution, sop].flatMap((each, place) => saidOf(SUBJECTS[place]!, each ?? null));
    const row = { id, ticketId: ticketId ?? null, givenTo: to, givenAt, said };
    await this.database.transaction((tx) => tx.insert(RecommendationSchema, row));
    return {
      ...{ id, ticketType: ticketType ?? null, solution: solution ?? null, sop: sop ?? null },
      likeCases: likeCases.map((each) => ({ ...each, words: [...each.words] })),
    };
  }

  /** What was given long ago. */
  async forgetOld(): Promise<void> {
    const until = new Date(this.clock.ms() - KEPT_DAYS * DAY_MS);
    await this.database.transaction((tx) => tx.delete(RecommendationSchema, { givenAt: LessThan(until) }));
  }

  async #ask(subject: RecommendedSubject, text: string): Promise<RecommendationView['ticketType']> {
    const answer = await this.models.ask(subject, text);
    if (!answer) return null;
    const choices = answer.ranked.slice(0, SHOWN).map((each) => ({ ...each, words: [...each.words] }));
    return { modelVersion: answer.version, choices };
  }
}

function saidOf(subject: RecommendedSubject, learnt: RecommendationView['ticketType']): Said[] {
  const [first] = learnt?.choices ?? [];
  if (!learnt || !first) return [];
  return [{ subject, modelVersion: learnt.modelVersion, label: first.label, confidence: first.confidence }];
}
