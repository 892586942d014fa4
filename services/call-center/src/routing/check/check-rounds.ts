import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { RoutingLog } from '../log/routing-log.js';
import { CheckCourse } from './check-course.js';
import { RoutingChecks } from './routing-checks.service.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;
/** Of one tenant in one round: those who route on this process are not to wait long. */
const PAGES = 4;

/** Carries out checks, one after the other in each tenant, by one process; who takes over begins the check anew. */
@Injectable()
export class CheckRounds {
  readonly rounds: Rounds;
  readonly #courses = new Map<string, CheckCourse>();

  constructor(
    rounds: LeasedRounds,
    private readonly checks: RoutingChecks,
    private readonly log: RoutingLog,
  ) {
    this.rounds = rounds.of({
      job: 'routing-check',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'a routing log was not checked',
      work: (round) => this.#inEachTenant(round),
    });
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    if (!(await rounds.isOurs())) return this.#courses.clear();
    await rounds.inEachTenant((tenant) => this.#goOn(tenant, rounds));
  }

  async #goOn(tenant: string, rounds: Rounds): Promise<void> {
    const check = await this.checks.next();
    const known = this.#courses.get(tenant);
    this.#courses.delete(tenant);
    if (!check) return;
    const course = known?.checkId === check.id ? known : await CheckCourse.begin(check, this.log);
    for (let page = 0; page < PAGES && (await rounds.isOurs()); page += 1) {
      const progress = await course.page();
      await this.checks.note(check.id, progress);
      if (progress.isOver) return;
    }
    this.#courses.set(tenant, course);
  }
}
