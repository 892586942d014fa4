import { ServiceClient } from '#libs/discovery/calls/service-client';
import {
  STANDINGS_AT_ONCE,
  TicketStandings,
  type TicketStanding,
} from '#libs/contracts/ticket-center/ticket-standings-api';
import { Injectable } from '@nestjs/common';

const TIMEOUT_MS = 10_000;
const PATH = '/internal/ticket-standings';

/** How tickets stand in ticket-center. */
@Injectable()
export class StandingsOfTickets {
  constructor(private readonly client: ServiceClient) {}

  /** Pages of unfinished ones, by id; the last one has fewer. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async *unfinished(): AsyncGenerator<TicketStanding[], void, void> {
    for (let after: string | null = null; ;) {
      const page: TicketStanding[] = await this.#ask(after === null ? '' : `?after=${after}`);
      yield page;
      if (page.length < STANDINGS_AT_ONCE) return;
      after = page.at(-1)!.id;
    }
  }

  /** Those that there are. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, TicketStanding>> {
    const found = new Map<string, TicketStanding>();
    for (let at = 0; at < ids.length; at += STANDINGS_AT_ONCE)
      for (const each of await this.#ask(`?ids=${ids.slice(at, at + STANDINGS_AT_ONCE).join(',')}`))
        found.set(each.id, each);
    return found;
  }

  async #ask(query: string): Promise<TicketStanding[]> {
    const call = { method: 'GET' as const, path: `${PATH}${query}`, schema: TicketStandings, timeoutMs: TIMEOUT_MS };
    return (await this.client.request('ticket-center', call)).items;
  }
}
