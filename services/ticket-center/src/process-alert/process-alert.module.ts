import { Module } from '@nestjs/common';
import { ProcessModule } from '../process/process.module.js';
import { AlertWatch } from './alert-watch.js';
import { AlertRuleController } from './process-alert-rule.controller.js';
import { AlertRuleService } from './process-alert-rule.service.js';
import { ProcessAlertController } from './process-alert.controller.js';
import { ProcessAlerts } from './process-alerts.js';
import { KnownRoleMembers } from './role-members.js';

/** Thresholds on what is measured of processes, and who is told when they are crossed. */
@Module({
  imports: [ProcessModule],
  controllers: [AlertRuleController, ProcessAlertController],
  providers: [AlertRuleService, ProcessAlerts, KnownRoleMembers, AlertWatch],
})
export class ProcessAlertModule {}
