import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { mariadbUrl } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { Feeds } from '../../src/notification/feed/feeds.js';
import { NotificationSchema } from '../../src/notification/feed/notification.schema.js';
import { commonCenter } from '../../src/service.js';

const definition = withServiceTables(commonCenter.database);
const AT_ONCE = 20;

describe('feeds on SQLite', () => {
  let folder: string;
  afterAll(() => rm(folder, { recursive: true }));
  isWithoutGaps(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    return new SqliteDatabase(definition, folder);
  });
});

describeReal('mariadb', 'feeds on MariaDB', () =>
  isWithoutGaps(() =>
    Promise.resolve(
      new MysqlDatabase(definition, { url: mariadbUrl(), namespace: `f${newId(new Date()).slice(-8)}-` }),
    ),
  ),
);

function isWithoutGaps(open: () => Promise<Database>): void {
  const clock = new FakeClock();
  let database: Database;
  let feeds: Feeds;

  beforeAll(async () => {
    database = await open();
    await database.provision('acme');
    feeds = new Feeds(database, clock);
  });
  afterAll(async () => {
    await database.drop('acme');
    await database.close();
  });

  const tell = (recipientId: string) =>
    runAsTenant('acme', () =>
      database.transaction(async (tx) => {
        const now = clock.now();
        const row = {
          ...{ id: newId(now), recipientId, kind: 'ticket-assigned', eventId: newId(now), subjectId: newId(now) },
          ...{ reference: null, link: null, title: 'x', body: 'x', seq: null, showAt: null, readAt: null },
          createdAt: now,
        };
        await tx.insert(NotificationSchema, row);
        await feeds.show(tx, row);
      }),
    );

  it('what comes in at once, from the first on, gets places without gaps, and is counted while it is read', async () => {
    const mia = newId(clock.now());
    await Promise.all(Array.from({ length: AT_ONCE }, () => tell(mia)));
    const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
    const rows = await inAcme(() => feeds.since(mia, 0, 100));
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: AT_ONCE }, (_, index) => index + 1));
    await Promise.all([
      ...Array.from({ length: 5 }, () => tell(mia)),
      inAcme(() => feeds.readAll(mia, AT_ONCE)),
      inAcme(() => feeds.readAll(mia, 10)),
      inAcme(() => feeds.read(mia, rows[0]!.id)),
    ]);
    expect(await inAcme(() => feeds.state(mia))).toMatchObject({ lastSeq: AT_ONCE + 5, unread: 5 });
  });
}
