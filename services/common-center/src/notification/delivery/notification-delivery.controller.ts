import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NotificationDeliveries } from './deliveries.js';
import type { NotificationDeliveryRow } from './notification-delivery.schema.js';

const State = z.enum(['waiting', 'delivered', 'failed']);
const DeliveriesQuery = PageQuery.extend({ state: State.optional() });
const DeliveryView = z.object({
  id: z.uuid(),
  notificationId: z.uuid(),
  recipientId: z.string(),
  channel: z.enum(['email', 'sms', 'webhook']),
  state: State,
  attempts: z.int().describe('since it was last put on its way'),
  dueAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
const Attempt = z.object({ at: z.iso.datetime(), outcome: z.string(), tookMs: z.int() });
const DeliveryDetailView = DeliveryView.extend({ history: z.array(Attempt) });

/** What left the console; never where to, nor what it said. */
@ApiTags('notifications')
@Controller('api/v1/notification-deliveries')
export class NotificationDeliveryController {
  constructor(private readonly deliveries: NotificationDeliveries) {}

  @Get()
  @Requires('notification:configure')
  @Answers(pageOfSchema(DeliveryView))
  async listNotificationDeliveries(
    @Query({ schema: DeliveriesQuery }) { limit, cursor, state }: z.infer<typeof DeliveriesQuery>,
  ) {
    const { items, next } = await this.deliveries.list(limit, cursor, state);
    return { items: items.map(viewOf), next };
  }

  @Get(':id')
  @Requires('notification:configure')
  @Answers(DeliveryDetailView)
  async getNotificationDelivery(@Param('id') id: string) {
    const { history, ...row } = await this.deliveries.get(id);
    return { ...viewOf(row), history: history.map((each) => ({ ...each, at: each.at.toISOString() })) };
  }

  @Post(':id/replay')
  @Requires('notification:replay')
  @Answers(DeliveryView)
  async replayNotificationDelivery(@Param('id') id: string) {
    await this.deliveries.replay(id);
    return viewOf(await this.deliveries.get(id));
  }
}

function viewOf({ dueAt, createdAt, finishedAt, ...row }: NotificationDeliveryRow) {
  return {
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
