import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { TenantQuestions } from '#libs/testing/tenant-questions';
import { MailboxReader } from '../src/mailbox/incoming/mailbox-reader.js';
import { MailRounds } from '../src/mailbox/incoming/mail-rounds.js';
import { MailboxProgressSchema } from '../src/mailbox/settings/mailbox.schema.js';
import { ticketCenter } from '../src/service.js';
import { ViewChecks } from '../src/ticket-view/check/view-checks.js';

const TENANT = 'acme';

describe('where nothing is written', () => {
  let service: ServiceInTest;
  let database: Database;
  let questions: TenantQuestions;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    database = service.running.app.get(Database);
    questions = new TenantQuestions(database, TENANT);
  });
  afterAll(() => service.stop());

  it('views are not asked about until the next check is due', async () => {
    const checks = service.running.app.get(ViewChecks);
    await checks.rounds.run();
    await questions.noneDuring(() => checks.rounds.run());
    const begins = jest.spyOn(checks, 'start');
    service.clock.advance({ hours: 24 });
    await checks.rounds.run();
    expect(begins).toHaveBeenCalled();
  });

  it('mailboxes are not asked about until one is due', async () => {
    const rounds = service.running.app.get(MailRounds);
    const read = jest.spyOn(service.running.app.get(MailboxReader), 'read').mockResolvedValue(undefined);
    const nextPollAt = new Date(service.clock.ms() + 10_000);
    const progress = { mailboxId: newId(service.clock.now()), nextPollAt, lastUid: 0, failures: 0 };
    await runAsTenant(TENANT, () => database.transaction((tx) => tx.insert(MailboxProgressSchema, progress)));
    await rounds.rounds.run();
    await questions.noneDuring(() => rounds.rounds.run());
    service.clock.advance({ seconds: 10 });
    await rounds.rounds.run();
    expect(read.mock.calls.map(([mailboxId]) => mailboxId)).toEqual([progress.mailboxId]);
  });
});
