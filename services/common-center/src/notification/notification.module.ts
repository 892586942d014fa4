import { SmtpSender } from '#libs/mail/smtp-sender';
import { Module } from '@nestjs/common';
import { config } from '../config.js';
import { OutboundModule } from '../outbound/outbound.module.js';
import { Channels } from './channel/channels.js';
import { EmailChannel } from './channel/email.channel.js';
import { HookChannel } from './channel/hook.channel.js';
import { SmsChannel } from './channel/sms.channel.js';
import { SmsGateway } from './channel/sms-gateway.js';
import { smtpSettings } from './channel/smtp-url.js';
import { ChannelLanes } from './delivery/channel-lanes.js';
import { NotificationDeliveries } from './delivery/deliveries.js';
import { NotificationDeliveryController } from './delivery/notification-delivery.controller.js';
import { NotificationLog } from './delivery/notification-log.js';
import { NotificationMetrics } from './delivery/notification-metrics.js';
import { OldNotifications } from './delivery/old-notifications.js';
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
    {
      provide: EmailChannel,
      useFactory: (preferences: Preferences) => {
        const { NOTIFICATION_SENDER: from, NOTIFICATION_SMTP_URL: url } = config();
        return new EmailChannel(preferences, from, url === undefined ? undefined : new SmtpSender(smtpSettings(url)));
      },
      inject: [Preferences],
    },
    {
      provide: SmsGateway,
      useFactory: () => {
        const { SMS_GATEWAY_URL: url, SMS_GATEWAY_SECRET: secret, SMS_GATEWAY_BODY: body } = config();
        return new SmsGateway(url, secret, body);
      },
    },
    ...[SmsChannel, HookChannel, Channels],
    ...[
      NotificationLog,
      ChannelLanes,
      NotificationRounds,
      NotificationMetrics,
      NotificationDeliveries,
      OldNotifications,
    ],
  ],
})
export class NotificationModule {}
