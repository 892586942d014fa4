import { MailFailure } from '#libs/mail/mail-failure';
import type { SmtpSender } from '#libs/mail/smtp-sender';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Preferences } from '../preference/preferences.js';
import { NO_ADDRESS, NotificationChannel, type Message, type Sent } from './notification-channel.js';

/** By e-mail, where the environment says from whom and through which server. */
export class EmailChannel extends NotificationChannel implements OnModuleDestroy {
  override readonly name = 'email';

  /** @param sender undefined: the installation has no server */
  constructor(
    private readonly preferences: Preferences,
    private readonly from: string,
    private readonly sender: SmtpSender | undefined,
  ) {
    super();
  }

  get isThere(): boolean {
    return this.sender !== undefined;
  }

  onModuleDestroy(): void {
    this.sender?.close();
  }

  /** A mail program shows a message id once: one that was sent and not recorded comes under the same. */
  async send({ id, recipientId, subject, text, link }: Message): Promise<Sent> {
    const { email } = await this.preferences.of(recipientId);
    if (email === null || !this.sender) return NO_ADDRESS;
    try {
      await this.sender.send({
        from: { address: this.from },
        to: [{ address: email }],
        subject,
        text: link === null ? text : `${text}\n\n${link}`,
        messageId: `<${id}@${this.from.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { delivered: true };
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      return { delivered: false, permanent: error.permanent, code: error.reason };
    }
  }
}
