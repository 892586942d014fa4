import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import type { Problem } from '#libs/web/http/problem';
import { MailDesk } from './mail-in-a-spec.js';
import { SupportMailbox } from './support-mailbox.js';

describeReal('mail', 'tickets by mail', () => {
  let mailbox: SupportMailbox;

  beforeAll(async () => {
    mailbox = await SupportMailbox.start();
  }, 90_000);
  afterAll(() => mailbox.stop());

  describe('poison', () => {
    it.each([
      ['no sender', 'Subject: hm\r\n\r\nhello', 'no-sender'],
      ['too many parts', DEEP('a@x.example', 300), 'too-many-parts'],
    ])('%s is kept with its reason, and the next one is read', async (_, source, reason) => {
      await mailbox.server.deliver(mailbox.support, source);
      await mailbox.write({ text: `After ${reason}.` });
      await mailbox.desk.receive();
      const [bad, good] = (await mailbox.desk.came()).slice(-2);
      expect(bad).toMatchObject({ state: 'failed', reason });
      expect(good).toMatchObject({ outcome: 'opened' });
    });

    it('too large is not fetched, and is when it is retried under a larger limit', async () => {
      await mailbox.desk.limits({ maxBytes: 10_000 });
      await mailbox.write({ text: 'A long story. '.repeat(2_000), id: '<long@lea.example>' });
      await mailbox.desk.receive();
      const failed = (await mailbox.desk.came()).at(-1)!;
      expect(failed).toMatchObject({ state: 'failed', reason: 'too-large' });
      await mailbox.desk.limits();
      expect((await mailbox.desk.api.post(`/api/v1/incoming-mails/${failed.id}/retry`)).status).toBe(202);
      await mailbox.desk.receive();
      expect((await mailbox.desk.came()).at(-1)).toMatchObject({ id: failed.id, outcome: 'opened' });
      const again = await mailbox.desk.api.post<Problem>(`/api/v1/incoming-mails/${failed.id}/retry`);
      expect(again).toMatchObject({ status: 409, body: { code: 'incoming-mail-not-retriable' } });
    });
  });

  it('a sender who writes more than anybody does is held, and is no loss', async () => {
    await mailbox.desk.limits({ perSenderAndHour: 2 });
    const bob = await mailbox.server.account('bob');
    for (const text of ['1', '2', '3']) await mailbox.write({ text }, bob.address);
    await mailbox.desk.receive();
    const mine = (await mailbox.desk.came()).filter(({ sender }) => sender === bob.address);
    expect(mine.map(({ state }) => state)).toEqual(['handled', 'handled', 'held']);
    mailbox.service.clock.advance({ hours: 2 });
    mailbox.desk = await MailDesk.of(mailbox.service, mailbox.server);
    await mailbox.desk.api.post(`/api/v1/incoming-mails/${mine[2]!.id}/retry`);
    await mailbox.desk.receive();
    expect((await mailbox.desk.came()).find(({ id }) => id === mine[2]!.id)).toMatchObject({ outcome: 'opened' });
    await mailbox.desk.limits();
  });

  it('two mailboxes that write to each other stop', async () => {
    const other = await MailDesk.of(mailbox.service, mailbox.server, 'other');
    const desk2 = await mailbox.server.account('desk');
    await other.mailbox(desk2, { acknowledgement: 'Thank you, {number}.', replyBy: 'subject' });
    const id = await mailbox.asked({ id: '<to-two@x.example>', from: desk2.address });
    await mailbox.desk.api.post(`/api/v1/tickets/${id}/reply`, { text: 'What do you mean?' });
    for (let round = 0; round < 4; round += 1) {
      await mailbox.desk.send();
      await other.due();
      await mailbox.desk.receive();
    }
    expect((await other.came()).map(({ state, outcome }) => [state, outcome])).toEqual([
      ['ignored', null],
      ['handled', 'opened'],
    ]);
    const back = (await mailbox.desk.came()).filter(({ sender }) => sender === desk2.address);
    expect(back.map(({ outcome }) => outcome)).toEqual(['opened', 'noted']);
    const sent =
      (await mailbox.server.messages(desk2)).length +
      (await mailbox.server.messages(mailbox.support)).filter((s) => s.includes(desk2.address)).length;
    expect(sent).toBe(4);
  });
});

function DEEP(from: string, depth: number): string {
  const levels = Array.from({ length: depth }, (_, level) => level);
  const open = levels.map((level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`);
  return `From: ${from}\r\nSubject: deep\r\nMIME-Version: 1.0\r\n${open.join('')}Content-Type: text/plain\r\n\r\nhello\r\n`;
}
