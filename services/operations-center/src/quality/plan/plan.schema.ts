import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export const STRATA = ['agent', 'queue', 'channel', 'duration', 'wrap-up', 'risk'] as const;
export type Stratum = (typeof STRATA)[number];

/** How many are drawn: of all, or of each stratum; `error`: so many that a share is known to ± it (95 %). */
export type PlannedSize =
  { readonly total: number } | { readonly each: number } | { readonly percent: number } | { readonly error: number };

/** What is drawn for judgement, how often and by whom it is judged. */
export interface PlanContent {
  readonly name: string;
  readonly kind: 'random' | 'stratified' | 'targeted';
  readonly scorecardId: string;
  readonly subjectKinds: readonly ('call' | 'chat' | 'ticket')[];
  /** Empty: all. */
  readonly queueIds: readonly string[];
  readonly agentIds: readonly string[];
  readonly leastSeconds: number;
  readonly period: 'day' | 'week' | 'month';
  readonly timeZone: string;
  readonly size: PlannedSize;
  readonly strata: readonly Stratum[];
  /** FEEL on the facts of finished work, of a targeted plan: what it is true of may be drawn. */
  readonly risk: string | null;
  readonly inspectorIds: readonly string[];
  /** Working time from the draw on. */
  readonly evaluateWithin: string;
  readonly doubled: {
    readonly percent: number;
    readonly mostApart: number;
    readonly arbiters: readonly string[];
  } | null;
  /** What is known of each agent when the deadline has passed; what lacks is drawn in addition. */
  readonly coverage: { readonly least: number; readonly halfWidth: number | null; readonly mostMore: number } | null;
}

export interface PlanRow {
  id: string;
  version: number;
  content: PlanContent;
  active: boolean;
  /** The first period that is not committed to yet. */
  nextFrom: Date;
}

export const PlanSchema = new EntitySchema<PlanRow>({
  name: 'quality_plan',
  columns: {
    id: column.id(),
    version: column.int(),
    content: column.json(),
    active: column.flag(),
    nextFrom: column.time(),
  },
  indices: [schemaIndex('quality_plan', { columns: ['active', 'nextFrom'] })],
});

/** One period of a plan. */
export interface DrawRow {
  id: string;
  planId: string;
  fromAt: Date;
  /** Excluded. */
  toAt: Date;
  /** committed: the seed is fixed and its hash shown; drawn: the seed is shown; settled: coverage was looked at, too. */
  state: 'committed' | 'drawn' | 'settled';
  /** As the plan was when it was committed to: nothing of it can be chosen later. */
  content: PlanContent;
  /** SHA-256 of the seed. */
  commitment: string;
  seed: string;
  /** When it goes on; null: it does not. */
  dueAt: Date | null;
  drawnAt: Date | null;
  populationSize: number | null;
  /** SHA-256 of the keys, in order. */
  populationHash: string | null;
  /** Keys of what was drawn, in order, and of what was drawn in addition. */
  drawn: readonly string[];
  more: readonly string[];
}

export const DrawSchema = new EntitySchema<DrawRow>({
  name: 'quality_draw',
  columns: {
    id: column.id(),
    planId: column.ref(),
    fromAt: column.time(),
    toAt: column.time(),
    state: column.varchar(16),
    content: column.json(),
    commitment: column.varchar(64),
    seed: column.varchar(64),
    dueAt: column.nullable(column.time()),
    drawnAt: column.nullable(column.time()),
    populationSize: column.nullable(column.int()),
    populationHash: column.nullable(column.varchar(64)),
    drawn: column.json(),
    more: column.json(),
  },
  indices: [
    schemaIndex('quality_draw', { columns: ['planId', 'fromAt'], unique: true }),
    schemaIndex('quality_draw', { columns: ['dueAt'] }),
  ],
});

/** What could be drawn: some of it in each row. */
export interface Candidate {
  /** e.g. call/0199d2f0-… */
  readonly key: string;
  readonly agentId: string;
  readonly stratum: string;
}

export interface PopulationRow {
  drawId: string;
  no: number;
  candidates: readonly Candidate[];
}

export const PopulationSchema = new EntitySchema<PopulationRow>({
  name: 'quality_population',
  columns: {
    drawId: column.primary(column.ref()),
    no: column.primary(column.int()),
    candidates: column.json(),
  },
});
