import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalMail, type MailAccount } from '#libs/testing/real-parts/local-mail';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { MailFailure } from './mail-failure.js';
import type { OutgoingMail } from './outgoing-mail.js';
import { SmtpSender } from './smtp-sender.js';
import type { SmtpSettings } from './smtp-settings.js';

const mailTo = (...to: string[]): OutgoingMail => ({
  from: { name: '客服', address: 'service@acme.example' },
  to: to.map((address) => ({ address })),
  subject: '您的订单 4711',
  text: 'It is on its way.\n\n谢谢',
});

const opened: SmtpSender[] = [];
const senderTo = (settings: SmtpSettings): SmtpSender => {
  opened.push(new SmtpSender(settings));
  return opened.at(-1)!;
};
const failureOf = (sending: Promise<unknown>): Promise<MailFailure> =>
  sending.then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => error as MailFailure,
  );

afterEach(() => opened.splice(0).forEach((sender) => sender.close()));

describeReal('mail', 'mail by a real server', () => {
  const server = new LocalMail();
  let lea: MailAccount;

  beforeAll(async () => {
    lea = await server.account('lea');
  });
  afterAll(() => server.dispose());

  const plain = () => ({ host: server.host, port: server.smtpPort, security: 'none' as const });

  it('arrives with its thread, its header fields and what is attached', async () => {
    const sender = senderTo({ ...plain(), login: { user: lea.address, password: lea.password } });
    await sender.check();
    const sent = await sender.send({
      ...mailTo(lea.address),
      messageId: '<reply-1@acme.example>',
      inReplyTo: '<asked@lea.example>',
      references: ['<first@lea.example>', '<asked@lea.example>'],
      headers: { 'Auto-Submitted': 'auto-replied' },
      attachments: [{ filename: 'label.txt', contentType: 'text/plain', content: Buffer.from('parcel 7') }],
    });
    expect(sent).toEqual({ messageId: '<reply-1@acme.example>', refused: [] });
    const [source] = await server.messages(lea);
    for (const line of [
      'Message-ID: <reply-1@acme.example>',
      'In-Reply-To: <asked@lea.example>',
      'References: <first@lea.example> <asked@lea.example>',
      'Auto-Submitted: auto-replied',
      'filename=label.txt',
    ]) {
      expect(source).toContain(line);
    }
  });

  it('is held back for now when the login is refused, and the reason names neither account nor password', async () => {
    const wrong = { user: lea.address, password: 'not the password' };
    const failure = await failureOf(senderTo({ ...plain(), login: wrong }).send(mailTo(lea.address)));
    expect(failure).toMatchObject({ reason: 'authentication', permanent: false, smtpCode: 535 });
    expect(JSON.stringify(failure) + failure.stack).not.toContain('lea@');
  });

  it('goes to nobody whose certificate nobody vouches for', async () => {
    const settings = { ...plain(), port: server.smtpsPort, security: 'tls' as const };
    expect(await failureOf(senderTo(settings).check())).toMatchObject({ reason: 'tls', permanent: false });
  });

  it('does not go in plain text where TLS before the login was asked for', async () => {
    const failure = await failureOf(senderTo({ ...plain(), security: 'starttls' }).send(mailTo(lea.address)));
    expect(failure).toMatchObject({ reason: 'tls', permanent: false });
  });
});

describe('mail that a server does not take', () => {
  let server: Server | undefined;

  afterEach(() => void server?.close());

  /** Speaks SMTP, and answers each RCPT in turn as it is told. */
  async function answering(...answers: string[]): Promise<SmtpSettings> {
    server = createServer((socket) => converse(socket, answers));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port, security: 'none', timeoutMs: 500 };
  }

  it.each([
    [
      '550 5.1.1 <lea@x.example>: no such user',
      { permanent: true, reason: 'envelope', smtpCode: 550, status: '5.1.1' },
    ],
    ['450 4.2.0 <lea@x.example>: greylisted', { permanent: false, reason: 'envelope', smtpCode: 450, status: '4.2.0' }],
    ['452 too much', { permanent: false, reason: 'envelope', smtpCode: 452 }],
  ])('%s', async (answer, expected) => {
    const failure = await failureOf(senderTo(await answering(answer)).send(mailTo('lea@x.example')));
    expect(failure).toBeInstanceOf(MailFailure);
    expect(failure).toMatchObject(expected);
    expect(JSON.stringify(failure) + failure.stack).not.toContain('lea');
  });

  it('for one of two went to the other, and says which', async () => {
    const sender = senderTo(await answering('250 ok', '550 5.1.1 unknown'));
    const { refused } = await sender.send(mailTo('a@x.example', 'b@x.example'));
    expect(refused).toEqual([{ to: 1, failure: expect.objectContaining({ permanent: true, smtpCode: 550 }) }]);
  });

  it('is tried later where nobody listens, or nobody answers', async () => {
    const nobody = { host: '127.0.0.1', port: 1, security: 'none' as const };
    expect(await failureOf(senderTo(nobody).check())).toMatchObject({ reason: 'unreachable', permanent: false });
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const failure = await failureOf(senderTo({ ...nobody, port, timeoutMs: 100 }).send(mailTo('a@x.example')));
    silent.close();
    expect(failure).toMatchObject({ reason: 'timeout', permanent: false });
  });

  it('is wrong for good when it is to nobody', async () => {
    const failure = await failureOf(senderTo(await answering()).send(mailTo()));
    expect(failure).toMatchObject({ reason: 'envelope', permanent: true });
  });
});

function converse(socket: Socket, answers: readonly string[]): void {
  const left = [...answers];
  let inData = false;
  socket.write('220 here\r\n');
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    const lines = data.toString().split('\r\n').slice(0, -1);
    for (const line of lines) {
      if (inData && line !== '.') continue;
      if (line === 'DATA') inData = true;
      else if (line === '.') inData = false;
      const answer = line.startsWith('RCPT') ? (left.shift() ?? '250 ok') : line === 'DATA' ? '354 go on' : '250 ok';
      socket.write(`${answer}\r\n`);
    }
  });
}
