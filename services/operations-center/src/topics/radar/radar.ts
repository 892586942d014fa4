import { incidentProposed } from '#libs/contracts/operations-center/inspection-events';
import { burstOf, usualShare, type Burst } from '#libs/hot-topics/burst';
import { gathered, type Gathered } from '#libs/hot-topics/gathered';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { bucketOf } from '../readings/buckets.js';
import { IncidentSchema, type IncidentRow, type IncidentSample } from './incident.schema.js';
import { SpokenTerms } from './spoken-terms.js';
import { TermShares, WINDOW, type Candidate } from './term-shares.js';

/** Texts of the window that have the term. */
const LEAST_COUNT = 5;
/** One in a million: thousands of terms are looked at every minute. */
const LEAST_SURPRISE = 6;
/** Of a season: before, nothing is known to be unusual. */
const LEAST_SEASON = 100;
/** The same matter within so long is the same incident. */
const GOES_ON_MS = 2 * 3_600_000;
const MOST_SAMPLES = 50;
const MOST_TERMS = 8;

export interface BurstingTerm extends Candidate {
  readonly burst: Burst;
}

interface Matter {
  readonly term: string;
  readonly termKey: string;
  readonly weight: number;
  readonly texts: readonly string[];
  readonly samples: readonly IncidentSample[];
  readonly burst: Burst;
  readonly count: number;
}

/** Looks for what is said far more often than it usually is. */
@Injectable()
export class Radar {
  constructor(
    private readonly database: Database,
    private readonly shares: TermShares,
    private readonly spoken: SpokenTerms,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Terms of the last hour that are in a burst, the weightiest first. */
  async bursts(): Promise<BurstingTerm[]> {
    const candidates = await this.shares.candidates(bucketOf(this.clock.now()), LEAST_COUNT);
    return candidates
      .filter(({ seasons }) => seasons.some(({ texts }) => texts >= LEAST_SEASON))
      .map((each) => ({ ...each, burst: burstOf(each.now, usualShare(each.seasons)) }))
      .filter(({ burst }) => burst.weight > 0 && burst.surprise >= LEAST_SURPRISE)
      .sort((a, b) => b.burst.weight - a.burst.weight);
  }

  /** Proposes what was not proposed yet; what goes on is brought up to date. */
  async look(): Promise<void> {
    const last = bucketOf(this.clock.now());
    const bursts = await this.bursts();
    if (bursts.length === 0) return;
    const keys = new Set(bursts.map(({ termKey }) => termKey));
    const words = await this.spoken.of(keys, last - WINDOW + 1, last);
    const terms = bursts.flatMap(({ termKey, burst, now }): Matter[] => {
      const spoken = words.get(termKey);
      if (spoken === undefined) return [];
      const [term, samples] = [spoken.term, spoken.texts];
      const texts = samples.map(({ id }) => id);
      return [{ term, termKey, weight: burst.weight, texts, samples, burst, count: now.count }];
    });
    for (const matter of gathered(terms))
      await this.#propose(matter, await this.shares.kinds(last, matter.lead.termKey));
  }

  async #propose({ lead, others }: Gathered<Matter>, kinds: Record<string, number>): Promise<void> {
    const now = this.clock.now();
    const seen = {
      terms: [lead, ...others].slice(0, MOST_TERMS).map(({ term }) => term),
      observed: lead.count,
      ...{ expected: Math.round(lead.burst.expected * 1_000), surprise: Math.round(lead.burst.surprise * 1_000) },
      ...{ kinds, samples: lead.samples.slice(0, MOST_SAMPLES), lastAt: now },
    };
    await this.database.transaction(async (tx) => {
      const recent = await tx.findBy(IncidentSchema, { lastAt: MoreThan(new Date(now.getTime() - GOES_ON_MS)) });
      const same = recent.find(({ terms }) => terms.some((term) => seen.terms.includes(term)));
      if (same)
        return void (await updateRows(tx, IncidentSchema, { id: same.id }, { ...seen, version: same.version + 1 }));
      const undecided = { decidedBy: null, decidedAt: null, ticketId: null, announcementId: null, links: null };
      const row: IncidentRow = { id: newId(now), version: 1, state: 'proposed', ...seen, firstAt: now, ...undecided };
      await insertRows(tx, IncidentSchema, [row]);
      const { expected, surprise } = lead.burst;
      const told = { incidentId: row.id, observed: row.observed, expected, surprise, at: now.toISOString() };
      await this.outbox.append(tx, row.id, now, [outgoing(incidentProposed, told)]);
    });
  }
}
