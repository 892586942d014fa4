import type { PastRule, ReleaseRecord, ReleaseRule } from '#libs/discovery/release/release-rule';
import type { Releases } from '#libs/discovery/release/releases';
import type { Clock } from '#libs/kernel/clock';
import { Refusal } from '#libs/web/http/problem';
import type { Logger } from 'pino';

const KEPT = 50;
const STALE = new Refusal(412, 'stale-version', 'Somebody changed the release meanwhile; look at it again.');

export interface ChangeOf {
  readonly service: string;
  /** The revision that was seen; undefined: any. */
  readonly seen: number | undefined;
  readonly by: string;
  readonly reason: string;
}

/** Sets rules, and takes them back. All that was once set stays to be seen, and can be had again. */
export class ReleaseChanges {
  constructor(
    private readonly releases: Releases,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @throws Refusal 412 `stale-version` */
  set(change: ChangeOf, rule: ReleaseRule | null): Promise<void> {
    return this.#replace(change, rule);
  }

  /**
   * The rule of an earlier revision, as a new one.
   * @param to undefined: the one before. @throws Refusal 412 `stale-version`, 409 `nothing-to-roll-back`, 404 `no-such-revision`
   */
  rollBack(change: ChangeOf, to: number | undefined): Promise<void> {
    const record = this.releases.record(change.service);
    if (record === undefined) throw new Refusal(409, 'nothing-to-roll-back', 'There never was another rule.');
    const earlier = to === undefined ? record.history[0] : record.history.find(({ revision }) => revision === to);
    if (to !== undefined && earlier === undefined)
      throw new Refusal(404, 'no-such-revision', 'That revision is not among those that are kept.');
    return this.#replace(change, earlier?.rule ?? null);
  }

  async #replace({ service, seen, by, reason }: ChangeOf, rule: ReleaseRule | null): Promise<void> {
    const before = this.releases.record(service);
    const revision = before?.revision ?? 0;
    if (seen !== undefined && seen !== revision) throw STALE;
    const at = this.clock.now().toISOString();
    const next: PastRule = { revision: revision + 1, rule, by, at, reason };
    const record: ReleaseRecord = { ...next, history: historyOf(before) };
    if (!(await this.releases.replace(service, before, record))) throw STALE;
    this.logger.info({ service, revision: revision + 1, by }, 'release changed');
  }
}

function historyOf(record: ReleaseRecord | undefined): PastRule[] {
  if (record === undefined) return [];
  const { history, ...last } = record;
  return [last, ...history].slice(0, KEPT);
}
