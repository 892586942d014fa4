import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CloseInteractionEvent } from './commands/close-interaction-event.js';
import { LinkContact } from './commands/link-contact.js';
import { PreCheckInteractionEvent } from './commands/pre-check-interaction-event.js';
import { RecordInteractionEvent } from './commands/record-interaction-event.js';
import {
  InteractionEventFilter,
  InteractionEventPage,
  InteractionEventReceipt,
  InteractionEventView,
  LinkContactBody,
  PreCheckView,
  RecordInteractionEventBody,
} from './interaction-event.dto.js';
import { GetInteractionEvent } from './queries/get-interaction-event.js';
import { ListInteractionEvents } from './queries/list-interaction-events.js';

@ApiTags('interaction events')
@Controller('api/v1/interaction-events')
export class InteractionEventController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  @Post()
  @Requires('interaction-event:record')
  @Answers(InteractionEventReceipt, 201)
  recordInteractionEvent(
    @Body({ schema: RecordInteractionEventBody }) { contactIds, ...input }: RecordInteractionEventBody,
  ) {
    return this.commands.execute(new RecordInteractionEvent(contactIds, input));
  }

  @Post(':id/contacts')
  @Requires('interaction-event:link')
  @Answers(null)
  linkContact(@Param('id') id: string, @Body({ schema: LinkContactBody }) { contactId }: LinkContactBody) {
    return this.commands.execute(new LinkContact(id, contactId));
  }

  @Post(':id/pre-check')
  @Requires('interaction-event:pre-check')
  @Answers(PreCheckView)
  preCheckInteractionEvent(@Param('id') id: string) {
    return this.commands.execute(new PreCheckInteractionEvent(id));
  }

  @Post(':id/close')
  @Requires('interaction-event:close')
  @Answers(null)
  closeInteractionEvent(@Param('id') id: string) {
    return this.commands.execute(new CloseInteractionEvent(id));
  }

  @Get(':id')
  @Requires('interaction-event:read')
  @Answers(InteractionEventView)
  async getInteractionEvent(@Param('id') id: string) {
    return this.queries.execute(new GetInteractionEvent(id, await this.circles.reachedWith('interaction-event:read')));
  }

  @Get()
  @Requires('interaction-event:read')
  @Answers(InteractionEventPage)
  async listInteractionEvents(@Query({ schema: InteractionEventFilter }) filter: InteractionEventFilter) {
    const circle = await this.circles.reachedWith('interaction-event:read');
    return this.queries.execute(new ListInteractionEvents(filter, circle));
  }
}
