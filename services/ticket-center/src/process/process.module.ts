import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { LiveValue } from '#libs/discovery/config/live-value';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { ProcessDefinitionModule } from '../process-definition/process-definition.module.js';
import { WorkItemFeedModule } from '../work-item/work-item-feed.module.js';
import { ArchiveMetrics } from './archive/archive-metrics.js';
import { archiveSetting } from '#libs/contracts/settings/process-archive';
import { ARCHIVE_SETTINGS } from './archive/archive-settings.js';
import { ArchiveSweep } from './archive/archive-sweep.js';
import { ArchiveWorkers } from './archive/archive-workers.js';
import { ArchivedPersons } from './archive/archived-persons.js';
import { Archiver } from './archive/archiver.js';
import { StoredInstances } from './stored/stored-instances.js';
import { ProcessInputController } from './process-input.controller.js';
import { Processes } from './process.api.js';
import { CallbackAddresses } from './callbacks/callback-addresses.js';
import { CallbackController } from './callbacks/callback.controller.js';
import { CallbackTokens } from './callbacks/callback-tokens.js';
import { Callbacks } from './callbacks/callbacks.js';
import { publicOriginSetting } from '#libs/contracts/settings/public-origin';
import { PUBLIC_ORIGIN } from './callbacks/public-origin.js';
import { DiscardedMessageController } from './discarded/discarded-message.controller.js';
import { DiscardedMessages } from './discarded/discarded-messages.js';
import { MigrationController } from './migration/migration.controller.js';
import { Migrations } from './migration/migrations.js';
import { ProcessMetrics } from './monitoring/process-metrics.js';
import { ProcessMonitor } from './monitoring/process-monitor.js';
import { ProcessMonitoringController } from './monitoring/process-monitoring.controller.js';
import { ProcessMeasures } from './process-measures.api.js';
import { HeatMapController } from './records/heat-map.controller.js';
import { HeatMaps } from './records/heat-maps.js';
import { InstanceRecords } from './records/instance-records.js';
import { ProcessInstanceController } from './records/process-instance.controller.js';
import { OperationWorker } from './repair/operation-worker.js';
import { ProcessOperationController } from './repair/process-operation.controller.js';
import { ProcessOperations } from './repair/process-operations.js';
import { ProcessRepairController } from './repair/process-repair.controller.js';
import { Repairs } from './repair/repairs.js';
import { EngineRules } from './run/engine-rules.js';
import { GroupTransaction } from './run/group-transaction.js';
import { KnownModels } from './run/known-models.js';
import { Rules } from './run/rules.js';
import { Runtime } from './run/runtime.js';
import { StatisticFold } from './statistics/statistic-fold.js';
import { KnownStartsModule } from './starts/known-starts.module.js';
import { TimedStarts } from './starts/timed-starts.js';
import { RecordedInstances } from './what-if/recorded-instances.js';
import { WhatIfController } from './what-if/what-if.controller.js';
import { WhatIfs } from './what-if/what-ifs.js';
import { CallMaker } from './workers/call-maker.js';
import { CallWorker } from './workers/call-worker.js';
import { Claims } from './workers/claims.js';
import { DeferredStarts } from './workers/deferred-starts.js';
import { MessageRouter } from './workers/message-router.js';
import { OldCommands } from './workers/old-commands.js';
import { OutgoingWorker } from './workers/outgoing-worker.js';
import { ProcessWorkers } from './workers/process-workers.js';
import { ReadCache } from './workers/read-cache.js';
import { SentMessages } from './workers/sent-messages.js';
import { TimerWorker } from './workers/timer-worker.js';

/** Processes that run. */
@Module({
  imports: [CalendarModule, ProcessDefinitionModule, WorkItemFeedModule, ConnectorModule, KnownStartsModule],
  controllers: [
    ProcessInputController,
    DiscardedMessageController,
    ProcessInstanceController,
    HeatMapController,
    ProcessMonitoringController,
    ProcessRepairController,
    ProcessOperationController,
    MigrationController,
    WhatIfController,
    CallbackController,
  ],
  providers: [
    { provide: Rules, useClass: EngineRules },
    KnownModels,
    GroupTransaction,
    Runtime,
    Claims,
    TimerWorker,
    OldCommands,
    OutgoingWorker,
    CallMaker,
    CallWorker,
    ReadCache,
    MessageRouter,
    SentMessages,
    DiscardedMessages,
    DeferredStarts,
    TimedStarts,
    StatisticFold,
    InstanceRecords,
    HeatMaps,
    ProcessMonitor,
    ProcessMetrics,
    ProcessMeasures,
    Repairs,
    ProcessOperations,
    OperationWorker,
    Migrations,
    RecordedInstances,
    WhatIfs,
    {
      provide: PUBLIC_ORIGIN,
      useFactory: (centre: ConfigCentre, logger: Logger) => new LiveValue(centre, publicOriginSetting, logger),
      inject: [ConfigCentre, LOGGER],
    },
    CallbackTokens,
    CallbackAddresses,
    Callbacks,
    ProcessWorkers,
    Processes,
    StoredInstances,
    Archiver,
    ArchivedPersons,
    ArchiveSweep,
    ArchiveMetrics,
    ArchiveWorkers,
    {
      provide: ARCHIVE_SETTINGS,
      useFactory: (centre: ConfigCentre, logger: Logger) => new LiveValue(centre, archiveSetting, logger),
      inject: [ConfigCentre, LOGGER],
    },
  ],
  exports: [Processes, ProcessMeasures],
})
export class ProcessModule {}
