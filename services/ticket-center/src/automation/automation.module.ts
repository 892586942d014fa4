import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { MessageTemplateModule } from '../message-template/message-template.module.js';
import { ProcessDefinitionModule } from '../process-definition/process-definition.module.js';
import { ProcessModule } from '../process/process.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { ActionChecks } from './action/action-checks.js';
import { AutomationCalls } from './action/automation-calls.js';
import { TicketActions } from './action/ticket-actions.js';
import { AutomationConsumer } from './automation.consumer.js';
import { DryRunController } from './dry-run/dry-run.controller.js';
import { DryRuns } from './dry-run/dry-runs.js';
import { AgentTeams } from './macro/agent-teams.js';
import { MacroUse } from './macro/macro.api.js';
import { MacroController } from './macro/macro.controller.js';
import { Macros } from './macro/macros.js';
import { RuleController } from './rule/rule.controller.js';
import { Rules } from './rule/rules.js';
import { LoopGuard } from './run/loop-guard.js';
import { OldRuns } from './run/old-runs.js';
import { RuleRuns } from './run/rule-runs.js';
import { RunController } from './run/run.controller.js';
import { Runs } from './run/runs.js';

/** What is done with tickets by rules, and what agents do with them in one go. */
@Module({
  imports: [
    CalendarModule,
    ConnectorModule,
    MessageTemplateModule,
    ProcessDefinitionModule,
    ProcessModule,
    TicketModule,
    TicketTimerModule,
  ],
  controllers: [DryRunController, RuleController, RunController, MacroController, AutomationConsumer],
  providers: [
    ActionChecks,
    AutomationCalls,
    TicketActions,
    Rules,
    RuleRuns,
    LoopGuard,
    Runs,
    OldRuns,
    DryRuns,
    AgentTeams,
    Macros,
    MacroUse,
  ],
  exports: [MacroUse],
})
export class AutomationModule {}
