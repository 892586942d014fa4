import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { FormModule } from '../form/form.module.js';
import { ServiceTargetModule } from '../service-target/service-target.module.js';
import { KnownStartsModule } from '../process/starts/known-starts.module.js';
import { PromoteCandidateHandler, WithdrawCandidateHandler } from './commands/end-rollout.js';
import { PublishDraftHandler } from './commands/publish-draft.js';
import { RollBackHandler } from './commands/roll-back.js';
import { ChangeRolloutHandler, StartRolloutHandler } from './commands/roll-out.js';
import { CreateDraftHandler, ReplaceDraftHandler } from './commands/save-draft.js';
import { Definitions } from './domain/process-definition.repository.js';
import { Drafts } from './domain/process-draft.repository.js';
import { ProcessVersions } from './domain/process-versions.js';
import { TypeormDefinitions } from './infra/typeorm-process-definition.repository.js';
import { TypeormDrafts } from './infra/typeorm-process-draft.repository.js';
import { TypeormProcessVersions } from './infra/typeorm-process-versions.js';
import { DraftModels } from './draft-models.api.js';
import { HouseProcesses } from './house-processes.js';
import { ModelCache } from './model-cache.js';
import { ProcessCompiler } from './process-compiler.js';
import { ProcessDefinitions } from './process-definition.api.js';
import { ProcessDefinitionController } from './process-definition.controller.js';
import { ProcessDraftController } from './process-draft.controller.js';
import { ProcessVersionController } from './process-version.controller.js';
import { GetDefinitionHandler, ListDefinitionsHandler } from './queries/find-definitions.js';
import { GetVersionFilesHandler, GetVersionHandler, ListVersionsHandler } from './queries/find-versions.js';
import { GetDiffHandler } from './queries/get-diff.js';
import { GetDraftFilesHandler, GetDraftHandler } from './queries/get-draft.js';
import { GetParallelProposalsHandler } from './queries/get-parallel-proposals.js';
import { GetRolloutJournalHandler } from './queries/get-rollout-journal.js';
import { ListDraftsHandler } from './queries/list-drafts.js';
import { RolloutCache } from './rollout-cache.js';

/** Processes as they are designed, published and rolled out. */
@Module({
  imports: [CalendarModule, KnownStartsModule, ConnectorModule, FormModule, ServiceTargetModule],
  controllers: [ProcessDraftController, ProcessDefinitionController, ProcessVersionController],
  providers: [
    { provide: Drafts, useClass: TypeormDrafts },
    { provide: Definitions, useClass: TypeormDefinitions },
    { provide: ProcessVersions, useClass: TypeormProcessVersions },
    ProcessDefinitions,
    ProcessCompiler,
    DraftModels,
    ModelCache,
    RolloutCache,
    HouseProcesses,
    CreateDraftHandler,
    ReplaceDraftHandler,
    PublishDraftHandler,
    StartRolloutHandler,
    ChangeRolloutHandler,
    PromoteCandidateHandler,
    WithdrawCandidateHandler,
    RollBackHandler,
    GetDraftHandler,
    GetDraftFilesHandler,
    ListDraftsHandler,
    GetParallelProposalsHandler,
    GetDefinitionHandler,
    ListDefinitionsHandler,
    GetRolloutJournalHandler,
    GetVersionHandler,
    GetVersionFilesHandler,
    ListVersionsHandler,
    GetDiffHandler,
  ],
  exports: [DraftModels, HouseProcesses, ProcessDefinitions],
})
export class ProcessDefinitionModule {}
