import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { LiveValue } from '#libs/discovery/config/live-value';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AutomationModule } from '../automation/automation.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { BulkActionController } from './bulk-action.controller.js';
import { bulkReach } from './bulk-reach.js';
import { BulkActions } from './bulk-actions.js';
import { BulkDeeds } from './bulk-deeds.js';
import { bulkActionsSetting } from '#libs/contracts/settings/bulk-actions';
import { BULK_SETTINGS } from './bulk-settings.js';
import { BulkWorker } from './bulk-worker.js';

/** One thing done with many tickets, in the background. */
@Module({
  imports: [TicketModule, AutomationModule],
  controllers: [BulkActionController],
  providers: [
    {
      provide: BULK_SETTINGS,
      useFactory: (centre: ConfigCentre, logger: Logger) => new LiveValue(centre, bulkActionsSetting, logger),
      inject: [ConfigCentre, LOGGER],
    },
    bulkReach,
    BulkActions,
    BulkDeeds,
    BulkWorker,
  ],
})
export class BulkActionModule {}
