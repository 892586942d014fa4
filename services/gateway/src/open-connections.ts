import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What was last asked on each connection. */
export class OpenConnections {
  readonly #answers = new Map<Duplex, ServerResponse>();

  opened(connection: Duplex): void {
    connection.once('close', () => this.#answers.delete(connection));
  }

  answering(response: ServerResponse): void {
    this.#answers.set(response.req.socket, response);
  }

  answerOn(connection: Duplex): ServerResponse | undefined {
    return this.#answers.get(connection);
  }

  /** Requests that nobody has begun to answer. */
  get unanswered(): number {
    let count = 0;
    for (const answer of this.#answers.values()) if (!answer.headersSent && !answer.destroyed) count += 1;
    return count;
  }

  /** Makes every answer that has not begun the last on its connection, and tells the client. */
  endSoon(): void {
    for (const answer of this.#answers.values()) if (!answer.headersSent) answer.shouldKeepAlive = false;
  }
}
