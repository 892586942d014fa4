import { Module } from '@nestjs/common';
import { CloseFlowModule } from '../close-flow/close-flow.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { FormModule } from '../form/form.module.js';
import { StageFormModule } from '../stage-form/stage-form.module.js';
import { TicketTypeModule } from '../ticket-type/ticket-type.module.js';
import { AskedForms } from './asked-forms.js';
import { AnswerLookupHandler } from './commands/answer-lookup.js';
import { AskAgainHandler } from './commands/ask-again.js';
import { DiscardDraftHandler } from './commands/discard-draft.js';
import { FollowFormHandler } from './commands/follow-form.js';
import { OpenDraftHandler } from './commands/open-draft.js';
import { SaveDraftHandler } from './commands/save-draft.js';
import { FormDraftStore } from './domain/form-draft.repository.js';
import { DraftSweep } from './draft-sweep.js';
import { DraftValueReader } from './draft-values.js';
import { FormDrafts } from './form-draft.api.js';
import { FormDraftConsumer } from './form-draft.consumer.js';
import { FormDraftController } from './form-draft.controller.js';
import { DraftEnds } from './infra/draft-ends.js';
import { TypeormFormDrafts } from './infra/typeorm-form-draft.repository.js';
import { LookupAnswers } from './lookup/answer-lookup.js';
import { Lookups } from './lookup/lookups.js';
import { GetDraftHandler } from './queries/get-draft.js';
import { ListDraftsHandler } from './queries/list-drafts.js';

/** What agents have typed and not yet handed in. */
@Module({
  imports: [FormModule, TicketTypeModule, StageFormModule, CloseFlowModule, ConnectorModule],
  controllers: [FormDraftController, FormDraftConsumer],
  providers: [
    { provide: FormDraftStore, useClass: TypeormFormDrafts },
    AskedForms,
    DraftValueReader,
    DraftEnds,
    DraftSweep,
    Lookups,
    LookupAnswers,
    FormDrafts,
    OpenDraftHandler,
    SaveDraftHandler,
    FollowFormHandler,
    AskAgainHandler,
    AnswerLookupHandler,
    DiscardDraftHandler,
    GetDraftHandler,
    ListDraftsHandler,
  ],
  exports: [FormDrafts],
})
export class FormDraftModule {}
