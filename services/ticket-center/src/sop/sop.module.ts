import { Module } from '@nestjs/common';
import { ConnectorModule } from '../connector/connector.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { TicketCategoryModule } from '../ticket-category/ticket-category.module.js';
import { CaseFacts } from './case-facts.js';
import { CompleteStepHandler, GoForthHandler } from './commands/go-on.js';
import { OfferSopHandler, ReviewSopHandler } from './commands/look-after-sop.js';
import { PublishSopHandler } from './commands/publish-sop.js';
import { SaveSopDraftHandler } from './commands/save-sop-draft.js';
import { StartRunHandler } from './commands/start-run.js';
import { GoBackHandler, LeaveRunHandler, LookUpFactsHandler } from './commands/turn-back.js';
import { SopRuns } from './domain/sop-run.repository.js';
import { SopVersions } from './domain/sop-versions.js';
import { SopStore } from './domain/sop.repository.js';
import { RunEnds } from './infra/run-ends.js';
import { TypeormSopRuns } from './infra/typeorm-sop-runs.js';
import { TypeormSops, TypeormSopVersions } from './infra/typeorm-sops.js';
import { GetRunHandler, ListRunsHandler } from './queries/find-runs.js';
import { GetSopJournalHandler, GetSopVersionHandler, ListSopVersionsHandler } from './queries/find-sop-versions.js';
import { GetSopHandler, ListSopsHandler } from './queries/find-sops.js';
import { GetSopResultsHandler } from './queries/get-sop-results.js';
import { RecommendSopsHandler } from './queries/recommend-sops.js';
import { SopBook } from './sop-book.js';
import { SopCompiler } from './sop-compiler.js';
import { SopConsumer } from './sop.consumer.js';
import { SopController } from './sop.controller.js';
import { SopGuard } from './sop-guard.js';
import { SopRecommendationController } from './sop-recommendation.controller.js';
import { SopRunController } from './sop-run.controller.js';
import { SopShelf } from './sop-shelf.js';
import { SolvedRuns } from './solved-runs.api.js';
import { SopWrites } from './sop-writes.js';

/** Standard operating procedures, and how they are followed. */
@Module({
  imports: [TicketModule, TicketCategoryModule, ConnectorModule],
  controllers: [SopController, SopRunController, SopRecommendationController, SopConsumer],
  providers: [
    { provide: SopStore, useClass: TypeormSops },
    { provide: SopVersions, useClass: TypeormSopVersions },
    { provide: SopRuns, useClass: TypeormSopRuns },
    SopBook,
    SopCompiler,
    SopShelf,
    SopWrites,
    SopGuard,
    CaseFacts,
    RunEnds,
    SaveSopDraftHandler,
    PublishSopHandler,
    ReviewSopHandler,
    OfferSopHandler,
    StartRunHandler,
    CompleteStepHandler,
    GoForthHandler,
    GoBackHandler,
    LeaveRunHandler,
    LookUpFactsHandler,
    GetSopHandler,
    ListSopsHandler,
    GetSopVersionHandler,
    ListSopVersionsHandler,
    GetSopJournalHandler,
    GetSopResultsHandler,
    RecommendSopsHandler,
    GetRunHandler,
    ListRunsHandler,
    SolvedRuns,
  ],
  exports: [SolvedRuns],
})
export class SopModule {}
