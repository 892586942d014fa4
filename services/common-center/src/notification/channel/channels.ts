import { Injectable } from '@nestjs/common';
import type { NotificationDeliveryRow } from '../delivery/notification-delivery.schema.js';
import { EmailChannel } from './email.channel.js';
import { HookChannel } from './hook.channel.js';
import type { NotificationChannel } from './notification-channel.js';
import { SmsChannel } from './sms.channel.js';

/** The channels this installation has. */
@Injectable()
export class Channels {
  constructor(
    private readonly email: EmailChannel,
    private readonly sms: SmsChannel,
    private readonly hook: HookChannel,
  ) {}

  get there(): readonly NotificationChannel[] {
    return [this.email, this.sms, this.hook].filter(({ isThere }) => isThere);
  }

  has(name: NotificationDeliveryRow['channel']): boolean {
    return this.there.some((channel) => channel.name === name);
  }
}
