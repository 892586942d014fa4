import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { personal } from '#libs/personal-data/personal';
import { bm25 } from '#libs/text-search/bm25';
import { excerptOf } from '#libs/text-search/excerpt';
import { compared } from '#libs/text-search/terms-of';
import { wordingOf, type Wording } from '#libs/text-search/wording';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { TicketTexts, type TicketText } from '../../ticket/ticket-texts.api.js';
import { ViewedTickets, type Conditions, type LineView, type Viewer } from '../../ticket-view/viewed-tickets.api.js';
import { DocSchema } from '../index/search-index.schema.js';
import { Postings, type Found, type Group } from './postings.js';
import type { FoundTicket, PartExcerpt } from './ticket-search.dto.js';

export interface Search {
  readonly words: string;
  readonly sort: 'newest' | 'relevance';
  readonly conditions: readonly Conditions[];
  readonly viewer: Viewer;
  /** Fields of forms among them are shown. */
  readonly columns: readonly string[];
  readonly withNotes: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A document, its ticket and how well it fits. */
interface Hit {
  readonly doc: number;
  readonly score: number;
  readonly line: LineView;
}

/** Looks at the index for one page, each at so many documents. */
const LOOKS = 12;
const LOOK_AT = 400;
/** Of these the most fitting are found. */
const RANKED = 1_000;
const NEWEST = 2_147_483_647;
const NUMBER = /^t-\d[\d-]*$/i;
const MOST_EXCERPTS = 3;
const Written = personal('text', z.string());

/** Full-text search over what was written in tickets. */
@Injectable()
export class TicketSearch {
  constructor(
    private readonly database: Database,
    private readonly postings: Postings,
    private readonly tickets: ViewedTickets,
    private readonly texts: TicketTexts,
    private readonly boundary: PersonalBoundary,
  ) {}

  /** @throws InvalidCursor */
  async find(search: Search): Promise<Page<FoundTicket>> {
    const wording = wordingOf(search.words);
    if (NUMBER.test(search.words)) return this.#numbered(search, wording);
    const { items, next } = await this.#hits(search, wording);
    return {
      items: await this.#shown(
        items.map(({ line }) => line),
        wording,
        search.withNotes,
      ),
      next,
    };
  }

  async #numbered({ words, viewer, limit, withNotes }: Search, wording: Wording): Promise<Page<FoundTicket>> {
    const lines = await this.tickets.numbered(words.toUpperCase(), viewer, limit);
    return { items: await this.#shown(lines, wording, withNotes), next: null };
  }

