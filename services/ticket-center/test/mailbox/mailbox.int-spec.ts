import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { SmtpSender } from '#libs/mail/smtp-sender';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { eventually } from '#libs/testing/eventually';
import { LocalMail, type MailAccount } from '#libs/testing/real-parts/local-mail';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { ImapFlow } from 'imapflow';
import { CustomerOfSender } from '../../src/mailbox/incoming/customer-of-sender.js';
import { MailHandling } from '../../src/mailbox/incoming/mail-handling.js';
import { MailParts } from '../../src/mailbox/incoming/mail-parts.js';
import { MailStore } from '../../src/mailbox/incoming/mail-store.js';
import { MailToTicket } from '../../src/mailbox/incoming/mail-to-ticket.js';
import { MailboxReader } from '../../src/mailbox/incoming/mailbox-reader.js';
import { ImapFolder } from '../../src/mailbox/settings/imap-folder.js';
import { ticketCenter } from '../../src/service.js';
import { fieldOf, letter, MailDesk } from './mail-in-a-spec.js';

/** Where a process may be when it is killed: right after this was done. */
const STEPS: readonly (readonly [string, { prototype: object }, string])[] = [
  ['its source was kept', ObjectStorage, 'put'],
  ['its row was kept', MailStore, 'take'],
  ['its parts were kept', MailParts, 'put'],
  ['its sender was known', CustomerOfSender, 'of'],
  ['its ticket was made, before the commit', MailToTicket, 'go'],
  ['it was handled', MailHandling, 'handle'],
  ['the mailbox showed it as read', ImapFolder, 'settle'],
];

