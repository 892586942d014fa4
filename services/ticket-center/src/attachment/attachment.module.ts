import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { LiveValue } from '#libs/discovery/config/live-value';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { TicketModule } from '../ticket/ticket.module.js';
import { AttachmentContentController } from './attachment-content.controller.js';
import { AttachmentFiles } from './attachment-files.js';
import { attachmentsSetting } from '#libs/contracts/settings/ticket-attachments';
import { AttachmentQuota } from './attachment-quota.js';
import { ATTACHMENT_RULES } from './attachment-rules.js';
import { Attachments } from './attachment.api.js';
import { AttachmentController } from './attachment.controller.js';
import { AttachmentObjects } from './content/attachment-objects.js';
import { AttachmentStore } from './domain/attachment.repository.js';
import { TypeormAttachments } from './infra/typeorm-attachment.repository.js';
import { NamedScanner } from './scan/named-scanner.js';
import { VirusScanner } from './scan/virus-scanner.js';
import { PersonAttachments } from './person-attachments.js';
import { AttachmentSweep } from './sweep/attachment-sweep.js';
import { Uploads } from './uploads.js';

/** Files on tickets. */
@Module({
  imports: [TicketModule],
  controllers: [AttachmentController, AttachmentContentController],
  providers: [
    { provide: AttachmentStore, useClass: TypeormAttachments },
    { provide: VirusScanner, useClass: NamedScanner },
    {
      provide: ATTACHMENT_RULES,
      useFactory: (centre: ConfigCentre, logger: Logger) => new LiveValue(centre, attachmentsSetting, logger),
      inject: [ConfigCentre, LOGGER],
    },
    AttachmentObjects,
    AttachmentQuota,
    Uploads,
    AttachmentFiles,
    AttachmentSweep,
    PersonAttachments,
    Attachments,
  ],
  exports: [Attachments],
})
export class AttachmentModule {}
