import { currentTenant, runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Refusal } from '#libs/web/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { GetAgent } from '../queries/get-agent.js';
import { AgentNews } from './agent-news.js';

/** Open streams at a time in one process. */
const MOST_STREAMS = 2_000;
/** Then the agent comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Whichever process changed an agent: the streams of all look at the journal so often. */
const LOOK_EVERY_MS = 400;
/** A line that means nothing, so that whoever is in between does not give the connection up. */
const KEEP_ALIVE_MS = 15_000;

interface Stream {
  readonly tenant: string;
  readonly agentId: string;
  readonly out: Subscriber<MessageEvent>;
  /** The last that was told; null: nothing yet. */
  told: string | null;
}

/** What happens to agents, pushed to them; those of one tenant share a look. */
@Injectable()
export class AgentStreams implements OnModuleDestroy {
  readonly #streams = new Set<Stream>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly news: AgentNews,
    private readonly queries: QueryBus,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * How the agent is now, and then everything that happens; after `lastEventId` only what happened since.
   * @throws Refusal 503 `too-many-streams`
   */
  of(agentId: string, lastEventId: string | undefined): Observable<MessageEvent> {
    const tenant = currentTenant();
    if (this.#streams.size >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many listen; try later.');
    return new Observable((out) => {
      const stream: Stream = { tenant, agentId, out, told: lastEventId ?? null };
      this.#streams.add(stream);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still here' }), KEEP_ALIVE_MS).unref();
      this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
      void this.#look();
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#leave(stream);
      };
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    for (const { out } of this.#streams) out.complete();
    await this.#looking;
  }

  #leave(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookAtAll()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the journal of agents cannot be read'))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    for (const [tenant, streams] of Map.groupBy(this.#streams, (stream) => stream.tenant))
      await runAsTenant(tenant, () => this.#tell(streams));
  }

  async #tell(streams: readonly Stream[]): Promise<void> {
    for (const stream of streams) if (stream.told === null) await this.#greet(stream);
    const since = new Map<string, string>();
    for (const { agentId, told } of streams) {
      if (told !== null && told < (since.get(agentId) ?? '~')) since.set(agentId, told);
    }
    const byAgent = Map.groupBy(await this.news.since(since), ({ agentId }) => agentId);
    for (const stream of streams) {
      for (const { id, type, data } of byAgent.get(stream.agentId) ?? []) {
        if (stream.told === null || id <= stream.told) continue;
        stream.told = id;
        stream.out.next({ id, type, data });
      }
    }
  }

  /** The state is read after the place in the journal: what happens in between is told twice, not never. */
  async #greet(stream: Stream): Promise<void> {
    const id = await this.news.last(stream.agentId);
    const data = await this.queries
      .execute(new GetAgent(stream.agentId))
      .catch((error: unknown) => stream.out.error(error));
    if (!data) return;
    stream.told = id;
    stream.out.next({ id, type: 'agent', data });
  }
}
