import type { ClientLogSettings } from '#libs/contracts/settings/gateway-client-logs';
import type { Live } from '#libs/discovery/config/live-value';
import type { Clock } from '#libs/kernel/clock';
import { runInContext } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import type { Logger } from 'pino';
import type { Caller } from '../aggregation/execution/caller.api.js';
import type { ClientLine, ClientLogBody } from './client-line.api.js';
import { harmless, harmlessPage } from './harmless.js';
import { KeptLines } from './kept-lines.js';

/** So many lines of whoever has the key. */
export interface Lines {
  readonly key: string;
  readonly count: number;
  readonly perMinute: number;
}

/** Takes them all from allowances that come back evenly; false: one has not so many left, and nothing was taken. */
export type Allows = (lines: readonly Lines[]) => Promise<boolean>;

const BELIEVED_MS = 3_600_000;

/** What desks and portals say went wrong with them: goes to the log, and the latest is kept here. */
export class ClientLogs {
  readonly kept = new KeptLines();

  constructor(
    private readonly settings: Live<ClientLogSettings>,
    private readonly allows: Allows,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @throws Refusal 429 `too-many-log-lines` */
  async take(said: ClientLogBody, { tenantId, identity, traceparent }: Caller): Promise<void> {
    const { clientPerMinute, tenantPerMinute } = this.settings.current;
    const count = said.lines.length;
    const ofClient = { key: `${tenantId}:${identity.subject}`, count, perMinute: clientPerMinute };
    const isAllowed = await this.allows([ofClient, { key: tenantId, count, perMinute: tenantPerMinute }]);
    if (!isAllowed) throw new Refusal(429, 'too-many-log-lines', 'Keep what is left, and come again in a minute.');
    runInContext({ tenantId, traceparent }, () => {
      for (const line of said.lines) this.#keep(lineOf(said, line, tenantId, identity.subject, this.clock.now()));
    });
  }

  #keep(line: ClientLine): void {
    this.kept.keep(line);
    const { traceId: aboutTrace, message: saying, stack: stackOfClient, level: levelOfClient } = line;
    const { receivedAt, at, client, application, version, code, page } = line;
    const where = { client, application, version, page };
    this.logger.info(
      { at, receivedAt, ...where, aboutTrace, levelOfClient, code, saying, stackOfClient },
      'a client says',
    );
  }
}

function lineOf(
  { application, version }: ClientLogBody,
  line: ClientLogBody['lines'][number],
  tenantId: string,
  client: string,
  now: Date,
): ClientLine {
  const { at, level, message, code = null, traceId = null, page, stack } = line;
  return {
    receivedAt: now.toISOString(),
    at: believable(new Date(at), now).toISOString(),
    tenantId,
    client,
    application,
    version,
    level,
    message: harmless(message),
    code,
    traceId,
    page: page === undefined ? null : harmlessPage(page),
    stack: stack === undefined ? null : harmless(stack),
  };
}

/** Clocks of clients go as they like; what was sent late is believed for an hour. */
function believable(said: Date, now: Date): Date {
  return Math.abs(now.getTime() - said.getTime()) <= BELIEVED_MS ? said : now;
}
