import { Module } from '@nestjs/common';
import { MessageTemplates } from './message-template.api.js';
import { MessageTemplateController } from './message-template.controller.js';
import { MessageTemplateService } from './message-template.service.js';

@Module({
  controllers: [MessageTemplateController],
  providers: [MessageTemplateService, MessageTemplates],
  exports: [MessageTemplateService, MessageTemplates],
})
export class MessageTemplateModule {}
