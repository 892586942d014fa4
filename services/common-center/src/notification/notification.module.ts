import { Module } from '@nestjs/common';
import { OutboundModule } from '../outbound/outbound.module.js';
import { Channels } from './channel/channels.js';
import { EmailChannel } from './channel/email.channel.js';
import { HookChannel } from './channel/hook.channel.js';
import { SmsChannel } from './channel/sms.channel.js';
import { ChannelLanes } from './delivery/channel-lanes.js';
import { NotificationDeliveries } from './delivery/deliveries.js';
import { NotificationDeliveryController } from './delivery/notification-delivery.controller.js';
import { NotificationLog } from './delivery/notification-log.js';
import { NotificationMetrics } from './delivery/notification-metrics.js';
import { NotificationRounds } from './delivery/notification-rounds.js';
import { FeedController } from './feed/feed.controller.js';
import { FeedStreams } from './feed/feed-streams.js';
import { Feeds } from './feed/feeds.js';
import { HookController } from './hook/hook.controller.js';
import { Hooks } from './hook/hooks.js';
import { NotificationConsumer } from './notification.consumer.js';
import { Notifier } from './notifier.js';
import { PreferenceController } from './preference/preference.controller.js';
import { Preferences } from './preference/preferences.js';
import { KnownTickets } from './recipients/known-tickets.js';
import { Recipients } from './recipients/recipients.js';
import { TemplateController } from './template/template.controller.js';
import { Templates } from './template/templates.js';

/** What people are told, where and when. */
@Module({
  imports: [OutboundModule],
  controllers: [
    FeedController,
    PreferenceController,
    TemplateController,
    HookController,
    NotificationDeliveryController,
    NotificationConsumer,
  ],
  providers: [
    ...[KnownTickets, Recipients, Preferences, Templates, Hooks, Notifier],
    ...[Feeds, FeedStreams],
    ...[EmailChannel, SmsChannel, HookChannel, Channels],
    ...[NotificationLog, ChannelLanes, NotificationRounds, NotificationMetrics, NotificationDeliveries],
  ],
})
export class NotificationModule {}
