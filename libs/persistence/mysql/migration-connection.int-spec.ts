import { mariadbUrl } from '#libs/testing/engines';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { expect, it } from '@jest/globals';
import { mysqlConnection } from './mysql-source.js';

/** As TypeORM asks for the indices of a table before it changes one. */
const INDICES = `
  EXPLAIN SELECT s.* FROM (SELECT * FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = 'one' AND TABLE_NAME = 'note') s
  LEFT JOIN (SELECT * FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = 'one' AND TABLE_NAME = 'note') rc
  ON s.INDEX_NAME = rc.CONSTRAINT_NAME AND s.TABLE_SCHEMA = rc.CONSTRAINT_SCHEMA WHERE rc.CONSTRAINT_NAME IS NULL`;

describeReal('mariadb', 'a connection for migrations', () => {
  it('opens no tables of other databases when it asks how its own look', async () => {
    const connection = await mysqlConnection({ context: 'note', entities: [], migrations: [] }, mariadbUrl(), 'mysql');
    try {
      const steps = await connection.query<{ Extra: string }[]>(INDICES);
      expect(steps.map(({ Extra }) => Extra).join('\n')).not.toContain('all databases');
    } finally {
      await connection.destroy();
    }
  });
});
