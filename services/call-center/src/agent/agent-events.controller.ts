import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Controller, Get, Headers, Sse, type MessageEvent } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { AgentView } from './agent.dto.js';
import { GetAgent } from './queries/get-agent.js';
import { AgentStreams } from './streams/agent-streams.js';

const Offers = z.object({ items: AgentView.shape.offers });

/** What agents hear of themselves. */
@ApiTags('agents')
@Controller('api/v1/agents/me')
export class AgentEventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly streams: AgentStreams,
  ) {}

  /** Contacts that wait for the caller to accept or decline them. */
  @Get('offers')
  @Requires('agent:self')
  @Answers(Offers)
  async listMyOffers() {
    return { items: (await this.queries.execute(new GetAgent(actor()))).offers };
  }

  /** Offers and states as they happen. The first event is `agent`, the whole of it; who names the last one heard gets what came after. */
  @Sse('events', { maxPendingDataLength: 256 * 1024 })
  @Requires('agent:self')
  @ApiHeader({ name: 'last-event-id', required: false })
  @Streams('Each event with its id, its type and its data as JSON')
  streamMyEvents(@Headers('last-event-id') lastEventId?: string): Observable<MessageEvent> {
    return this.streams.of(actor(), lastEventId);
  }
}
