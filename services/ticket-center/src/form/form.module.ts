import { Module } from '@nestjs/common';
import { ConnectorModule } from '../connector/connector.module.js';
import { PromoteFormHandler, RollBackFormHandler, WithdrawFormHandler } from './commands/end-form-rollout.js';
import { PublishFormDraftHandler, PublishFormHandler } from './commands/publish-form.js';
import { ChangeFormRolloutHandler, StartFormRolloutHandler } from './commands/roll-out-form.js';
import { SaveFormDraftHandler } from './commands/save-form-draft.js';
import { FormDefinitions } from './domain/form-definition.repository.js';
import { FormVersions } from './domain/form-versions.js';
import { FormCompiler } from './form-compiler.js';
import { FormRollouts } from './form-rollouts.js';
import { FormRolloutController } from './form-rollout.controller.js';
import { FormWrites } from './form-writes.js';
import { Forms } from './form.api.js';
import { FormController } from './form.controller.js';
import { HouseForms } from './house-forms.js';
import { TypeormFormDefinitions } from './infra/typeorm-form-definition.repository.js';
import { TypeormFormVersions } from './infra/typeorm-form-versions.js';
import { GetFormVersionHandler, ListFormVersionsHandler } from './queries/find-form-versions.js';
import { GetFormDraftHandler, GetFormHandler, ListFormsHandler } from './queries/find-forms.js';
import { GetFormJournalHandler } from './queries/get-form-journal.js';

/** What people are asked at their work. */
@Module({
  imports: [ConnectorModule],
  controllers: [FormController, FormRolloutController],
  providers: [
    { provide: FormDefinitions, useClass: TypeormFormDefinitions },
    { provide: FormVersions, useClass: TypeormFormVersions },
    Forms,
    FormRollouts,
    FormCompiler,
    FormWrites,
    HouseForms,
    SaveFormDraftHandler,
    PublishFormDraftHandler,
    PublishFormHandler,
    StartFormRolloutHandler,
    ChangeFormRolloutHandler,
    PromoteFormHandler,
    WithdrawFormHandler,
    RollBackFormHandler,
    ListFormsHandler,
    GetFormHandler,
    GetFormDraftHandler,
    ListFormVersionsHandler,
    GetFormVersionHandler,
    GetFormJournalHandler,
  ],
  exports: [Forms, HouseForms],
})
export class FormModule {}