serviceOnEachEngine('mail that is interrupted', (start) => {
  describeReal('mail', 'on the mail server', () => {
    const server = new LocalMail();
    let service: ServiceInTest;
    let desk: MailDesk;
    let support: MailAccount;
    let lea: MailAccount;
    let dead = false;

    beforeAll(async () => {
      service = await start(ticketCenter);
      desk = await MailDesk.of(service, server);
      await MailDesk.customers(service);
      await desk.limits();
      support = await server.account('support');
      lea = await server.account('lea');
      await desk.mailbox(support);
      const database = service.running.app.get(Database);
      const transaction = database.transaction.bind(database);
      jest.spyOn(database, 'transaction').mockImplementation((work) => (dead ? killed() : transaction(work)));
    }, 120_000);
    afterEach(() => void (dead = false));
    afterAll(async () => {
      jest.restoreAllMocks();
      await service.stop();
      await server.dispose();
    });

    const killed = () => Promise.reject(new Error('the process was killed'));

    /** Does it for the last time: nothing that comes after has an effect. */
    function dieAfter(of: { prototype: object }, step: string) {
      const steps = of.prototype as Record<string, (...given: unknown[]) => Promise<unknown>>;
      const done = steps[step]!;
      return jest.spyOn(steps, step).mockImplementation(async function (this: unknown, ...given: unknown[]) {
        await done.apply(this, given);
        dead = true;
        return killed();
      });
    }

    const write = (id: string, over: object = {}) =>
      server.deliver(
        support,
        letter({ from: lea.address, to: support.address, subject: id, id: `<${id}@x>`, ...over }),
      );
    const of = async (subject: string) => (await desk.came()).filter((each) => each.subject === subject);

    const ticketOf = async (subject: string) => (await of(subject))[0]!.ticketId!;

    it.each(STEPS)('after %s becomes one ticket, and is read', async (title, part, step) => {
      const subject = title.replaceAll(/\W+/g, '-');
      await write(subject);
      const last = dieAfter(part, step);
      await desk.receive();
      expect(last).toHaveBeenCalled();
      last.mockRestore();
      dead = false;
      await desk.receive();
      await desk.receive();
      const came = await of(subject);
      expect(came).toEqual([expect.objectContaining({ state: 'handled', outcome: 'opened' })]);
      const { body } = await desk.api.get<{ items: { subject: string }[] }>('/api/v1/tickets?limit=200');
      expect(body.items.filter((each) => each.subject === subject)).toHaveLength(1);
      expect(await desk.unread(support)).toBe(0);
    });

    it('read by two at once is one ticket each', async () => {
      const subjects = Array.from({ length: 5 }, (_, at) => `raced-${at}`);
      for (const subject of subjects) await write(subject);
      const [{ id }] = (await desk.api.get<{ items: { id: string }[] }>('/api/v1/mailboxes')).body.items as [
        { id: string },
      ];
      const reader = service.running.app.get(MailboxReader);
      const read = () => runAsTenant('acme', () => reader.read(id, () => Promise.resolve(true)));
      await Promise.all([read(), read()]);
      await desk.receive();
      for (const subject of subjects)
        expect(await of(subject)).toEqual([expect.objectContaining({ outcome: 'opened' })]);
      const { body } = await desk.api.get<{ items: { subject: string }[] }>('/api/v1/tickets?limit=200');
      expect(body.items.filter(({ subject }) => subjects.includes(subject))).toHaveLength(5);
    });

    it('handled by two at once is one ticket', async () => {
      await write('handled-twice');
      const last = dieAfter(MailStore, 'take');
      await desk.receive();
      last.mockRestore();
      dead = false;
      const { id } = (await desk.came('&state=stored'))[0]!;
      const handling = service.running.app.get(MailHandling);
      const begun = [1, 2].map(() => runAsTenant('acme', () => handling.handle(id)));
      await Promise.all(begun);
      const { body } = await desk.api.get<{ items: { subject: string }[] }>('/api/v1/tickets?limit=200');
      expect(body.items.filter(({ subject }) => subject === 'handled-twice')).toHaveLength(1);
    });

    it('in a folder that was made anew is read again, and nothing twice', async () => {
      const account = await server.account('anew');
      const login = { user: account.address, pass: account.password };
      const client = new ImapFlow({
        host: server.host,
        port: server.imapPort,
        secure: false,
        auth: login,
        logger: false,
      });
      await client.connect();
      await client.mailboxCreate('Requests');
      const source = (id: string) => letter({ from: lea.address, to: account.address, subject: id, id: `<${id}@x>` });
      for (const id of ['anew-1', 'anew-2']) await client.append('Requests', source(id));
      await desk.mailbox(account, { folder: 'Requests' });
      await desk.receive();
      expect(await desk.unread(account, 'Requests')).toBe(0);
      const validity = async () => {
        const status = await client.status('Requests', { uidValidity: true });
        return status === false ? undefined : status.uidValidity;
      };
      const before = await validity();
      // The server counts in seconds.
      await eventually('it is another folder', async () => {
        await client.mailboxDelete('Requests');
        await client.mailboxCreate('Requests');
        return (await validity()) !== before;
      });
      for (const id of ['anew-1', 'anew-2', 'anew-3']) await client.append('Requests', source(id));
      await client.logout();
      await desk.receive();
      for (const id of ['anew-1', 'anew-2', 'anew-3'])
        expect(await of(id)).toEqual([expect.objectContaining({ outcome: 'opened' })]);
      expect(await desk.unread(account, 'Requests')).toBe(0);
    });

    it('sent, and not known to be, is sent again as the same message', async () => {
      await write('resent');
      await desk.receive();
      const ticketId = await ticketOf('resent');
      await desk.api.post(`/api/v1/tickets/${ticketId}/reply`, { text: 'Here.' });
      const last = dieAfter(SmtpSender, 'send');
      await service.settled();
      await desk.send();
      last.mockRestore();
      dead = false;
      expect(await desk.went(ticketId)).toEqual([expect.objectContaining({ state: 'waiting', attempts: 1 })]);
      await desk.send();
      service.clock.advance({ seconds: 61 });
      await desk.send();
      expect(await desk.went(ticketId)).toEqual([expect.objectContaining({ state: 'sent', attempts: 2 })]);
      const ids = (await server.messages(lea)).map((source) => fieldOf(source, 'Message-ID'));
      expect(ids).toEqual([ids[0], ids[0]]);
    });

    it('that no server takes is given up after days, told at the ticket, and can be tried again', async () => {
      const account = await server.account('away');
      const { smtp } = desk.settings(account);
      await desk.mailbox(account, { smtp: { ...smtp, port: 1 } });
      await server.deliver(
        account,
        letter({ from: lea.address, to: account.address, subject: 'away', id: '<away@x>' }),
      );
      await desk.receive();
      const ticketId = await ticketOf('away');
      await desk.api.post(`/api/v1/tickets/${ticketId}/reply`, { text: 'Here.' });
      for (let attempt = 0; attempt < 8; attempt += 1) {
        await desk.send();
        service.clock.advance({ days: 1 });
      }
      desk = await MailDesk.of(service, server);
      const [mail] = await desk.went(ticketId);
      expect(mail).toMatchObject({ state: 'failed', failure: 'unreachable', attempts: 8 });
      const notes = (await desk.journal(ticketId)).filter(({ type }) => type === 'ticket-noted');
      expect(notes.map(({ data }) => data.text)).toEqual(['A message by mail could not be sent (unreachable).']);
      const again = await desk.api.post(`/api/v1/outgoing-mails/${mail!.id}/retry`);
      expect(again).toMatchObject({ status: 202, body: { state: 'waiting', attempts: 0 } });
    });
  });
});
