import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SmtpSender } from '#libs/mail/smtp-sender';
import { LocalMail, type MailAccount } from '#libs/testing/real-parts/local-mail';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import type { Preferences } from '../preference/preferences.js';
import { EmailChannel } from './email.channel.js';
import { smtpSettings } from './smtp-url.js';

const message = { id: 'd-1', recipientId: 'mia', hookId: '', subject: '工单 T-1 已分派给您', text: '请处理。' };
const link = 'https://acme.example/tickets/1';

const reading = (email: string | null) => ({ of: () => Promise.resolve({ email }) }) as unknown as Preferences;

describeReal('mail', 'a notification by e-mail', () => {
  const server = new LocalMail();
  let mia: MailAccount;
  let sender: SmtpSender;

  beforeAll(async () => {
    mia = await server.account('mia');
    sender = new SmtpSender(smtpSettings(`smtp://${server.host}:${server.smtpPort}`));
  });
  afterAll(async () => {
    sender.close();
    await server.dispose();
  });

  const channel = (email: string | null) => new EmailChannel(reading(email), 'switchboard@acme.example', sender);

  it('arrives with words and link, under an id of its own, and says that nobody need answer', async () => {
    expect(await channel(mia.address).send({ ...message, link })).toEqual({ delivered: true });
    const [source] = await server.messages(mia);
    expect(source).toContain('Message-ID: <d-1@acme.example>');
    expect(source).toContain('Auto-Submitted: auto-generated');
    expect(source).toContain(`Subject: =?UTF-8?`);
  });

  it('goes to nobody who has no address any more', async () => {
    const sent = await channel(null).send({ ...message, link });
    expect(sent).toEqual({ delivered: false, permanent: true, code: 'no-address' });
  });
});

describe('a notification by e-mail', () => {
  it('waits where the server is away', async () => {
    const sender = new SmtpSender({ ...smtpSettings('smtp://127.0.0.1:1'), timeoutMs: 500 });
    const channel = new EmailChannel(reading('mia@acme.example'), 'switchboard@acme.example', sender);
    const sent = await channel.send({ ...message, link });
    expect(sent).toEqual({ delivered: false, permanent: false, code: 'unreachable' });
    sender.close();
  });

  it('is not there where nobody said through which server', () => {
    expect(new EmailChannel(reading(null), 'switchboard@acme.example', undefined).isThere).toBe(false);
  });

  it.each([
    ['smtps://mail.example', { host: 'mail.example', port: 465, security: 'tls' }],
    ['smtp+starttls://mail.example:2525', { host: 'mail.example', port: 2525, security: 'starttls' }],
    [
      'smtps://a%40b.example:s%2Fcret@mail.example',
      { host: 'mail.example', port: 465, security: 'tls', login: { user: 'a@b.example', password: 's/cret' } },
    ],
  ])('through %s', (url, settings) => {
    expect(smtpSettings(url)).toEqual(settings);
  });
});
