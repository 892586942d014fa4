import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import type { Problem } from '#libs/web/http/problem';
import type { MailboxView } from '../../src/mailbox/settings/mailbox.dto.js';
import { fieldOf, letter, MailDesk } from './mail-in-a-spec.js';
import { SupportMailbox } from './support-mailbox.js';

describeReal('mail', 'tickets by mail', () => {
  let mailbox: SupportMailbox;

  beforeAll(async () => {
    mailbox = await SupportMailbox.start();
  }, 90_000);
  afterAll(() => mailbox.stop());

  describe('a mailbox', () => {
    it('says whether its servers can be reached, and never its password', async () => {
      const check = await mailbox.desk.api.post(`/api/v1/mailboxes/${mailbox.box.id}/check`);
      expect(check.body).toEqual({ imap: { ok: true, failure: null }, smtp: { ok: true, failure: null } });
      const shown = await mailbox.desk.api.get<MailboxView>(`/api/v1/mailboxes/${mailbox.box.id}`);
      expect(shown.body).toMatchObject({ address: mailbox.support.address, enabled: true, reading: { failures: 0 } });
      expect(JSON.stringify(shown.body)).not.toContain(mailbox.support.password);
    });

    it('keeps its password for the server it was given for, and no other', async () => {
      const account = await mailbox.server.account('kept');
      const { id } = await mailbox.desk.mailbox(account, { enabled: false });
      const { imap, smtp, ...rest } = mailbox.desk.settings(account);
      const without = { ...rest, enabled: false, imap: { ...imap, password: undefined } };
      const put = (body: object, version: number) =>
        mailbox.desk.api.put<Problem>(`/api/v1/mailboxes/${id}`, body, { 'if-match': `"${version}"` });
      const same = await put({ ...without, smtp: { ...smtp, password: undefined }, name: 'Renamed' }, 1);
      expect(same.body).toMatchObject({ name: 'Renamed', version: 2 });
      const check = await mailbox.desk.api.post(`/api/v1/mailboxes/${id}/check`);
      expect(check.body).toMatchObject({ imap: { ok: true } });
      const elsewhere = await put({ ...without, smtp, imap: { ...without.imap, host: 'mail.evil.example' } }, 2);
      expect(elsewhere).toMatchObject({ status: 422, body: { code: 'mailbox-password-missing' } });
      expect((await put({ ...without, smtp: { ...smtp, password: undefined } }, 1)).status).toBe(412);
    });

    it('speaks to no server inside that the operator has not allowed', async () => {
      const refused = { ok: false, failure: 'unreachable' };
      await mailbox.desk.limits({ innerHosts: ['mail.inside.example'] });
      const check = await mailbox.desk.api.post(`/api/v1/mailboxes/${mailbox.box.id}/check`);
      expect(check.body).toEqual({ imap: refused, smtp: refused });
      await mailbox.desk.limits();
    });

    it('is of one address, and of a type that there is', async () => {
      const taken = await mailbox.desk.api.post<Problem>('/api/v1/mailboxes', mailbox.desk.settings(mailbox.support));
      expect(taken).toMatchObject({ status: 409, body: { code: 'mailbox-address-taken' } });
      const odd = { ...mailbox.desk.settings({ address: 'odd@x.example', password: 'p' }), ticketType: 'nothing' };
      expect((await mailbox.desk.api.post('/api/v1/mailboxes', odd)).status).toBe(422);
    });

    it('that cannot be read is tried less and less often, and says why', async () => {
      const account = await mailbox.server.account('wrong');
      const { id } = await mailbox.desk.mailbox({ ...account, password: 'not it' });
      await mailbox.desk.receive();
      const { body } = await mailbox.desk.api.get<MailboxView>(`/api/v1/mailboxes/${id}`);
      expect(body.reading).toMatchObject({ failures: 1, failure: 'authentication' });
      const { version, ...settings } = { ...mailbox.desk.settings(account), enabled: false, version: 1 };
      const off = await mailbox.desk.api.put<MailboxView>(`/api/v1/mailboxes/${id}`, settings, {
        'if-match': `"${version}"`,
      });
      expect(off.body.reading).toMatchObject({ failures: 0, failure: null, nextPollAt: null });
    });
  });

  describe('a request', () => {
    it('becomes a ticket of its sender, is acknowledged once, and is marked as read only then', async () => {
      const id = await mailbox.asked({
        subject: '我的包裹在哪里',
        text: '还没有收到。\n\n-- \nLea',
        id: '<first@lea.example>',
      });
      expect(await mailbox.desk.ticket(id)).toMatchObject({
        subject: '我的包裹在哪里',
        description: '还没有收到。',
        channel: 'email',
        status: 'new',
      });
      await mailbox.desk.send();
      const ack = await mailbox.newest(mailbox.lea);
      expect(ack).toContain('We have it: T-');
      expect(fieldOf(ack, 'Auto-Submitted')).toBe('auto-replied');
      expect(fieldOf(ack, 'In-Reply-To')).toBe('<first@lea.example>');
      await mailbox.desk.receive();
      await mailbox.desk.send();
      expect(await mailbox.desk.went(id)).toEqual([
        expect.objectContaining({ kind: 'acknowledgement', state: 'sent' }),
      ]);
    });

    it('that comes twice is one ticket', async () => {
      const before = (await mailbox.desk.came()).length;
      const source = letter({ from: mailbox.lea.address, to: mailbox.support.address, id: '<twice@lea.example>' });
      await mailbox.server.deliver(mailbox.support, source);
      await mailbox.server.deliver(mailbox.support, source);
      await mailbox.desk.receive();
      await mailbox.desk.receive();
      expect(await mailbox.desk.came()).toHaveLength(before + 1);
    });

    it('without a Message-ID is known by what is in it', async () => {
      const before = (await mailbox.desk.came()).length;
      await mailbox.write({ text: 'Nameless.' });
      await mailbox.write({ text: 'Nameless.' });
      await mailbox.write({ text: 'Nameless, too.' });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).slice(before).map(({ outcome }) => outcome)).toEqual(['opened', 'opened']);
    });

    it('waits while nobody knows its sender, and is handled when common-center is back', async () => {
      const common = await mailbox.service.remote('common-center');
      common.answers('POST', '/internal/customers/resolve', () => ({ odd: true }));
      await mailbox.write({ id: '<patient@lea.example>' });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ state: 'stored', ticketId: null });
      expect(await mailbox.desk.unread(mailbox.support)).toBe(1);
      await MailDesk.customers(mailbox.service);
      mailbox.service.clock.advance({ seconds: 11 });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ state: 'handled', outcome: 'opened' });
      await mailbox.desk.receive();
      expect(await mailbox.desk.unread(mailbox.support)).toBe(0);
    });

    it('keeps its files and pictures; its HTML is harmless', async () => {
      await mailbox.server.deliver(mailbox.support, WITH_PARTS(mailbox.lea.address, mailbox.support.address));
      await mailbox.desk.receive();
      const { id } = (await mailbox.desk.came()).at(-1)!;
      const { body } = await mailbox.desk.api.get<{
        html: string;
        parts: { filename: string; contentId: string | null }[];
      }>(`/api/v1/incoming-mails/${id}`);
      expect(body.html).toBe('<p>Look <img src="cid:dot" /></p>');
      expect(body.parts).toEqual([
        expect.objectContaining({ contentId: 'dot', contentType: 'image/gif' }),
        expect.objectContaining({ filename: '账单.html', contentId: null, bytes: 25 }),
      ]);
      const file = await mailbox.desk.api.get<string>(`/api/v1/incoming-mails/${id}/parts/1`);
      expect(file.headers.get('content-type')).toBe('application/octet-stream');
      expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(file.body).toContain('<script>');
    });
  });
});

const WITH_PARTS = (from: string, to: string) =>
  [
    `From: ${from}`,
    `To: ${to}`,
    'Subject: Look',
    'Message-ID: <parts@lea.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/related; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p onclick="x()">Look <img src="cid:dot"><img src="https://spy.example/1.gif"><script>alert(1)</script></p>',
    '--b',
    'Content-Type: image/gif',
    'Content-ID: <dot>',
    'Content-Transfer-Encoding: base64',
    '',
    'R0lGODlhAQABAAAAACwAAAAAAQABAAAC',
    '--b--',
    '--a',
    'Content-Type: text/html',
    "Content-Disposition: attachment; filename*=UTF-8''%E8%B4%A6%E5%8D%95.html",
    '',
    '<script>alert(1)</script>',
    '--a--',
    '',
  ].join('\r\n');
