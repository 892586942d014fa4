import { Clock } from '#libs/kernel/clock';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Alerts } from '../domain/alert.repository.js';
import { Reaches } from '../figure/reach.js';
import { AlertPage, AlertsQuery, AlertView, HistoryView, SnoozeBody } from './alert.dto.js';
import { FindAlerts } from './find-alerts.js';

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertController {
  constructor(
    private readonly alerts: Alerts,
    private readonly find: FindAlerts,
    private readonly reaches: Reaches,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  @Get()
  @Requires('alert:read')
  @Answers(AlertPage)
  async listAlerts(@Query({ schema: AlertsQuery }) query: AlertsQuery) {
    return this.find.list(query, await this.reaches.of('alert:read'));
  }

  @Get(':id')
  @Requires('alert:read')
  @Answers(AlertView)
  async getAlert(@Param('id') id: string) {
    return this.find.get(id, await this.reaches.of('alert:read'));
  }

  /** Who was told when, and who did what. */
  @Get(':id/history')
  @Requires('alert:read')
  @Answers(HistoryView)
  async getAlertHistory(@Param('id') id: string) {
    return { items: await this.find.history(id, await this.reaches.of('alert:read')) };
  }

  /** Somebody looks after it: nobody else is told. */
  @Post(':id/acknowledge')
  @Requires('alert:handle')
  @Answers(AlertView)
  async acknowledgeAlert(@Param('id') id: string) {
    const reach = await this.reaches.of('alert:handle');
    await this.find.get(id, reach);
    await this.alerts.update(id, (alert) => alert.acknowledge(actor(), this.clock.now()));
    return this.find.get(id, reach);
  }

  /** Nobody is told until then. */
  @Post(':id/snooze')
  @Requires('alert:handle')
  @Answers(AlertView)
  async snoozeAlert(@Param('id') id: string, @Body({ schema: SnoozeBody }) { until }: SnoozeBody) {
    const reach = await this.reaches.of('alert:handle');
    await this.find.get(id, reach);
    await this.alerts.update(id, (alert) => alert.snooze(new Date(until), actor(), this.clock.now()));
    return this.find.get(id, reach);
  }
}
