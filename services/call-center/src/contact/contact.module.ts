import { Module } from '@nestjs/common';
import { ConnectContactHandler } from './commands/connect-contact.js';
import { EndContactHandler } from './commands/end-contact.js';
import { IdentifyContactHandler } from './commands/identify-contact.js';
import { StartContactHandler } from './commands/start-contact.js';
import { ContactDesk } from './contact-desk.api.js';
import { ContactController } from './contact.controller.js';
import { Contacts } from './domain/contact.repository.js';
import { TypeormContacts } from './infra/typeorm-contact.repository.js';
import { GetContactHandler } from './queries/get-contact.js';
import { ListContactsHandler } from './queries/list-contacts.js';

@Module({
  controllers: [ContactController],
  providers: [
    { provide: Contacts, useClass: TypeormContacts },
    ContactDesk,
    StartContactHandler,
    IdentifyContactHandler,
    ConnectContactHandler,
    EndContactHandler,
    GetContactHandler,
    ListContactsHandler,
  ],
  exports: [ContactDesk],
})
export class ContactModule {}
