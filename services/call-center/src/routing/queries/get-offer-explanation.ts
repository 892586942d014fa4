import { explainOffer } from '#libs/contact-routing/replay';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RoutingLog } from '../log/routing-log.js';
import { RoutingDecisionSchema } from '../log/routing-log.schema.js';
import { OfferNotFound } from '../routing.errors.js';
import type { OfferExplanation } from './routing-explanation.dto.js';

export class GetOfferExplanation extends Query<OfferExplanation> {
  constructor(
    readonly contactId: string,
    /** Of the contact's offers, from 1. */
    readonly number: number,
  ) {
    super();
  }
}

/** Decides the offer again, with everybody there was then: every agent, and the rule that excluded each. */
@QueryHandler(GetOfferExplanation)
export class GetOfferExplanationHandler implements IQueryHandler<GetOfferExplanation> {
  constructor(
    private readonly database: Database,
    private readonly log: RoutingLog,
  ) {}

  async execute({ contactId, number }: GetOfferExplanation): Promise<OfferExplanation> {
    const reservationId = `${contactId}/${number}`;
    const db = await this.database.reader();
    const where = { contactId, reservationId, type: 'offer-made' };
    const made = await db.findOneBy(RoutingDecisionSchema, where);
    const explanation = made && (await this.#explain(made.seq, reservationId));
    if (!explanation) throw new OfferNotFound('There is no such offer, or it is too long ago.', { contactId, number });
    const { runnersUp, agents, ...rest } = explanation;
    return { ...rest, runnersUp: [...runnersUp], ...(agents && { agents: [...agents] }) };
  }

  async #explain(seq: number, reservationId: string) {
    const begin = await this.log.snapshotAt(seq - 1);
    const recorded = await this.log.after(begin.seq, seq - begin.seq);
    return explainOffer(begin.snapshot, recorded, reservationId);
  }
}
