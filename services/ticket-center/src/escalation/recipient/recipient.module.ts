import { Module } from '@nestjs/common';
import { DutyModule } from '../../duty/duty.module.js';
import { Recipients } from '../recipients.api.js';
import { ResponsibleController } from './responsible.controller.js';
import { ResponsiblePeople } from './responsible-people.js';

@Module({
  imports: [DutyModule],
  controllers: [ResponsibleController],
  providers: [ResponsiblePeople, Recipients],
  exports: [Recipients],
})
export class RecipientModule {}
