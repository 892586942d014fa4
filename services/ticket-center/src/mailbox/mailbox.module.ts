import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { LiveValue } from '#libs/discovery/config/live-value';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { TicketTypeModule } from '../ticket-type/ticket-type.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { Bounces } from './incoming/bounces.js';
import { CustomerOfSender } from './incoming/customer-of-sender.js';
import { IncomingMailController } from './incoming/incoming-mail.controller.js';
import { IncomingMails } from './incoming/incoming-mails.js';
import { MailHandling } from './incoming/mail-handling.js';
import { MailParts } from './incoming/mail-parts.js';
import { MailRounds } from './incoming/mail-rounds.js';
import { MailStore } from './incoming/mail-store.js';
import { PersonMails } from './incoming/person-mails.js';
import { MailToTicket } from './incoming/mail-to-ticket.js';
import { MailboxReader } from './incoming/mailbox-reader.js';
import { MailMetrics } from './mail-metrics.js';
import { MailReplies } from './outgoing/mail-replies.js';
import { MailSending } from './outgoing/mail-sending.js';
import { MailboxConsumer } from './outgoing/mailbox.consumer.js';
import { OutgoingMailController } from './outgoing/outgoing-mail.controller.js';
import { OutgoingMailList } from './outgoing/outgoing-mail-list.js';
import { OutgoingMails } from './outgoing/outgoing-mails.js';
import { MailConnections } from './settings/mail-connections.js';
import { MailHosts } from './settings/mail-hosts.js';
import { mailSetting } from '#libs/contracts/settings/mail';
import { MAIL_LIMITS } from './settings/mail-limits.js';
import { MailboxSecrets } from './settings/mailbox-secrets.js';
import { MailboxController } from './settings/mailbox.controller.js';
import { Mailboxes } from './settings/mailboxes.js';
import { MailThreads } from './thread/mail-threads.js';
import { ThreadTokens } from './thread/thread-tokens.js';

/** Tickets that are made and continued by mail. */
@Module({
  imports: [TicketModule, TicketTypeModule],
  controllers: [MailboxController, IncomingMailController, OutgoingMailController, MailboxConsumer],
  providers: [
    {
      provide: MAIL_LIMITS,
      useFactory: (centre: ConfigCentre, logger: Logger) => new LiveValue(centre, mailSetting, logger),
      inject: [ConfigCentre, LOGGER],
    },
    Mailboxes,
    MailboxSecrets,
    MailHosts,
    MailConnections,
    ThreadTokens,
    MailThreads,
    MailStore,
    MailParts,
    CustomerOfSender,
    Bounces,
    MailToTicket,
    MailHandling,
    MailboxReader,
    MailRounds,
    IncomingMails,
    PersonMails,
    OutgoingMails,
    MailReplies,
    MailSending,
    OutgoingMailList,
    MailMetrics,
  ],
})
export class MailboxModule {}
