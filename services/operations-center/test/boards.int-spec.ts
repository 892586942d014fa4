import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FileConfigCentre } from '#libs/discovery/file-config-centre';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { newId } from '#libs/kernel/id';
import { MysqlDatabase } from '#libs/persistence/mysql-database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts';
import { pino } from 'pino';
import { BoardReader } from '../src/board/board.reader.js';
import { BoardWriter } from '../src/board/board.writer.js';
import { operationsCenter } from '../src/service.js';

const DAY_MS = 86_400_000;

describeReal('mariadb', 'boards on MariaDB', () => {
  const clock = new FakeClock();
  const namespace = `t${process.pid.toString(36)}-`;
  const database = new MysqlDatabase(operationsCenter.database, {
    url: `mariadb://root:switchboard@${realPart('mariadb').endpoint}`,
    namespace,
  });
  const writer = new BoardWriter(database, clock);
  const reader = new BoardReader(
    database,
    new TenantDirectory(new FileConfigCentre(undefined, pino({ level: 'silent' }))),
    clock,
  );
  const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  beforeAll(() => database.provision('acme'));
  afterAll(async () => {
    await database.drop('acme');
    await database.close();
  });

  const ticketOpened = (msAgo: number) => {
    const openedAt = new Date(clock.now().getTime() - msAgo).toISOString();
    const id = newId(clock.now());
    return asAcme(() => writer.ticket(id, { category: 'new', happened: { at: openedAt, id }, openedAt }));
  };

  it('count as they do on SQLite: contacts by channel and state, tickets by category and age', async () => {
    const ids = [newId(clock.now()), newId(clock.now()), newId(clock.now())];
    for (const id of ids) await asAcme(() => writer.contact(id, { state: 'waiting', channel: 'voice' }));
    await asAcme(() => writer.contact(ids[0]!, { state: 'in-progress' }));
    await asAcme(() => writer.contact(ids[1]!, { state: 'ended' }));
    for (const msAgo of [0, DAY_MS / 24 - 1, DAY_MS / 24, DAY_MS - 1, DAY_MS, 3 * DAY_MS]) await ticketOpened(msAgo);

    const board = await asAcme(() => reader.live());
    expect(board.contacts[0]).toEqual({ channel: 'voice', waiting: 1, inProgress: 1 });
    expect(board.tickets[0]).toEqual({
      category: 'new',
      total: 6,
      ages: { '<1h': 2, '1-4h': 1, '4-24h': 1, '1-3d': 1, '>3d': 1 },
    });
  });

  it('clear gravestones after 30 days and not before', async () => {
    const end = (contactId: string) => asAcme(() => writer.contact(contactId, { state: 'ended', channel: 'web' }));
    const start = (contactId: string) => asAcme(() => writer.contact(contactId, { state: 'waiting', channel: 'web' }));
    const waitingOnTheWeb = async () =>
      (await asAcme(() => reader.live())).contacts.find(({ channel }) => channel === 'web')!.waiting;
    const long = newId(clock.now());
    await end(long);
    clock.advance({ days: 30 });
    await end(newId(clock.now()));
    await start(long);
    expect(await waitingOnTheWeb()).toBe(0);
    clock.advance({ days: 30, milliseconds: 1 });
    await end(newId(clock.now()));
    await start(long);
    expect(await waitingOnTheWeb()).toBe(1);
  });
});
