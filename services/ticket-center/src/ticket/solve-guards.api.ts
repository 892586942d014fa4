import { Injectable } from '@nestjs/common';
import { Checklists } from '../checklist/checklist.api.js';
import { CLOSING, StageForms } from '../stage-form/stage-form.api.js';
import type { Missing } from './domain/relation/missing.js';

export type { Missing } from './domain/relation/missing.js';

type Guard = (ticketId: string) => Promise<readonly Missing[]>;

/** What of other contexts has to be done before a ticket is solved; each says what it still misses. */
@Injectable()
export class SolveGuards {
  readonly #guards: Guard[] = [];

  constructor(
    private readonly stages: StageForms,
    private readonly checklists: Checklists,
  ) {}

  add(guard: Guard): void {
    this.#guards.push(guard);
  }

  /** All of it. @param asked whether the form of the closing stage has to have been filled in */
  async missing(ticketId: string, { asked = true } = {}): Promise<Missing[]> {
    const form = { field: 'form', message: `Fill in the form of the stage ${CLOSING}.` };
    const unanswered = asked && (await this.stages.isMissing(ticketId, CLOSING)) ? [form] : [];
    const unchecked = await this.checklists.missing(ticketId);
    const others = await Promise.all(this.#guards.map((guard) => guard(ticketId)));
    return [...unanswered, ...unchecked, ...others.flat()];
  }
}
