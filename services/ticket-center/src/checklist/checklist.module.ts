import { Module } from '@nestjs/common';
import { TicketTypeModule } from '../ticket-type/ticket-type.module.js';
import { ChecklistTemplateController } from './checklist-template.controller.js';
import { ChecklistTemplates } from './checklist-templates.js';
import { Checklists } from './checklist.api.js';
import { TicketChecklistController } from './ticket-checklist.controller.js';
import { TicketChecklists } from './ticket-checklists.js';

/** What has to be done for tickets, point by point. It knows of tickets no more than their ids. */
@Module({
  imports: [TicketTypeModule],
  controllers: [ChecklistTemplateController, TicketChecklistController],
  providers: [ChecklistTemplates, TicketChecklists, Checklists],
  exports: [Checklists],
})
export class ChecklistModule {}
