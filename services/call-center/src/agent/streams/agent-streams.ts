import { LOGGER } from '#libs/web/platform/logger-token';
import { LookingStreams, type Listening } from '#libs/web/http/looking-streams';
import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import { GetAgent } from '../queries/get-agent.js';
import { AgentNews } from './agent-news.js';

interface Following {
  readonly agentId: string;
  /** The last that was told; null: nothing yet. */
  told: string | null;
}

/** What happens to agents, pushed to them. */
@Injectable()
export class AgentStreams extends LookingStreams<Following> {
  constructor(
    private readonly news: AgentNews,
    private readonly queries: QueryBus,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ most: 2_000, everyMs: 400, failure: 'the journal of agents cannot be read', logger });
  }

  /**
   * How the agent is now, and then everything that happens; after `lastEventId` only what happened since.
   * @throws Refusal 503 `too-many-streams`
   */
  of(agentId: string, lastEventId: string | undefined): Observable<MessageEvent> {
    return this.opened(() => ({ agentId, told: lastEventId ?? null }));
  }

  protected override async tell(streams: readonly Listening<Following>[]): Promise<void> {
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
  async #greet(stream: Listening<Following>): Promise<void> {
    const id = await this.news.last(stream.agentId);
    const data = await this.queries
      .execute(new GetAgent(stream.agentId))
      .catch((error: unknown) => stream.out.error(error));
    if (!data) return;
    stream.told = id;
    stream.out.next({ id, type: 'agent', data });
  }
}
