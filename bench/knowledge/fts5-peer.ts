import { termsOf } from '#libs/text-search/terms-of';
import Sqlite from 'libsql';
import type { Sample } from '../../services/common-center/test/knowledge/knowledge-sample.js';

const BEST = 10;

/** SQLite's own full-text search (FTS5, BM25) in memory, over the same terms: it scores everything that matches. */
export class Fts5Peer {
  readonly #db = new Sqlite(':memory:');

  constructor(samples: readonly Sample[]) {
    this.#db.exec('CREATE VIRTUAL TABLE article USING fts5(title, body)');
    const insert = this.#db.prepare('INSERT INTO article (title, body) VALUES (?, ?)');
    this.#db.exec('BEGIN');
    for (const { title, body } of samples) insert.run(spaced(title), spaced(body));
    this.#db.exec('COMMIT');
  }

  /** How many of the best there are of those that have something of it. */
  found(question: string): number {
    const any = [...termsOf(question).keys()].map((term) => `"${term}"`).join(' OR ');
    const query = 'SELECT rowid FROM article WHERE article MATCH ? ORDER BY bm25(article, 4.0, 1.0) LIMIT ?';
    return this.#db.prepare(query).all(any, BEST).length;
  }

  close(): void {
    this.#db.close();
  }
}

function spaced(text: string): string {
  return [...termsOf(text)].flatMap(([term, count]) => Array<string>(count).fill(term)).join(' ');
}
