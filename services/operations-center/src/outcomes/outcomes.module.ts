import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { RosteringModule } from '../rostering/rostering.module.js';
import { OutcomeController } from './answers/outcome.controller.js';
import { OutcomeReader } from './answers/outcome-reader.js';
import { OutcomeReports } from './answers/outcome-reports.js';
import { OutcomeContactsConsumer } from './outcome-contacts.consumer.js';
import { OutcomeTicketsConsumer } from './outcome-tickets.consumer.js';
import { OutcomeBook } from './outcomes.api.js';
import { OutcomeWriter } from './rows/outcome-writer.js';
import { OutcomeSettingsController } from './settings/outcome-settings.controller.js';
import { OutcomeSettingsBook } from './settings/outcome-settings.js';
import { Tenures } from './tenure/tenures.js';

@Module({
  imports: [FiguresModule, RosteringModule],
  controllers: [OutcomeController, OutcomeSettingsController, OutcomeContactsConsumer, OutcomeTicketsConsumer],
  providers: [OutcomeWriter, OutcomeReader, OutcomeReports, OutcomeSettingsBook, Tenures, OutcomeBook],
  exports: [OutcomeBook],
})
export class OutcomesModule {}
