import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Replays } from './delivery/replays.js';
import { DeliveryQueries } from './queries/delivery-queries.js';
import * as dto from './webhook.dto.js';

@ApiTags('webhooks')
@Controller('api/v1')
export class WebhookDeliveryController {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly replays: Replays,
  ) {}

  @Get('webhook-endpoints/:id/deliveries')
  @Requires('webhook:read')
  @Answers(dto.DeliveryPage)
  listWebhookDeliveries(@Param('id') id: string, @Query({ schema: dto.DeliveriesQuery }) query: dto.DeliveriesQuery) {
    return this.queries.list(id, query);
  }

  @Get('webhook-deliveries/:id')
  @Requires('webhook:read')
  @Answers(dto.DeliveryDetailView)
  getWebhookDelivery(@Param('id') id: string) {
    return this.queries.get(id);
  }

  /** Those that are finished, all failed ones unless said otherwise. */
  @Post('webhook-endpoints/:id/replays')
  @Requires('webhook:replay')
  @Audited()
  @Answers(dto.ReplayView)
  async replayWebhookDeliveries(@Param('id') id: string, @Body({ schema: dto.ReplayBody }) body: dto.ReplayBody) {
    return { replayed: await this.replays.range(id, body) };
  }

  /** None when it waits anyway. */
  @Post('webhook-deliveries/:id/replay')
  @Requires('webhook:replay')
  @Audited()
  @Answers(dto.ReplayView)
  async replayWebhookDelivery(@Param('id') id: string) {
    await this.queries.get(id);
    return { replayed: await this.replays.one(id) };
  }
}
