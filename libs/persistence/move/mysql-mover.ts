import { createConnection, type Connection } from 'mysql2/promise';
import { onServer } from '../mysql/mysql-server.js';
import { raiseFence, removeFence } from './copy-fence.js';
import { CHUNK_ROWS, copyTable, type CopiedTable, type Copying } from './copy-table.js';
import { DatabaseMover, type CopyOptions, type CopyReport, type TableProof, type Way } from './database-mover.js';
import { isSame, sumsOf, type RowSum } from './row-sum.js';
import { seal, sealedName, unseal } from './sealing.js';
import { tablesOf, type TableShape } from './table-shape.js';

const CONNECT_MS = 5_000;
/** Small tables that are compared by one statement. */
const TABLES_AT_ONCE = 40;

/** Between servers of MySQL's kind; both should be of the same make, since MySQL keeps JSON in another form than MariaDB. */
export class MysqlMover extends DatabaseMover {
  constructor(
    private readonly urlOf: (server: string | undefined) => string,
    private readonly databaseOf: (tenantId: string) => string,
    private readonly provision: (tenantId: string, server: string | undefined) => Promise<void>,
  ) {
    super();
  }

  async copy(tenantId: string, { from, to }: Way, { copyId, sealed, onTable }: CopyOptions): Promise<CopyReport> {
    const database = this.databaseOf(tenantId);
    // Whoever waits for the last pass need not wait for this: the passes before it have filled what is there.
    if (!sealed) await this.provision(tenantId, to);
    return this.#connected(from, (source) =>
      this.#connected(to, async (target) => {
        await raiseFence(target, database, copyId);
        const at = { server: source, database: sealed ? sealedName(database) : database };
        const report = await copyAll({ from: at, to: { server: target, database }, copyId }, onTable);
        if (sealed && report.differing.length === 0) await removeFence(target, database);
        return report;
      }),
    );
  }

  async seal(tenantId: string, server: string | undefined): Promise<void> {
    await onServer(this.urlOf(server), (connection) => seal(connection, this.databaseOf(tenantId)));
  }

  async giveUp(tenantId: string, { from, to }: Way): Promise<void> {
    await onServer(this.urlOf(from), (connection) => unseal(connection, this.databaseOf(tenantId)));
    await this.leave(tenantId, to);
  }

  async leave(tenantId: string, server: string | undefined): Promise<void> {
    const database = this.databaseOf(tenantId);
    await onServer(this.urlOf(server), async (connection) => {
      await connection.query(`DROP DATABASE IF EXISTS \`${sealedName(database)}\``);
      await connection.query(`DROP DATABASE IF EXISTS \`${database}\``);
    });
  }

  /** Values as the server writes them: nothing is lost on the way through JavaScript's types. */
  async #connected<T>(server: string | undefined, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await createConnection({
      uri: this.urlOf(server).replace(/^mariadb:/, 'mysql:'),
      connectTimeout: CONNECT_MS,
      charset: 'utf8mb4_bin',
      dateStrings: true,
      jsonStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
    return work(connection).finally(() => connection.end());
  }
}

async function copyAll(copying: Copying, onTable: CopyOptions['onTable']): Promise<CopyReport> {
  const tables = await tablesOf(copying.from.server, copying.from.database);
  const proofs: TableProof[] = [];
  const differing: string[] = [];
  const same = await sameAlready(copying, tables);
  let copied = 0;
  for (const [done, table] of tables.entries()) {
    const { source, target, ...more } = same.get(table.name) ?? (await copyTable(copying, table));
    if (!isSame(source, target)) differing.push(table.name);
    proofs.push(proofOf(table.name, target));
    copied += more.copied;
    await onTable(done + 1, tables.length);
  }
  return { tables: proofs, differing, copied };
}

/** Most tables are small, and most of those do not change from one pass to the next. */
async function sameAlready({ from, to }: Copying, tables: readonly TableShape[]): Promise<Map<string, CopiedTable>> {
  const small = tables.filter(({ rows }) => rows <= CHUNK_ROWS);
  const same = new Map<string, CopiedTable>();
  for (let first = 0; first < small.length; first += TABLES_AT_ONCE) {
    const some = small.slice(first, first + TABLES_AT_ONCE);
    const [sources, targets] = await Promise.all(
      [from, to].map(({ server, database }) => sumsOf(server, database, some)),
    );
    for (const [place, { name }] of some.entries()) {
      const [source, target] = [sources![place]!, targets![place]!];
      if (isSame(source, target)) same.set(name, { source, target, copied: 0 });
    }
  }
  return same;
}

function proofOf(table: string, { rows, sum }: RowSum): TableProof {
  return { table, rows, checksum: sum.toString(16).padStart(16, '0') };
}
