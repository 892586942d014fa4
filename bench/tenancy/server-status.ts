import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** What a database server says of itself. What asks it is left out. */
export class ServerStatus {
  private constructor(private readonly connection: Connection) {}

  static async of(url: string): Promise<ServerStatus> {
    return new ServerStatus(await createConnection(url.replace(/^mariadb:/, 'mysql:')));
  }

  /** Queries of others while the work goes on. */
  async queriesDuring(work: () => Promise<unknown>): Promise<number> {
    const before = await this.#value('Questions');
    await work();
    return (await this.#value('Questions')) - before - 1;
  }

  async connections(): Promise<number> {
    return (await this.#value('Threads_connected')) - 1;
  }

  async end(): Promise<void> {
    await this.connection.end();
  }

  async #value(name: 'Questions' | 'Threads_connected'): Promise<number> {
    const [[row]] = await this.connection.query<RowDataPacket[]>(`SHOW GLOBAL STATUS LIKE '${name}'`);
    return Number(row!['Value']);
  }
}
