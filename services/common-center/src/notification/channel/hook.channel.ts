import { Injectable } from '@nestjs/common';
import { OutsidePost } from '../../outbound/outside-post.api.js';
import { Hooks } from '../hook/hooks.js';
import { filledJson } from '../template/filled.js';
import { NO_ADDRESS, NotificationChannel, type Message, type Sent } from './notification-channel.js';
import { sentBy } from './sms.channel.js';

/** To a URL somebody, or a team, named: never to an address inside. */
@Injectable()
export class HookChannel extends NotificationChannel {
  override readonly name = 'webhook';
  override readonly isThere = true;

  constructor(
    private readonly hooks: Hooks,
    private readonly outside: OutsidePost,
  ) {
    super();
  }

  async send({ id, hookId, subject, text, link }: Message, stopping: AbortSignal): Promise<Sent> {
    const hook = await this.hooks.find(hookId);
    if (!hook) return NO_ADDRESS;
    const body = JSON.stringify(filledJson(hook.body, { id, subject, text, link: link ?? '' }));
    const headers = { 'content-type': 'application/json', 'idempotency-key': id };
    return sentBy(await this.outside.post({ url: hook.url, headers, body, stopping }));
  }
}
