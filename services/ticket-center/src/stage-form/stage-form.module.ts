import { Module } from '@nestjs/common';
import { FormModule } from '../form/form.module.js';
import { GetStageFormsHandler } from './get-stage-forms.js';
import { SpecialData } from './special-data.api.js';
import { StageForms } from './stage-form.api.js';
import { StageFormController } from './stage-form.controller.js';

/** The forms each ticket was opened with, and what is special to its type. */
@Module({
  imports: [FormModule],
  controllers: [StageFormController],
  providers: [StageForms, SpecialData, GetStageFormsHandler],
  exports: [StageForms, SpecialData],
})
export class StageFormModule {}
