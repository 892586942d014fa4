import { createHmac } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { isTaken, post, type Posted } from '../../outbound/post.api.js';
import { Preferences } from '../preference/preferences.js';
import { filledJson } from '../template/filled.js';
import { NO_ADDRESS, NotificationChannel, type Message, type Sent } from './notification-channel.js';
import { SmsGateway } from './sms-gateway.js';

/**
 * By short message, through a gateway of the operator's that takes JSON. Signed like webhooks are: HMAC-SHA256 over
 * `timestamp.body`, in hexadecimal. The gateway is asked by `Idempotency-Key` to send a message once.
 */
@Injectable()
export class SmsChannel extends NotificationChannel {
  override readonly name = 'sms';

  constructor(
    private readonly preferences: Preferences,
    private readonly clock: Clock,
    private readonly gateway: SmsGateway,
  ) {
    super();
  }

  get isThere(): boolean {
    return this.gateway.url !== undefined;
  }

  async send({ id, recipientId, subject, link }: Message, stopping: AbortSignal): Promise<Sent> {
    const { phone } = await this.preferences.of(recipientId);
    const { url, secret, body: template } = this.gateway;
    if (phone === null || url === undefined) return NO_ADDRESS;
    const text = link === null ? subject : `${subject} ${link}`;
    const body = JSON.stringify(filledJson(template, { to: phone, text, id }));
    const timestamp = Math.floor(this.clock.ms() / 1_000).toString();
    const signature = createHmac('sha256', secret ?? '')
      .update(`${timestamp}.${body}`)
      .digest('hex');
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': id,
      ...(secret === undefined ? {} : { 'x-timestamp': timestamp, 'x-signature': signature }),
    };
    return sentBy(await post({ url, headers, body, stopping }));
  }
}

/** What the gateway, or a hook, refuses by 4xx it refuses again, except that it was too much or too slow. */
export function sentBy(posted: Posted): Sent {
  if (isTaken(posted)) return { delivered: true };
  const { status, failure, retryAfterMs } = posted;
  const isForNow = status === null || status >= 500 || status === 408 || status === 429;
  return { delivered: false, permanent: !isForNow, code: failure ?? `http-${status}`, retryAfterMs };
}
