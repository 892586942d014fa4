import type { ServerResponse } from 'node:http';
import { Refusal } from '#libs/web/http/problem';
import type { Operations } from '../definition/operations.js';
import type { View } from '../definition/view.js';
import type { PartAnswers } from '../execution/part-answers.js';
import { ViewRun, type Outcomes, type ViewCall } from '../execution/view-run.js';
import type { Went } from '../view-counts.js';
import { fieldSchemas } from './field-schema.js';
import { goneSignal, written } from './outgoing.js';
import { MEDIA_TYPES, messageOf, prioritiesOf, stagesOf, type Format } from './view-messages.js';
import { etagOf, matches, partsJson, type Extent } from './view-text.js';
import type { Watches } from './watches.js';

/** Told how answers went. */
export interface DeliveryCounts {
  settled(view: string, outcomes: Outcomes): void;
  went(view: string, kind: Went): void;
  took(view: string, message: 'fast' | 'whole', ms: number): void;
}

/** How an answer is wanted. */
export interface Wish extends Extent {
  readonly format: Format | 'json';
  readonly ifNoneMatch: string | undefined;
}

/** One request for a view, and where its answer goes. */
export interface Delivered extends ViewCall {
  readonly wish: Wish;
  readonly response: ServerResponse;
  readonly answerHeaders: readonly string[];
}

/** Runs views and sends what comes of it: at once, or as it comes. */
export class ViewDelivery {
  constructor(
    private readonly operations: Operations,
    private readonly answers: PartAnswers,
    private readonly watches: Watches,
    private readonly counts: DeliveryCounts,
  ) {}

  /** @throws Refusal when the part without which there is nothing to show is not there; ClientLeft */
  async answer(delivered: Delivered): Promise<void> {
    const begun = performance.now();
    const { view, inputs, caller, wish, response } = delivered;
    const gone = goneSignal(response);
    const run = new ViewRun(delivered, this.operations, this.answers, gone);
    const went =
      wish.format === 'json'
        ? await this.#atOnce(run, delivered)
        : await this.#asItComes(run, delivered, wish.format, gone);
    const name = view.definition.name;
    this.watches.learned(caller, name, inputs, run.touches());
    this.counts.took(name, went === 'fast' ? 'fast' : 'whole', performance.now() - begun);
    this.counts.went(name, went);
  }

  async #atOnce(run: ViewRun, delivered: Delivered): Promise<Went> {
    const { view, wish, response, answerHeaders } = delivered;
    const outcomes = await run.parts(...(wish.whole ? prioritiesOf(view) : (['fast'] as const)));
    this.#took(view, outcomes);
    const etag = etagOf(delivered, wish, outcomes);
    if (matches(wish.ifNoneMatch, etag)) return notModified(delivered, etag!);
    const head = JSON.stringify({
      view: view.definition.name,
      version: view.version,
      whole: wish.whole,
      ...this.#schema(delivered),
    });
    const body = Buffer.from(`${head.slice(0, -1)},"parts":${partsJson(view, outcomes)}}`);
    const own = ['content-type', 'application/json; charset=utf-8', 'content-length', String(body.length)];
    response.writeHead(200, [...own, ...caching(etag), ...answerHeaders]).end(body);
    return wish.whole ? 'whole' : 'fast';
  }

  async #asItComes(run: ViewRun, delivered: Delivered, format: Format, gone: AbortSignal): Promise<Went> {
    const { view, response, wish } = delivered;
    const extent = { whole: true, schema: wish.schema };
    const known = wish.ifNoneMatch === undefined ? undefined : run.atOnce();
    const unchanged = known && etagOf(delivered, extent, known);
    if (matches(wish.ifNoneMatch, unchanged)) return notModified(delivered, unchanged!);
    for await (const stage of stagesOf(view, run)) {
      this.#took(view, stage.outcomes);
      if (stage.number === 0) beginStream(delivered, format);
      const schema = stage.number === 0 ? this.#schema(delivered) : {};
      const etag = stage.last ? { etag: etagOf(delivered, extent, stage.soFar) } : {};
      await written(response, messageOf(format, view, stage, { ...schema, ...etag }), gone);
    }
    response.end();
    return 'streamed';
  }

  /** @throws Refusal */
  #took({ definition: { name, required } }: View, outcomes: Outcomes): void {
    this.counts.settled(name, outcomes);
    const outcome = required === undefined ? undefined : outcomes.get(required);
    if (outcome === undefined || outcome.status === 'ok' || outcome.status === 'stale') return;
    this.counts.went(name, 'refused');
    const { status, code } = 'problem' in outcome ? outcome.problem : { status: 404, code: 'not-found' };
    throw new Refusal(status, code, `There is nothing to show without the part ${required}.`);
  }

  #schema({ view, wish }: Delivered): object {
    return wish.schema ? { schema: fieldSchemas(view, this.operations) } : {};
  }
}

function beginStream({ response, answerHeaders }: Delivered, format: Format): void {
  const own = ['content-type', MEDIA_TYPES[format], 'cache-control', 'no-store', 'x-accel-buffering', 'no'];
  response.writeHead(200, [...own, ...answerHeaders]);
}

function notModified({ response, answerHeaders }: Delivered, etag: string): Went {
  response.writeHead(304, [...caching(etag), ...answerHeaders]).end();
  return 'not-modified';
}

/** The client may keep it, and has to ask each time whether it still holds. */
function caching(etag: string | undefined): string[] {
  const kept = ['cache-control', 'private, no-cache', 'vary', 'Authorization, Accept'];
  return etag === undefined ? kept : [...kept, 'etag', etag];
}
