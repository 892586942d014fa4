import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { FormModule } from '../form/form.module.js';
import { TicketCategoryModule } from '../ticket-category/ticket-category.module.js';
import { ReopenWindows } from './reopen-window.js';
import { TicketTypes } from './ticket-type.api.js';
import { TicketTypeController } from './ticket-type.controller.js';
import { TicketTypeService } from './ticket-type.service.js';

@Module({
  imports: [CalendarModule, FormModule, TicketCategoryModule],
  controllers: [TicketTypeController],
  providers: [TicketTypeService, TicketTypes, ReopenWindows],
  exports: [TicketTypes, TicketTypeService],
})
export class TicketTypeModule {}