  async #hits(search: Search, wording: Wording): Promise<Page<Hit>> {
    const reader = await this.database.reader();
    const groups = wording.sought.length > 0 ? await this.postings.groups(reader, wording) : undefined;
    if (!groups) return { items: [], next: null };
    return search.sort === 'newest'
      ? this.#newest(reader, groups, search, wording)
      : this.#ranked(reader, groups, search, wording);
  }

  async #newest(reader: EntityManager, groups: readonly Group[], search: Search, wording: Wording): Promise<Page<Hit>> {
    const { limit, cursor } = search;
    let before = cursor === undefined ? NEWEST : numberIn(decodeCursor(cursor, 1)[0]!);
    const hits: Hit[] = [];
    for (let look = 0; look < LOOKS && before > 0 && hits.length <= limit; look++) {
      const { found, lookedTo } = await this.postings.next(reader, groups, before, LOOK_AT, search.withNotes);
      const wanted = limit + 1 - hits.length;
      for (let from = 0; from < found.length && hits.length <= limit; from += wanted * 2)
        hits.push(...(await this.#hitsOf(reader, found.slice(from, from + wanted * 2), search, wording)));
      before = lookedTo;
    }
    if (hits.length > limit || before === 0) return pageOf(hits, limit, ({ doc }) => [String(doc)]);
    // Nothing more was found in all these looks; there may be some further down.
    const { next } = pageOf([{ doc: before }, { doc: 0 }], 1, ({ doc }) => [String(doc)]);
    return { items: hits, next };
  }

  async #ranked(reader: EntityManager, groups: readonly Group[], search: Search, wording: Wording): Promise<Page<Hit>> {
    const { limit, cursor } = search;
    const found: Found[] = [];
    for (let look = 0, before = NEWEST; look < LOOKS && before > 0 && found.length < RANKED; look++) {
      const next = await this.postings.next(reader, groups, before, LOOK_AT, search.withNotes);
      found.push(...next.found);
      before = next.lookedTo;
    }
    const all = await this.#scored(reader, groups, found);
    const [score, doc] = cursor === undefined ? [Infinity, 0] : decodeCursor(cursor, 2).map(numberIn);
    const behind = all.filter((each) => each.score < score! || (each.score === score && each.doc < doc!));
    const hits: Hit[] = [];
    for (let from = 0; from < behind.length && hits.length <= limit; from += limit + 1)
      hits.push(...(await this.#hitsOf(reader, behind.slice(from, from + limit + 1), search, wording)));
    return pageOf(hits, limit, (hit) => [String(hit.score), String(hit.doc)]);
  }

  /** The most fitting first; among equals the newest. */
  async #scored(reader: EntityManager, groups: readonly Group[], found: readonly Found[]) {
    if (found.length === 0) return [];
    const where = { doc: In(found.map(({ doc }) => doc)) };
    const rows = await reader.find(DocSchema, { where, select: { doc: true, words: true } });
    const words = new Map(rows.map((row) => [row.doc, row.words]));
    const average = rows.reduce((sum, row) => sum + row.words, 0) / Math.max(rows.length, 1);
    const documents = Math.max(...found.map(({ doc }) => doc), ...groups.map(({ tickets }) => tickets));
    const scored = found.map(({ doc, weights }) => {
      const terms = weights.map((times, at) => ({ documents: groups[at]!.tickets, times }));
      return { doc, weights, score: Number(bm25(terms, documents, words.get(doc) ?? 0, average).toFixed(6)) };
    });
    return scored.sort((a, b) => b.score - a.score || b.doc - a.doc);
  }

  /** Those of which all conditions hold, in order. */
  async #hitsOf(
    reader: EntityManager,
    found: readonly { readonly doc: number; readonly score?: number }[],
    { conditions, viewer, columns, withNotes }: Search,
    wording: Wording,
  ): Promise<Hit[]> {
    if (found.length === 0) return [];
    const where = { doc: In(found.map(({ doc }) => doc)) };
    const docs = await reader.find(DocSchema, { where, select: { doc: true, ticketId: true } });
    const ids = new Map(docs.map(({ doc, ticketId }) => [doc, ticketId]));
    const asked = found.flatMap(({ doc }) => ids.get(doc) ?? []);
    let lines = await this.tickets.among(asked, { conditions, viewer }, columns);
    lines = await this.#asWritten(lines, wording, withNotes);
    const byId = new Map(lines.map((line) => [line.id, line]));
    return found.flatMap(({ doc, score = 0 }) => {
      const line = byId.get(ids.get(doc) ?? '');
      return line ? [{ doc, score, line }] : [];
    });
  }

  async #asWritten(lines: LineView[], { phrases }: Wording, withNotes: boolean): Promise<LineView[]> {
    if (phrases.length === 0) return lines;
    const texts = await this.texts.of(lines.map(({ id }) => id));
    return lines.filter(({ id }) => {
      const all = visible(texts.get(id) ?? [], withNotes).map(({ text }) => compared(text));
      return phrases.every((phrase) => all.some((text) => text.includes(phrase)));
    });
  }

  async #shown(lines: readonly LineView[], { words }: Wording, withNotes: boolean): Promise<FoundTicket[]> {
    const texts = await this.texts.of(lines.map(({ id }) => id));
    return lines.map((line) => {
      const excerpts = visible(texts.get(line.id) ?? [], withNotes).flatMap(({ part, text }): PartExcerpt[] => {
        // Masked whole: of a number that is cut nobody can tell that it is one.
        const excerpt = excerptOf(this.boundary.shown(Written, text), words);
        return excerpt ? [{ part, text: excerpt.text, marks: excerpt.marks.map(([from, to]) => [from, to]) }] : [];
      });
      return { ...line, excerpts: excerpts.slice(0, MOST_EXCERPTS) };
    });
  }
}

function visible(texts: readonly TicketText[], withNotes: boolean): TicketText[] {
  return texts.filter(({ part }) => withNotes || part !== 'note');
}

function numberIn(text: string): number {
  const number = Number(text);
  return Number.isFinite(number) ? number : 0;
}
