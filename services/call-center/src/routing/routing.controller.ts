import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { GetOfferExplanation } from './queries/get-offer-explanation.js';
import { GetRouting } from './queries/get-routing.js';
import { GetWaitingTime } from './queries/get-waiting-time.js';
import { OfferExplanation, RoutingOfContact, WaitingTime } from './queries/routing-explanation.dto.js';

const OfferNumber = z.coerce.number().int().min(1);

/** Why this agent, why not that one, and how long still. */
@ApiTags('contacts')
@Controller('api/v1/contacts')
export class RoutingController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/waiting')
  @Requires('contact:read')
  @Answers(WaitingTime)
  getWaitingTime(@Param('id') id: string) {
    return this.queries.execute(new GetWaitingTime(id));
  }

  /** Why the contact is where it is now, and all decisions about it. */
  @Get(':id/routing')
  @Requires('contact:read')
  @Answers(RoutingOfContact)
  getContactRouting(@Param('id') id: string) {
    return this.queries.execute(new GetRouting(id));
  }

  /** An offer decided again, with what stood in the way of every agent there was then. */
  @Get(':id/routing/offers/:number')
  @Requires('contact:read')
  @Answers(OfferExplanation)
  explainOffer(@Param('id') id: string, @Param('number', { schema: OfferNumber }) number: number) {
    return this.queries.execute(new GetOfferExplanation(id, number));
  }
}
