import { Module } from '@nestjs/common';
import { WrapUpCodes } from '../wrap-up-code/wrap-up-code.api.js';
import { AcceptOfferHandler } from './commands/accept-offer.js';
import { AnswerHelpHandler } from './commands/answer-help.js';
import { AskForHelpHandler } from './commands/ask-for-help.js';
import { ConnectContactHandler } from './commands/connect-contact.js';
import { DeclineOfferHandler } from './commands/decline-offer.js';
import { EndContactHandler } from './commands/end-contact.js';
import { HoldContactHandler } from './commands/hold-contact.js';
import { IdentifyContactHandler } from './commands/identify-contact.js';
import { QueueContactHandler } from './commands/queue-contact.js';
import { ResumeContactHandler } from './commands/resume-contact.js';
import { StartContactHandler } from './commands/start-contact.js';
import { TakeContactHandler } from './commands/take-contact.js';
import { TransferContactHandler } from './commands/transfer-contact.js';
import { WrapUpContactHandler } from './commands/wrap-up-contact.js';
import { ContactDesk } from './contact-desk.api.js';
import { ContactController } from './contact.controller.js';
import { Contacts } from './domain/contact.repository.js';
import { TypeormContacts } from './infra/typeorm-contact.repository.js';
import { GetContactHandler } from './queries/get-contact.js';
import { ListContactsHandler } from './queries/list-contacts.js';
import { RoutedContacts } from './routed-contacts.api.js';

@Module({
  controllers: [ContactController],
  providers: [
    { provide: Contacts, useClass: TypeormContacts },
    ContactDesk,
    StartContactHandler,
    IdentifyContactHandler,
    ConnectContactHandler,
    EndContactHandler,
    QueueContactHandler,
    AcceptOfferHandler,
    DeclineOfferHandler,
    HoldContactHandler,
    ResumeContactHandler,
    TakeContactHandler,
    TransferContactHandler,
    WrapUpContactHandler,
    AskForHelpHandler,
    AnswerHelpHandler,
    WrapUpCodes,
    RoutedContacts,
    GetContactHandler,
    ListContactsHandler,
  ],
  exports: [ContactDesk, RoutedContacts],
})
export class ContactModule {}
