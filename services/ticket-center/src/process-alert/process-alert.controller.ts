import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlertPage, AlertView, ListAlertsQuery } from './process-alert.dto.js';
import type { Alert } from './process-alert.schema.js';
import { ProcessAlerts } from './process-alerts.js';

const ME = 'me';

@ApiTags('process alerts')
@Controller('api/v1/process-alerts')
export class ProcessAlertController {
  constructor(private readonly alerts: ProcessAlerts) {}

  /** Those that are raised and those that were, the newest first; with `recipient=me` one's own. */
  @Get()
  @Requires('process-alert:read')
  @Answers(AlertPage)
  async listProcessAlerts(@Query({ schema: ListAlertsQuery }) { recipient, ...query }: ListAlertsQuery) {
    const whose = recipient === ME ? actor() : recipient;
    const { items, next } = await this.alerts.list({ ...query, ...(whose !== undefined && { recipient: whose }) });
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Requires('process-alert:read')
  @Answers(AlertView)
  async getProcessAlert(@Param('id') id: string) {
    return view(await this.alerts.get(id));
  }
}

function view({ watched, recipients: { accounts, role }, measured, ...alert }: Alert) {
  const { metric, definition, node, comparison, value: threshold } = watched;
  return {
    ...alert,
    ...{ metric, definition, node, comparison, threshold },
    value: measured.raised,
    clearedValue: measured.cleared,
    recipients: { accounts: [...accounts], role },
    raisedAt: alert.raisedAt.toISOString(),
    clearedAt: alert.clearedAt?.toISOString() ?? null,
  };
}
