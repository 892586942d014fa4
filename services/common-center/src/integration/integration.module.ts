import { Module } from '@nestjs/common';
import { SealedSecrets } from '../identity/secrets/sealed-secrets.api.js';
import { OutboundModule } from '../outbound/outbound.module.js';
import { InterfaceAlarmWatch } from './alarm/alarm-watch.js';
import { InterfaceAlarms } from './alarm/interface-alarms.js';
import { InterfaceBreakers } from './alarm/interface-breakers.js';
import { AnswerCache } from './call/answer-cache.js';
import { InterfacePolicies } from './call/interface-policies.js';
import { OAuthTokens } from './call/oauth-tokens.js';
import { OperationCalls } from './call/operation-calls.js';
import { OutsideCalls } from './call/outside-calls.js';
import { Quotas } from './call/quotas.js';
import { Recordings } from './call/recordings.js';
import { TestConsole } from './call/test-console.js';
import { ImportOperationsHandler } from './commands/import-operations.js';
import { PublishInterfaceHandler } from './commands/publish-interface.js';
import { RegisterInterfaceHandler, ReplaceInterfaceDraftHandler } from './commands/save-interface.js';
import { SetInterfaceSecretHandler } from './commands/set-interface-secret.js';
import { RollBackInterfaceHandler, SwitchInterfaceModeHandler } from './commands/steer-interface.js';
import { InterfaceChecks } from './document/interface-checks.js';
import { InterfaceVersions } from './document/interface-versions.js';
import { PublishedInterfaces } from './document/published-interfaces.js';
import { OutsideInterfaces } from './domain/outside-interface.repository.js';
import { TypeormOutsideInterfaces } from './infra/typeorm-outside-interface.repository.js';
import { InterfaceCallController } from './interface-call.controller.js';
import { InterfaceController } from './interface.controller.js';
import { InterfaceDesk } from './interface-desk.api.js';
import { InterfaceInternalController } from './interface-internal.controller.js';
import { InterfaceLogController } from './interface-log.controller.js';
import { CallLog } from './log/call-log.js';
import { CallMeasures } from './log/call-measures.js';
import { CallQueries } from './log/call-queries.js';
import { InterfaceFigureReader } from './log/interface-figures.js';
import { OldInterfaceCalls } from './log/old-calls.js';
import { InterfaceQueries } from './queries/find-interfaces.js';
import { InterfaceSecrets } from './secret/interface-secrets.js';

/** Systems outside: how they are asked, and what became of it. */
@Module({
  imports: [OutboundModule],
  controllers: [InterfaceCallController, InterfaceController, InterfaceLogController, InterfaceInternalController],
  providers: [
    { provide: OutsideInterfaces, useClass: TypeormOutsideInterfaces },
    SealedSecrets,
    InterfaceSecrets,
    InterfaceChecks,
    InterfaceVersions,
    PublishedInterfaces,
    InterfacePolicies,
    OAuthTokens,
    OutsideCalls,
    Recordings,
    Quotas,
    AnswerCache,
    OperationCalls,
    TestConsole,
    InterfaceDesk,
    CallLog,
    CallMeasures,
    CallQueries,
    OldInterfaceCalls,
    InterfaceAlarms,
    InterfaceAlarmWatch,
    InterfaceBreakers,
    InterfaceFigureReader,
    RegisterInterfaceHandler,
    ReplaceInterfaceDraftHandler,
    ImportOperationsHandler,
    PublishInterfaceHandler,
    RollBackInterfaceHandler,
    SwitchInterfaceModeHandler,
    SetInterfaceSecretHandler,
    InterfaceQueries,
  ],
  exports: [InterfaceDesk],
})
export class IntegrationModule {}
