import { LikeTexts } from '#libs/recommendation/like-texts';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TicketCases, wordingOf } from '../ticket/ticket-cases.api.js';
import type { SopContent } from './domain/sop-content.js';
import { latestSops } from './infra/latest-sops.js';
import { SopRunSchema } from './infra/sop-run.schema.js';
import { SopSchema, type SopRow } from './infra/sop.schema.js';

export interface SolvedRun {
  readonly runId: string;
  readonly sop: string;
  readonly ticketId: string;
}

export interface Shelf {
  readonly offered: readonly SopRow[];
  readonly bySopWords: LikeTexts<string>;
  /** Runs that solved, by the words of their tickets. */
  readonly byCaseWords: LikeTexts<SolvedRun>;
}

/** A recommendation may be this old. */
const FRESH_MS = 30_000;
const TENANTS = 100;
/** Of the runs that solved, the newest. */
const CASES = 500;

/** What there is to recommend, put in order by its words; made anew after some seconds. */
@Injectable()
export class SopShelf {
  readonly #shelves = new LRUCache<string, { readonly shelf: Shelf; readonly madeAt: number }>({ max: TENANTS });

  constructor(
    private readonly database: Database,
    private readonly tickets: TicketCases,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<Shelf> {
    const tenant = currentTenant();
    const now = this.clock.ms();
    const known = this.#shelves.get(tenant);
    if (known && now - known.madeAt < FRESH_MS) return known.shelf;
    const shelf = { ...(await this.#sops()), byCaseWords: await this.#cases() };
    this.#shelves.set(tenant, { shelf, madeAt: now });
    return shelf;
  }

  async #sops(): Promise<Omit<Shelf, 'byCaseWords'>> {
    const reader = await this.database.reader();
    const offered = (await reader.findBy(SopSchema, { retired: false })).filter(({ latest }) => latest > 0);
    const titles = new Map(offered.map(({ id, title }) => [id, title]));
    const versions = (await latestSops(reader).getMany()).filter(({ name }) => titles.has(name));
    const texts = versions.map(({ name, content }) => ({ id: name, text: textOf(titles.get(name)!, content) }));
    return { offered, bySopWords: new LikeTexts(texts) };
  }

  async #cases(): Promise<LikeTexts<SolvedRun>> {
    const reader = await this.database.reader();
    const runs = await reader.find(SopRunSchema, {
      where: { outcome: 'solved', subjectKind: 'ticket' },
      select: { id: true, sopName: true, subjectId: true },
      order: { id: 'DESC' },
      take: CASES,
    });
    const tickets = new Map(
      (await this.tickets.of(runs.map(({ subjectId }) => subjectId))).map((each) => [each.id, each]),
    );
    const texts = runs.flatMap(({ id, sopName, subjectId }) => {
      const ticket = tickets.get(subjectId);
      return ticket ? [{ id: { runId: id, sop: sopName, ticketId: subjectId }, text: wordingOf(ticket) }] : [];
    });
    return new LikeTexts(texts);
  }
}

/** What it is about counts more than how it is done. */
function textOf(title: string, { summary, keywords, steps }: SopContent): string {
  const about = [title, summary, ...keywords].join('\n');
  return [about, about, about, ...steps.map((step) => step.title)].join('\n');
}
