import { Module } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { AgentModule } from '../agent/agent.module.js';
import { ContactModule } from '../contact/contact.module.js';
import { Consents } from '../consent/consent.api.js';
import { DoNotCall } from '../do-not-call/do-not-call.api.js';
import { NumberZones } from '../number-zone/number-zone.api.js';
import { Queues } from '../queue/queue.api.js';
import { Teams } from '../team/team.api.js';
import { AttemptController } from './attempt.controller.js';
import { attemptReach } from './attempt-reach.js';
import { CampaignConsumer } from './campaign.consumer.js';
import { CampaignController } from './campaign.controller.js';
import { CampaignStaff } from './campaign-staff.js';
import { CloseTaskRecordsHandler } from './commands/close-task-records.js';
import { DialPreviewHandler } from './commands/dial-preview.js';
import { DisposeAttemptHandler } from './commands/dispose-attempt.js';
import { DraftCampaignHandler } from './commands/draft-campaign.js';
import { ExpectTaskHandler } from './commands/expect-task.js';
import { ImportRecordsHandler } from './commands/import-records.js';
import { MoveCampaignHandler } from './commands/move-campaign.js';
import { RedefineCampaignHandler } from './commands/redefine-campaign.js';
import { ReportProgressHandler } from './commands/report-progress.js';
import { SkipPreviewHandler } from './commands/skip-preview.js';
import { AttemptEnds } from './dialing/attempt-ends.js';
import { AttemptSweep } from './dialing/attempt-sweep.js';
import { CampaignAgents } from './dialing/campaign-agents.js';
import { CampaignCalls } from './dialing/campaign-calls.js';
import { CampaignDialer } from './dialing/campaign-dialer.js';
import { CampaignFloor } from './dialing/campaign-floor.js';
import { CampaignMetrics } from './dialing/campaign-metrics.js';
import { DialRound } from './dialing/dial-round.js';
import { Dialling } from './dialing/dialling.js';
import { PreviewRound } from './dialing/preview-round.js';
import { RecordImports } from './dialing/record-imports.js';
import { SwitchTelephony } from './dialing/switch-telephony.js';
import { TelephonyLine } from './dialing/telephony-line.js';
import { Attempts } from './domain/attempt.repository.js';
import { Campaigns } from './domain/campaign.repository.js';
import { DialRecords } from './domain/dial-record.repository.js';
import { PacingMemories } from './domain/pacing/pacing-memories.js';
import { Telephony } from './domain/telephony.js';
import { TypeormAttempts } from './infra/typeorm-attempt.repository.js';
import { TypeormCampaigns } from './infra/typeorm-campaign.repository.js';
import { TypeormDialRecords } from './infra/typeorm-dial-record.repository.js';
import { TypeormPacingMemories } from './infra/typeorm-pacing-memories.js';
import { PreviewController } from './preview.controller.js';
import { GetAttemptHandler, ListAttemptsHandler } from './queries/find-attempts.js';
import { GetCampaignHandler, ListCampaignsHandler } from './queries/find-campaigns.js';
import { GetRecordHandler, ListPreviewsHandler, ListRecordsHandler } from './queries/find-records.js';
import { GetImportHandler } from './queries/get-import.js';
import { GetStandingHandler } from './queries/get-standing.js';

/** Calls the organisation makes itself. */
@Module({
  imports: [AgentModule, ContactModule],
  // `attempts` before any id.
  controllers: [AttemptController, CampaignController, PreviewController, CampaignConsumer],
  providers: [
    { provide: Campaigns, useClass: TypeormCampaigns },
    attemptReach,
    { provide: DialRecords, useClass: TypeormDialRecords },
    { provide: Attempts, useClass: TypeormAttempts },
    { provide: PacingMemories, useClass: TypeormPacingMemories },
    TelephonyLine,
    { provide: Telephony, useExisting: TelephonyLine },
    ...[AgentAssignments, Queues, Teams, DoNotCall, Consents, NumberZones],
    CampaignStaff,
    CampaignMetrics,
    CampaignFloor,
    Dialling,
    PreviewRound,
    DialRound,
    AttemptEnds,
    AttemptSweep,
    CampaignAgents,
    SwitchTelephony,
    CampaignCalls,
    CampaignDialer,
    RecordImports,
    DraftCampaignHandler,
    RedefineCampaignHandler,
    MoveCampaignHandler,
    ImportRecordsHandler,
    ExpectTaskHandler,
    CloseTaskRecordsHandler,
    ReportProgressHandler,
    DisposeAttemptHandler,
    DialPreviewHandler,
    SkipPreviewHandler,
    GetCampaignHandler,
    ListCampaignsHandler,
    GetStandingHandler,
    GetImportHandler,
    GetRecordHandler,
    ListRecordsHandler,
    ListPreviewsHandler,
    GetAttemptHandler,
    ListAttemptsHandler,
  ],
  exports: [TelephonyLine],
})
export class CampaignModule {}
