import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { fieldOf } from './mail-in-a-spec.js';
import { SupportMailbox } from './support-mailbox.js';

describeReal('mail', 'tickets by mail', () => {
  let mailbox: SupportMailbox;

  beforeAll(async () => {
    mailbox = await SupportMailbox.start();
  }, 90_000);
  afterAll(() => mailbox.stop());

  describe('an answer', () => {
    it('goes out in the thread, and what comes back continues the ticket', async () => {
      const id = await mailbox.asked({ id: '<thread-1@lea.example>' });
      const reply = await mailbox.replied(id);
      expect(fieldOf(reply, 'In-Reply-To')).toBe('<thread-1@lea.example>');
      expect(fieldOf(reply, 'Auto-Submitted')).toBeUndefined();
      const text = 'Thank you.\n\nOn Monday Acme wrote:\n> On its way.';
      await mailbox.write({
        text,
        id: '<thread-2@lea.example>',
        headers: { 'In-Reply-To': fieldOf(reply, 'Message-ID')! },
      });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ outcome: 'continued', ticketId: id });
      const words = (await mailbox.desk.journal(id)).filter(({ type }) => type === 'ticket-customer-wrote');
      expect(words.map(({ data }) => data.text)).toEqual(['Thank you.']);
      const next = await mailbox.replied(id, 'You are welcome.');
      expect(fieldOf(next, 'References')).toContain('<thread-1@lea.example> <thread-2@lea.example>');
    });

    it('finds its ticket by the signed subject where a program drops the references', async () => {
      const id = await mailbox.asked();
      const subject = fieldOf(await mailbox.replied(id), 'Subject')!;
      expect(subject).toMatch(/^Re: Where is it\? \[ref:[0-9a-z]{42}\]$/);
      await mailbox.write({ subject: `AW: ${subject}`, text: 'Good.' });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ outcome: 'continued', ticketId: id });
    });

    it('with the number of a ticket, or a forged signature, is a request of its own', async () => {
      const id = await mailbox.asked();
      const { number } = await mailbox.desk.ticket(id);
      const signed = /\[ref:(\w+)\]/.exec(fieldOf(await mailbox.replied(id), 'Subject')!)![1]!;
      const forged = signed.slice(0, -2) + (signed.endsWith('00') ? '11' : '00');
      await mailbox.write({ subject: `Re: ${String(number)}`, text: 'One.' });
      await mailbox.write({ subject: `Re: it [ref:${forged}]`, text: 'Two.' });
      await mailbox.desk.receive();
      const [one, two] = (await mailbox.desk.came()).slice(-2);
      for (const each of [one, two]) expect(each).toMatchObject({ outcome: 'opened' });
      expect([one!.ticketId, two!.ticketId]).not.toContain(id);
    });

    it('of somebody else is a note, and moves nothing', async () => {
      const id = await mailbox.asked();
      const reply = await mailbox.replied(id);
      const eve = await mailbox.server.account('eve');
      const headers = { 'In-Reply-To': fieldOf(reply, 'Message-ID')! };
      await mailbox.write({ headers, text: 'Give it to me.' }, eve.address);
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ outcome: 'noted', ticketId: id });
      const journal = await mailbox.desk.journal(id);
      expect(journal.filter(({ type }) => type === 'ticket-customer-wrote')).toEqual([]);
      expect(journal.find(({ type }) => type === 'ticket-noted')!.data.text).toContain('Not from somebody');
    });

    it('opens a solved ticket again; of a closed one it makes one that names it', async () => {
      const id = await mailbox.asked();
      const headers = { 'In-Reply-To': fieldOf(await mailbox.replied(id), 'Message-ID')! };
      await mailbox.desk.api.post(`/api/v1/tickets/${id}/grab`);
      await mailbox.desk.api.post(`/api/v1/tickets/${id}/solve`, { solution: 'Sent.' });
      await mailbox.write({ headers, text: 'It is broken.' });
      await mailbox.desk.receive();
      expect(await mailbox.desk.ticket(id)).toMatchObject({ status: 'open' });
      await mailbox.desk.api.post(`/api/v1/tickets/${id}/solve`, { solution: 'Sent again.' });
      const closed = await mailbox.desk.api.post<{ status: string; number: string }>(`/api/v1/tickets/${id}/close`);
      expect(closed.body.status).toBe('closed');
      await mailbox.write({ headers, text: 'Broken again.' });
      await mailbox.desk.receive();
      const next = (await mailbox.desk.came()).at(-1)!;
      expect(next).toMatchObject({ outcome: 'opened' });
      expect((await mailbox.desk.ticket(next.ticketId!))['description']).toBe(
        `Follow-up to ${closed.body.number}\n\nBroken again.`,
      );
    });

    it('that a server takes and cannot deliver is a bounce, told at the ticket', async () => {
      const id = await mailbox.asked();
      const sent = fieldOf(await mailbox.replied(id), 'Message-ID')!;
      await mailbox.server.deliver(mailbox.support, BOUNCE(mailbox.support.address, sent), 'mailer-daemon@mx.example');
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({
        outcome: 'bounced',
        ticketId: id,
        reason: 'failed 5.1.1',
      });
      const [, reply] = await mailbox.desk.went(id);
      expect(reply).toMatchObject({ state: 'bounced', failure: '5.1.1' });
      expect((await mailbox.desk.journal(id)).find(({ type }) => type === 'ticket-noted')!.data.text).toContain(
        '5.1.1',
      );
    });
  });

  describe('what nobody wrote by hand', () => {
    it.each([
      ['Auto-Submitted', 'auto-replied', 'auto-submitted'],
      ['Precedence', 'bulk', 'bulk'],
      ['List-Id', '<news.lea.example>', 'mailing-list'],
    ])('%s: %s makes no ticket', async (name, value, reason) => {
      await mailbox.write({ headers: { [name]: value } });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ state: 'ignored', reason, ticketId: null });
    });

    it('is a note on the ticket that it answers', async () => {
      const id = await mailbox.asked();
      const headers = {
        'In-Reply-To': fieldOf(await mailbox.replied(id), 'Message-ID')!,
        'Auto-Submitted': 'auto-replied',
      };
      await mailbox.write({ headers, text: 'I am away.' });
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ outcome: 'noted', ticketId: id });
    });
  });
});

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
