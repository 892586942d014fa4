import { Module } from '@nestjs/common';
import { ContactDirectory } from '../contact/contact.api.js';
import { PreCheckRules } from '../pre-check-rule/pre-check-rule.api.js';
import { CloseInteractionEventHandler } from './commands/close-interaction-event.js';
import { LinkContactHandler } from './commands/link-contact.js';
import { NoteTicketClosedHandler } from './commands/note-ticket-closed.js';
import { NoteTicketOpenedHandler } from './commands/note-ticket-opened.js';
import { PreCheckInteractionEventHandler } from './commands/pre-check-interaction-event.js';
import { RecordInteractionEventHandler } from './commands/record-interaction-event.js';
import { DemandDesk } from './demand-desk.api.js';
import { InteractionEvents } from './domain/interaction-event.repository.js';
import { TypeormInteractionEvents } from './infra/typeorm-interaction-event.repository.js';
import { InteractionEventConsumer } from './interaction-event.consumer.js';
import { InteractionEventController } from './interaction-event.controller.js';
import { GetInteractionEventHandler } from './queries/get-interaction-event.js';
import { ListInteractionEventsHandler } from './queries/list-interaction-events.js';

@Module({
  controllers: [InteractionEventController, InteractionEventConsumer],
  providers: [
    { provide: InteractionEvents, useClass: TypeormInteractionEvents },
    ContactDirectory,
    PreCheckRules,
    DemandDesk,
    RecordInteractionEventHandler,
    LinkContactHandler,
    PreCheckInteractionEventHandler,
    CloseInteractionEventHandler,
    NoteTicketOpenedHandler,
    NoteTicketClosedHandler,
    GetInteractionEventHandler,
    ListInteractionEventsHandler,
  ],
  exports: [DemandDesk],
})
export class InteractionEventModule {}
