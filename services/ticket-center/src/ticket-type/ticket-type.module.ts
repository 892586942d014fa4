import { Module } from '@nestjs/common';
import { FormModule } from '../form/form.module.js';
import { TicketCategoryModule } from '../ticket-category/ticket-category.module.js';
import { TicketTypes } from './ticket-type.api.js';
import { TicketTypeController } from './ticket-type.controller.js';
import { TicketTypeService } from './ticket-type.service.js';

@Module({
  imports: [FormModule, TicketCategoryModule],
  controllers: [TicketTypeController],
  providers: [TicketTypeService, TicketTypes],
  exports: [TicketTypes, TicketTypeService],
})
export class TicketTypeModule {}
