import { randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { Deadlines } from '../settings/deadlines.js';
import { CoverageReader } from './coverage.js';
import { DrawnWork } from './drawn-work.js';
import { periodAt } from '../../periods.js';
import { DrawSchema, PlanSchema, type DrawRow, type PlanRow } from './plan.schema.js';
import { Population } from './population.js';
import { commitmentTo, drawnBy, nextOf, populationHash } from './seeded.js';

/** News of what was finished in a period may come so long after it. */
const LATE_MS = 60 * 60_000;
const AT_ONCE = 20;

/** Commits to draws, draws, and draws more where too little is known of somebody. Each step is taken once, also when it is tried again. */
@Injectable()
export class Draws {
  constructor(
    private readonly database: Database,
    private readonly population: Population,
    private readonly work: DrawnWork,
    private readonly coverage: CoverageReader,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  /** The seed of each period is fixed, and its hash shown, when the period begins: before anybody knows what it will be drawn from. */
  async commit(): Promise<void> {
    const where = { active: true, nextFrom: LessThanOrEqual(this.clock.now()) };
    const options = { where, order: { nextFrom: 'ASC' }, take: AT_ONCE } as const;
    for (const plan of await (await this.database.reader()).find(PlanSchema, options)) await this.#commitTo(plan);
  }

  async goOn(): Promise<void> {
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const options = { where, order: { dueAt: 'ASC' }, take: AT_ONCE } as const;
    for (const draw of await (await this.database.reader()).find(DrawSchema, options))
      await (draw.state === 'committed' ? this.#draw(draw) : this.#drawMore(draw));
  }

  #commitTo({ id: planId, version, content, nextFrom }: PlanRow): Promise<void> {
    const { from: fromAt, to: toAt } = periodAt(nextFrom, content);
    const seed = randomBytes(32).toString('hex');
    return this.database.transaction(async (tx) => {
      const { affected } = await tx.update(PlanSchema, { id: planId, version, nextFrom }, { nextFrom: toAt });
      if (affected !== 1) return;
      const nothing = { drawnAt: null, populationSize: null, populationHash: null, drawn: [], more: [] };
      const dueAt = new Date(toAt.getTime() + LATE_MS);
      const committed = { state: 'committed' as const, commitment: commitmentTo(seed), seed, dueAt, content };
      await tx.insert(DrawSchema, { id: newId(this.clock.now()), planId, fromAt, toAt, ...committed, ...nothing });
    });
  }

  async #draw(draw: DrawRow): Promise<void> {
    const { id, seed, content } = draw;
    const candidates = await this.population.of(draw);
    const drawn = drawnBy(seed, candidates, content.size);
    const assignment = await this.work.prepared(content, drawn, candidates);
    const drawnAt = this.clock.now();
    const dueAt = this.deadlines.after(drawnAt, content.evaluateWithin, (await this.deadlines.get()).content);
    const found = { populationSize: candidates.length, populationHash: populationHash(candidates) };
    await this.database.transaction(async (tx) => {
      const change = { state: 'drawn' as const, drawnAt, dueAt, drawn, ...found };
      const { affected } = await tx.update(DrawSchema, { id, state: 'committed' }, change);
      if (affected !== 1) return;
      await this.population.keep(tx, id, candidates);
      await this.work.give(draw, assignment, dueAt);
    });
  }

  /** The next ones of the same order, so that nobody chose them either. */
  async #drawMore(draw: DrawRow): Promise<void> {
    const { id, seed, content, drawn } = draw;
    const candidates = await this.population.kept(id);
    const taken = new Set(drawn);
    const more = (await this.coverage.lacking(draw, candidates)).flatMap(({ agentId, lacks }) => {
      const theirs = candidates.filter((each) => each.agentId === agentId);
      return nextOf(seed, theirs, taken, lacks);
    });
    const assignment = await this.work.prepared(content, more, candidates);
    const { content: settings } = await this.deadlines.get();
    const evaluateBy = this.deadlines.after(this.clock.now(), content.evaluateWithin, settings);
    await this.database.transaction(async (tx) => {
      const change = { state: 'settled' as const, dueAt: null, more };
      const { affected } = await tx.update(DrawSchema, { id, state: 'drawn' }, change);
      if (affected === 1) await this.work.give(draw, assignment, evaluateBy);
    });
  }
}
