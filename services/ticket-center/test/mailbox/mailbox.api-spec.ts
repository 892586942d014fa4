import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalMail, type MailAccount } from '#libs/testing/real-parts/local-mail';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { MailboxView } from '../../src/mailbox/settings/mailbox.dto.js';
import { ticketCenter } from '../../src/service.js';
import { fieldOf, letter, MailDesk } from './mail-in-a-spec.js';

describeReal('mail', 'tickets by mail', () => {
  const server = new LocalMail();
  let service: ServiceInTest;
  let desk: MailDesk;
  let support: MailAccount;
  let lea: MailAccount;
  let box: MailboxView;

  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'other'] });
    desk = await MailDesk.of(service, server);
    await MailDesk.customers(service);
    await desk.limits();
    support = await server.account('support');
    lea = await server.account('lea');
    box = await desk.mailbox(support, { acknowledgement: 'We have it: {number}.' });
  }, 90_000);
  afterAll(async () => {
    await service.stop();
    await server.dispose();
  });

  const write = (over: object = {}, from = lea.address) =>
    server.deliver(support, letter({ from, to: support.address, ...over }), from);
  const newest = async (account: MailAccount) => (await server.messages(account)).at(-1)!;
  const lastTicket = async () => (await desk.came()).at(-1)!.ticketId!;

  /** A request that came, and its ticket. */
  async function asked(over: object = {}): Promise<string> {
    await write(over);
    await desk.receive();
    return lastTicket();
  }

  /** What lea got of an agent's reply. */
  async function replied(ticketId: string, text = 'On its way.'): Promise<string> {
    await desk.api.post(`/api/v1/tickets/${ticketId}/reply`, { text });
    await desk.send();
    return newest(lea);
  }

  describe('a mailbox', () => {
    it('says whether its servers can be reached, and never its password', async () => {
      const check = await desk.api.post(`/api/v1/mailboxes/${box.id}/check`);
      expect(check.body).toEqual({ imap: { ok: true, failure: null }, smtp: { ok: true, failure: null } });
      const shown = await desk.api.get<MailboxView>(`/api/v1/mailboxes/${box.id}`);
      expect(shown.body).toMatchObject({ address: support.address, enabled: true, reading: { failures: 0 } });
      expect(JSON.stringify(shown.body)).not.toContain(support.password);
    });

    it('keeps its password for the server it was given for, and no other', async () => {
      const account = await server.account('kept');
      const { id } = await desk.mailbox(account, { enabled: false });
      const { imap, smtp, ...rest } = desk.settings(account);
      const without = { ...rest, enabled: false, imap: { ...imap, password: undefined } };
      const put = (body: object, version: number) =>
        desk.api.put<Problem>(`/api/v1/mailboxes/${id}`, body, { 'if-match': `"${version}"` });
      const same = await put({ ...without, smtp: { ...smtp, password: undefined }, name: 'Renamed' }, 1);
      expect(same.body).toMatchObject({ name: 'Renamed', version: 2 });
      const check = await desk.api.post(`/api/v1/mailboxes/${id}/check`);
      expect(check.body).toMatchObject({ imap: { ok: true } });
      const elsewhere = await put({ ...without, smtp, imap: { ...without.imap, host: 'mail.evil.example' } }, 2);
      expect(elsewhere).toMatchObject({ status: 422, body: { code: 'mailbox-password-missing' } });
      expect((await put({ ...without, smtp: { ...smtp, password: undefined } }, 1)).status).toBe(412);
    });

    it('speaks to no server inside that the operator has not allowed', async () => {
      const refused = { ok: false, failure: 'unreachable' };
      await desk.limits({ innerHosts: ['mail.inside.example'] });
      const check = await desk.api.post(`/api/v1/mailboxes/${box.id}/check`);
      expect(check.body).toEqual({ imap: refused, smtp: refused });
      await desk.limits();
    });

    it('is of one address, and of a type that there is', async () => {
      const taken = await desk.api.post<Problem>('/api/v1/mailboxes', desk.settings(support));
      expect(taken).toMatchObject({ status: 409, body: { code: 'mailbox-address-taken' } });
      const odd = { ...desk.settings({ address: 'odd@x.example', password: 'p' }), ticketType: 'nothing' };
      expect((await desk.api.post('/api/v1/mailboxes', odd)).status).toBe(422);
    });

    it('that cannot be read is tried less and less often, and says why', async () => {
      const account = await server.account('wrong');
      const { id } = await desk.mailbox({ ...account, password: 'not it' });
      await desk.receive();
      const { body } = await desk.api.get<MailboxView>(`/api/v1/mailboxes/${id}`);
      expect(body.reading).toMatchObject({ failures: 1, failure: 'authentication' });
      const { version, ...settings } = { ...desk.settings(account), enabled: false, version: 1 };
      const off = await desk.api.put<MailboxView>(`/api/v1/mailboxes/${id}`, settings, { 'if-match': `"${version}"` });
      expect(off.body.reading).toMatchObject({ failures: 0, failure: null, nextPollAt: null });
    });
  });

  describe('a request', () => {
    it('becomes a ticket of its sender, is acknowledged once, and is marked as read only then', async () => {
      const id = await asked({
        subject: '我的包裹在哪里',
        text: '还没有收到。\n\n-- \nLea',
        id: '<first@lea.example>',
      });
      expect(await desk.ticket(id)).toMatchObject({
        subject: '我的包裹在哪里',
        description: '还没有收到。',
        channel: 'email',
        status: 'new',
      });
      await desk.send();
      const ack = await newest(lea);
      expect(ack).toContain('We have it: T-');
      expect(fieldOf(ack, 'Auto-Submitted')).toBe('auto-replied');
      expect(fieldOf(ack, 'In-Reply-To')).toBe('<first@lea.example>');
      await desk.receive();
      await desk.send();
      expect(await desk.went(id)).toEqual([expect.objectContaining({ kind: 'acknowledgement', state: 'sent' })]);
    });

    it('that comes twice is one ticket', async () => {
      const before = (await desk.came()).length;
      const source = letter({ from: lea.address, to: support.address, id: '<twice@lea.example>' });
      await server.deliver(support, source);
      await server.deliver(support, source);
      await desk.receive();
      await desk.receive();
      expect(await desk.came()).toHaveLength(before + 1);
    });

    it('without a Message-ID is known by what is in it', async () => {
      const before = (await desk.came()).length;
      await write({ text: 'Nameless.' });
      await write({ text: 'Nameless.' });
      await write({ text: 'Nameless, too.' });
      await desk.receive();
      expect((await desk.came()).slice(before).map(({ outcome }) => outcome)).toEqual(['opened', 'opened']);
    });

    it('waits while nobody knows its sender, and is handled when common-center is back', async () => {
      const common = await service.remote('common-center');
      common.answers('POST', '/internal/customers/resolve', () => ({ odd: true }));
      await write({ id: '<patient@lea.example>' });
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ state: 'stored', ticketId: null });
      expect(await desk.unread(support)).toBe(1);
      await MailDesk.customers(service);
      service.clock.advance({ seconds: 11 });
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ state: 'handled', outcome: 'opened' });
      await desk.receive();
      expect(await desk.unread(support)).toBe(0);
    });

    it('keeps its files and pictures; its HTML is harmless', async () => {
      await server.deliver(support, WITH_PARTS(lea.address, support.address));
      await desk.receive();
      const { id } = (await desk.came()).at(-1)!;
      const { body } = await desk.api.get<{ html: string; parts: { filename: string; contentId: string | null }[] }>(
        `/api/v1/incoming-mails/${id}`,
      );
      expect(body.html).toBe('<p>Look <img src="cid:dot" /></p>');
      expect(body.parts).toEqual([
        expect.objectContaining({ contentId: 'dot', contentType: 'image/gif' }),
        expect.objectContaining({ filename: '账单.html', contentId: null, bytes: 25 }),
      ]);
      const file = await desk.api.get<string>(`/api/v1/incoming-mails/${id}/parts/1`);
      expect(file.headers.get('content-type')).toBe('application/octet-stream');
      expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(file.body).toContain('<script>');
    });
  });

  describe('an answer', () => {
    it('goes out in the thread, and what comes back continues the ticket', async () => {
      const id = await asked({ id: '<thread-1@lea.example>' });
      const reply = await replied(id);
      expect(fieldOf(reply, 'In-Reply-To')).toBe('<thread-1@lea.example>');
      expect(fieldOf(reply, 'Auto-Submitted')).toBeUndefined();
      const text = 'Thank you.\n\nOn Monday Acme wrote:\n> On its way.';
      await write({ text, id: '<thread-2@lea.example>', headers: { 'In-Reply-To': fieldOf(reply, 'Message-ID')! } });
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ outcome: 'continued', ticketId: id });
      const words = (await desk.journal(id)).filter(({ type }) => type === 'ticket-customer-wrote');
      expect(words.map(({ data }) => data.text)).toEqual(['Thank you.']);
      const next = await replied(id, 'You are welcome.');
      expect(fieldOf(next, 'References')).toContain('<thread-1@lea.example> <thread-2@lea.example>');
    });

    it('finds its ticket by the signed subject where a program drops the references', async () => {
      const id = await asked();
      const subject = fieldOf(await replied(id), 'Subject')!;
      expect(subject).toMatch(/^Re: Where is it\? \[ref:[0-9a-z]{42}\]$/);
      await write({ subject: `AW: ${subject}`, text: 'Good.' });
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ outcome: 'continued', ticketId: id });
    });

    it('with the number of a ticket, or a forged signature, is a request of its own', async () => {
      const id = await asked();
      const { number } = await desk.ticket(id);
      const signed = /\[ref:(\w+)\]/.exec(fieldOf(await replied(id), 'Subject')!)![1]!;
      const forged = signed.slice(0, -2) + (signed.endsWith('00') ? '11' : '00');
      await write({ subject: `Re: ${String(number)}`, text: 'One.' });
      await write({ subject: `Re: it [ref:${forged}]`, text: 'Two.' });
      await desk.receive();
      const [one, two] = (await desk.came()).slice(-2);
      for (const each of [one, two]) expect(each).toMatchObject({ outcome: 'opened' });
      expect([one!.ticketId, two!.ticketId]).not.toContain(id);
    });

    it('of somebody else is a note, and moves nothing', async () => {
      const id = await asked();
      const reply = await replied(id);
      const eve = await server.account('eve');
      const headers = { 'In-Reply-To': fieldOf(reply, 'Message-ID')! };
      await write({ headers, text: 'Give it to me.' }, eve.address);
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ outcome: 'noted', ticketId: id });
      const journal = await desk.journal(id);
      expect(journal.filter(({ type }) => type === 'ticket-customer-wrote')).toEqual([]);
      expect(journal.find(({ type }) => type === 'ticket-noted')!.data.text).toContain('Not from somebody');
    });

    it('opens a solved ticket again; of a closed one it makes one that names it', async () => {
      const id = await asked();
      const headers = { 'In-Reply-To': fieldOf(await replied(id), 'Message-ID')! };
      await desk.api.post(`/api/v1/tickets/${id}/grab`);
      await desk.api.post(`/api/v1/tickets/${id}/solve`, { solution: 'Sent.' });
      await write({ headers, text: 'It is broken.' });
      await desk.receive();
      expect(await desk.ticket(id)).toMatchObject({ status: 'open' });
      await desk.api.post(`/api/v1/tickets/${id}/solve`, { solution: 'Sent again.' });
      const closed = await desk.api.post<{ status: string; number: string }>(`/api/v1/tickets/${id}/close`);
      expect(closed.body.status).toBe('closed');
      await write({ headers, text: 'Broken again.' });
      await desk.receive();
      const next = (await desk.came()).at(-1)!;
      expect(next).toMatchObject({ outcome: 'opened' });
      expect((await desk.ticket(next.ticketId!))['description']).toBe(
        `Follow-up to ${closed.body.number}\n\nBroken again.`,
      );
    });

    it('that a server takes and cannot deliver is a bounce, told at the ticket', async () => {
      const id = await asked();
      const sent = fieldOf(await replied(id), 'Message-ID')!;
      await server.deliver(support, BOUNCE(support.address, sent), 'mailer-daemon@mx.example');
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ outcome: 'bounced', ticketId: id, reason: 'failed 5.1.1' });
      const [, reply] = await desk.went(id);
      expect(reply).toMatchObject({ state: 'bounced', failure: '5.1.1' });
      expect((await desk.journal(id)).find(({ type }) => type === 'ticket-noted')!.data.text).toContain('5.1.1');
    });
  });

  describe('what nobody wrote by hand', () => {
    it.each([
      ['Auto-Submitted', 'auto-replied', 'auto-submitted'],
      ['Precedence', 'bulk', 'bulk'],
      ['List-Id', '<news.lea.example>', 'mailing-list'],
    ])('%s: %s makes no ticket', async (name, value, reason) => {
      await write({ headers: { [name]: value } });
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ state: 'ignored', reason, ticketId: null });
    });

    it('is a note on the ticket that it answers', async () => {
      const id = await asked();
      const headers = { 'In-Reply-To': fieldOf(await replied(id), 'Message-ID')!, 'Auto-Submitted': 'auto-replied' };
      await write({ headers, text: 'I am away.' });
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ outcome: 'noted', ticketId: id });
    });
  });

  describe('poison', () => {
    it.each([
      ['no sender', 'Subject: hm\r\n\r\nhello', 'no-sender'],
      ['too many parts', DEEP('a@x.example', 300), 'too-many-parts'],
    ])('%s is kept with its reason, and the next one is read', async (_, source, reason) => {
      await server.deliver(support, source);
      await write({ text: `After ${reason}.` });
      await desk.receive();
      const [bad, good] = (await desk.came()).slice(-2);
      expect(bad).toMatchObject({ state: 'failed', reason });
      expect(good).toMatchObject({ outcome: 'opened' });
    });

    it('too large is not fetched, and is when it is retried under a larger limit', async () => {
      await desk.limits({ maxBytes: 10_000 });
      await write({ text: 'A long story. '.repeat(2_000), id: '<long@lea.example>' });
      await desk.receive();
      const failed = (await desk.came()).at(-1)!;
      expect(failed).toMatchObject({ state: 'failed', reason: 'too-large' });
      await desk.limits();
      expect((await desk.api.post(`/api/v1/incoming-mails/${failed.id}/retry`)).status).toBe(202);
      await desk.receive();
      expect((await desk.came()).at(-1)).toMatchObject({ id: failed.id, outcome: 'opened' });
      const again = await desk.api.post<Problem>(`/api/v1/incoming-mails/${failed.id}/retry`);
      expect(again).toMatchObject({ status: 409, body: { code: 'incoming-mail-not-retriable' } });
    });
  });

  it('a sender who writes more than anybody does is held, and is no loss', async () => {
    await desk.limits({ perSenderAndHour: 2 });
    const bob = await server.account('bob');
    for (const text of ['1', '2', '3']) await write({ text }, bob.address);
    await desk.receive();
    const mine = (await desk.came()).filter(({ sender }) => sender === bob.address);
    expect(mine.map(({ state }) => state)).toEqual(['handled', 'handled', 'held']);
    service.clock.advance({ hours: 2 });
    desk = await MailDesk.of(service, server);
    await desk.api.post(`/api/v1/incoming-mails/${mine[2]!.id}/retry`);
    await desk.receive();
    expect((await desk.came()).find(({ id }) => id === mine[2]!.id)).toMatchObject({ outcome: 'opened' });
    await desk.limits();
  });

  it('two mailboxes that write to each other stop', async () => {
    const other = await MailDesk.of(service, server, 'other');
    const desk2 = await server.account('desk');
    await other.mailbox(desk2, { acknowledgement: 'Thank you, {number}.', replyBy: 'subject' });
    const id = await asked({ id: '<to-two@x.example>', from: desk2.address });
    await desk.api.post(`/api/v1/tickets/${id}/reply`, { text: 'What do you mean?' });
    for (let round = 0; round < 4; round += 1) {
      await desk.send();
      await other.due();
      await desk.receive();
    }
    expect((await other.came()).map(({ state, outcome }) => [state, outcome])).toEqual([
      ['ignored', null],
      ['handled', 'opened'],
    ]);
    const back = (await desk.came()).filter(({ sender }) => sender === desk2.address);
    expect(back.map(({ outcome }) => outcome)).toEqual(['opened', 'noted']);
    const sent =
      (await server.messages(desk2)).length +
      (await server.messages(support)).filter((s) => s.includes(desk2.address)).length;
    expect(sent).toBe(4);
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

const BOUNCE = (to: string, sent: string) =>
  [
    'From: MAILER-DAEMON@mx.example',
    `To: ${to}`,
    'Subject: Undelivered',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; lea@lea.example',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--r',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${sent}`,
    'Subject: Re: Where is it?',
    '',
    'On its way.',
    '--r--',
    '',
  ].join('\r\n');

function DEEP(from: string, depth: number): string {
  const levels = Array.from({ length: depth }, (_, level) => level);
  const open = levels.map((level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`);
  return `From: ${from}\r\nSubject: deep\r\nMIME-Version: 1.0\r\n${open.join('')}Content-Type: text/plain\r\n\r\nhello\r\n`;
}
