import type { ServerResponse } from 'node:http';
import { permits } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import type { LiveViews } from '../definition/live-views.js';
import type { Operations } from '../definition/operations.js';
import type { Caller } from '../execution/caller.api.js';
import type { PartAnswers } from '../execution/part-answers.js';
import { ViewRun } from '../execution/view-run.js';
import { checkedInputs, matched, type Matched } from '../view-target.js';
import { WatchStream } from './watch-stream.js';
import type { Watches } from './watches.js';

const MOST_VIEWS = 100;
/** Of one person at a time: a connection serves all their tabs. */
const MOST_STREAMS = 8;

/** A request to be told. */
export interface Watching {
  readonly caller: Caller;
  readonly response: ServerResponse;
  readonly answerHeaders: readonly string[];
}

/** Lets in those who want to be told what is old of the views they have open. */
export class WatchDoor {
  readonly #streams = new Map<WatchStream, string>();

  constructor(
    private readonly live: LiveViews,
    private readonly operations: Operations,
    private readonly answers: PartAnswers,
    private readonly watches: Watches,
  ) {}

  get size(): number {
    return this.#streams.size;
  }

  /** @throws Refusal 400, 403, 404 or 429; ValidationFailed */
  open({ caller, response, answerHeaders }: Watching, search: URLSearchParams): void {
    const targets = (search.get('views') ?? '').split(',').filter((target) => target !== '');
    if (targets.length === 0 || targets.length > MOST_VIEWS)
      throw new Refusal(400, 'views-malformed', `Name 1 to ${MOST_VIEWS} views, as their paths below /api/v1/views/.`);
    const found = targets.map((target) => this.#permitted(target, caller));
    const who = JSON.stringify([caller.tenantId, caller.identity.subject]);
    if (Array.from(this.#streams.values()).filter((one) => one === who).length >= MOST_STREAMS)
      throw new Refusal(
        429,
        'too-many-streams',
        `There are ${MOST_STREAMS} streams of yours already; one serves all tabs.`,
      );
    const stream = new WatchStream(response, answerHeaders);
    this.#streams.set(stream, who);
    const ends = found.map((each) => this.#watch(each, caller, stream));
    response.once('close', () => {
      this.#streams.delete(stream);
      for (const end of ends) end();
    });
  }

  endAll(): void {
    for (const stream of this.#streams.keys()) stream.end();
  }

  #permitted(target: string, caller: Caller): Matched {
    const found = target.includes('%') ? undefined : matched(this.live.standing, `/api/v1/views/${target}`);
    if (found === undefined) throw new Refusal(404, 'no-such-view', 'One of the views is not known.');
    checkedInputs(found, new URLSearchParams());
    const { permission } = found.view.definition;
    if (permits(caller.identity.permissions, permission)) return found;
    throw new Refusal(403, 'not-permitted', `This needs the permission ${permission}.`);
  }

  #watch({ view, inputs }: Matched, caller: Caller, stream: WatchStream): () => void {
    const run = new ViewRun({ view, inputs, caller }, this.operations, this.answers, new AbortController().signal);
    const watched = { view: view.definition.name, inputs, touches: run.touches() };
    return this.watches.open(caller, watched, (invalidated) => stream.tell(invalidated));
  }
}
