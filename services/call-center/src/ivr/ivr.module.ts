import { InterfaceCalls } from '#libs/web/outside/interface-calls';
import { Module } from '@nestjs/common';
import { ContactDirectory } from '../contact/contact.api.js';
import { ContactModule } from '../contact/contact.module.js';
import { InteractionEventModule } from '../interaction-event/interaction-event.module.js';
import { Queues } from '../queue/queue.api.js';
import { RecordingDirectory } from '../recording/recording-directory.api.js';
import { PublishFlowHandler } from './commands/publish-flow.js';
import { RollBackFlowHandler } from './commands/roll-back-flow.js';
import { CreateFlowHandler, ReplaceFlowDraftHandler } from './commands/save-flow.js';
import { StartSessionHandler } from './commands/start-session.js';
import { TakeStepHandler } from './commands/take-step.js';
import { ContactQueue } from './contact-queue.js';
import { ConnectorCalls } from './dialogue/connector-calls.js';
import { Dialogue } from './dialogue/dialogue.js';
import { Identification } from './dialogue/identification.js';
import { IvrMetrics } from './dialogue/ivr-metrics.js';
import { LocalEffects } from './dialogue/local-effects.js';
import { OutsideEffects } from './dialogue/outside-effects.js';
import { StartedCalls } from './dialogue/started-calls.js';
import { IvrFlows } from './domain/ivr-flow.repository.js';
import { IvrSessions } from './domain/ivr-session.repository.js';
import { FlowChecks } from './flow/flow-checks.js';
import { FlowVersions } from './flow/flow-versions.js';
import { IvrSeed } from './flow/ivr-seed.js';
import { KeptRequests } from './infra/kept-requests.js';
import { TypeormIvrFlows } from './infra/typeorm-ivr-flow.repository.js';
import { TypeormIvrSessions } from './infra/typeorm-ivr-session.repository.js';
import { IvrConsumer } from './ivr.consumer.js';
import { IvrFlowController } from './ivr-flow.controller.js';
import { IvrSessionController } from './ivr-session.controller.js';
import { GetFlowHandler, ListFlowsHandler } from './queries/find-flows.js';
import { GetFlowVersionHandler, ListFlowVersionsHandler } from './queries/find-flow-versions.js';
import { GetFlowStatisticsHandler } from './queries/get-flow-statistics.js';
import { GetSessionHandler } from './queries/get-session.js';
import { EntryPoints } from './setup/entry-points.js';
import { IvrConnectors } from './setup/ivr-connectors.js';
import { IvrSetupController } from './setup/ivr-setup.controller.js';
import { IvrSweep } from './sweep/ivr-sweep.js';
import { OldSessions } from './sweep/old-sessions.js';

/** Dialogues with callers before, and often instead of, people. */
@Module({
  imports: [ContactModule, InteractionEventModule],
  controllers: [IvrFlowController, IvrSessionController, IvrSetupController, IvrConsumer],
  providers: [
    { provide: IvrFlows, useClass: TypeormIvrFlows },
    { provide: IvrSessions, useClass: TypeormIvrSessions },
    { provide: ContactQueue, useClass: KeptRequests },
    ContactDirectory,
    Queues,
    RecordingDirectory,
    FlowChecks,
    FlowVersions,
    EntryPoints,
    IvrConnectors,
    InterfaceCalls,
    IvrSeed,
    IvrMetrics,
    Identification,
    ConnectorCalls,
    OutsideEffects,
    LocalEffects,
    StartedCalls,
    Dialogue,
    IvrSweep,
    OldSessions,
    CreateFlowHandler,
    ReplaceFlowDraftHandler,
    PublishFlowHandler,
    RollBackFlowHandler,
    StartSessionHandler,
    TakeStepHandler,
    ListFlowsHandler,
    GetFlowHandler,
    ListFlowVersionsHandler,
    GetFlowVersionHandler,
    GetFlowStatisticsHandler,
    GetSessionHandler,
  ],
  exports: [IvrSeed],
})
export class IvrModule {}
