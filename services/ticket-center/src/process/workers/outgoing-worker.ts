import { DomainError } from '#libs/kernel/domain-error';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { removeOutgoing, storeOutgoing } from '../run/outgoing.js';
import { InstanceNotFound } from '../run/process.errors.js';
import { Runtime } from '../run/runtime.js';
import type { Directive, StartDirective } from '../run/submission.js';
import { ProcessOutgoingSchema } from '../schema/process-outgoing.schema.js';
import { Claims } from './claims.js';

const AT_ONCE = 200;
const CLAIM_MS = 30_000;
/** Whoever is not there after so many claims never will be: the start it waits for was refused. */
const MOST_CLAIMS = 20;

/** Carries out the commands that follow from others: at once after their commit, or later what a crash left behind. */
@Injectable()
export class OutgoingWorker {
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly claims: Claims,
    private readonly runtime: Runtime,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    runtime.onCommitted(({ outgoing }) => this.deliver(outgoing));
  }

  async look(partitions: readonly number[]): Promise<void> {
    for (;;) {
      const left = await this.claims.take(ProcessOutgoingSchema, { partitions, most: AT_ONCE, forMs: CLAIM_MS });
      await Promise.all(left.map(({ directive, claims }) => this.#carryOut(directive, claims)));
      if (left.length < AT_ONCE) return;
    }
  }

  /** Those who are stored already; nobody waits for them. */
  deliver(directives: readonly Directive[]): void {
    for (const directive of directives) {
      const delivery = this.#carryOut(directive).finally(() => this.#underWay.delete(delivery));
      this.#underWay.add(delivery);
    }
  }

  /** Resolves when nothing is under way, also nothing that followed. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Never rejects: what failed stays stored, and its claim runs out. */
  async #carryOut(directive: Directive, claims = 0): Promise<void> {
    try {
      await this.runtime.submit(directive, { stored: true });
    } catch (error) {
      // An instance that is not there yet may be on its way: its start can be stored beside this.
      const mayStill = error instanceof InstanceNotFound && claims < MOST_CLAIMS;
      if (mayStill || !(error instanceof DomainError)) return this.#leave(directive, error);
      await this.#refused(directive, error).catch((again: unknown) => this.#leave(directive, again));
    }
  }

  async #refused(directive: Directive, error: DomainError): Promise<void> {
    const follows = 'start' in directive ? lost(directive, error) : [];
    await this.database.transaction(async (tx) => {
      await removeOutgoing(tx, [directive.key]);
      await storeOutgoing(tx, follows, this.clock.now());
    });
    this.logger.warn({ err: error, instance: directive.instance }, 'a command that followed was refused');
    this.deliver(follows);
  }

  #leave({ instance }: Directive, error: unknown): void {
    this.logger.warn({ err: error, instance }, 'a command that followed waits for its next attempt');
  }
}

/** The parent learns that its child could not be started. */
function lost({ key, start: { parent } }: StartDirective, { message }: DomainError): Directive[] {
  if (!parent) return [];
  const result = { outcome: 'lost', message } as const;
  const command = { type: 'child-ended', wait: parent.wait, result } as const;
  return [{ key: `${key}:lost`, instance: parent.instance, command }];
}
