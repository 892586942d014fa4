import type { Json } from '#libs/process-engine/model/expression';
import { z } from 'zod';
import { action, BuiltInConnector, Connector } from '../connector/connector.api.js';
import { Recommendations } from './recommendations.js';

const Ticket = z.object({ ticketId: z.uuid() });
const PROCESS = 'process';

/** For processes that decide by it, e.g. whether a ticket is solved and closed by itself. */
@Connector('recommendations')
export class RecommendationsForProcesses extends BuiltInConnector {
  constructor(private readonly recommendations: Recommendations) {
    super();
  }

  override readonly actions = {
    recommend: action(Ticket, ({ ticketId }) => this.#first(ticketId)),
  };

  /** Of each the likeliest, with its confidence; null: nothing was learnt yet. */
  async #first(ticketId: string): Promise<Json> {
    const { ticketType, solution, sop, likeCases } = await this.recommendations.give({ ticketId }, PROCESS);
    const first = (learnt: typeof ticketType) => {
      const [choice] = learnt?.choices ?? [];
      return choice ? { label: choice.label, confidence: choice.confidence } : null;
    };
    const [like] = likeCases;
    const likeCase = like ? { solution: like.solution, likeness: like.likeness } : null;
    return { ticketType: first(ticketType), solution: first(solution), sop: first(sop), likeCase };
  }
}
