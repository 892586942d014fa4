import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Variables } from '#libs/process-engine/variables';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { correlationKeyOf, sha256 } from '../run/digest.js';
import { storeOutgoing } from '../run/outgoing.js';
import { CommandKeyReused } from '../run/process.errors.js';
import { receivers } from '../run/signals.js';
import { FINGERPRINT, ProcessCommandSchema } from '../schema/process-command.schema.js';
import { ProcessMessageSchema } from '../schema/process-message.schema.js';
import type { Directive } from '../run/submission.js';
import { MessageRouter } from './message-router.js';
import { OutgoingWorker } from './outgoing-worker.js';

export interface NewMessage {
  readonly name: string;
  /** null: told by its name alone. */
  readonly correlationKey: string | null;
  readonly variables: Variables;
  /** How long it waits for somebody who wants it, ms; 0: only for who wants it now. */
  readonly keepMs: number;
}

/** Messages and signals from outside, each once by its key; in the caller's transaction, if there is one. */
@Injectable()
export class SentMessages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly router: MessageRouter,
    private readonly outgoing: OutgoingWorker,
    private readonly keys: KeysAtHand,
  ) {}

  /** @throws CommandKeyReused */
  async send(key: string, message: NewMessage): Promise<void> {
    const { name, variables, keepMs } = message;
    const topic = { name, correlationKey: correlationKeyOf(message.correlationKey) };
    await this.#once(key, message, async (tx, now) => {
      const expiresAt = new Date(now.getTime() + keepMs);
      const row = { id: newId(now), ...topic, variables: variables as object, expiresAt, kept: keepMs > 0 };
      await tx.insert(ProcessMessageSchema, row);
    });
    await afterwards(() => this.router.route([topic]));
  }

  /** @throws CommandKeyReused */
  async broadcast(key: string, name: string, variables: Variables): Promise<void> {
    let directives: readonly Directive[] = [];
    await this.#once(key, { name, variables }, async (tx, now) => {
      directives = await receivers(tx, [{ key, name, variables }], now);
      await storeOutgoing(tx, directives, now);
    });
    await afterwards(() => Promise.resolve(this.outgoing.deliver(directives)));
  }

  async #once(key: string, what: object, work: (tx: EntityManager, now: Date) => Promise<void>): Promise<void> {
    const id = sha256(key);
    const fingerprint = sha256(JSON.stringify(what));
    const now = this.clock.now();
    const row = { id, fingerprint, instance: null, outcome: null, at: now };
    try {
      await this.database.transaction(async (tx) => {
        await tx.insert(ProcessCommandSchema, row);
        await work(tx, now);
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const first = await (await this.database.reader()).findOneBy(ProcessCommandSchema, { id });
      if (!first || !this.keys.formsOf(FINGERPRINT, fingerprint).includes(first.fingerprint))
        throw new CommandKeyReused('This key was used for something else.', { key });
    }
  }
}

/** Now, or once the surrounding transaction is committed; what fails then is found at the next look. */
async function afterwards(work: () => Promise<void>): Promise<void> {
  const unit = currentContext()?.unitOfWork;
  if (!unit) return work();
  const tenantId = currentTenant();
  unit.afterCommit(() => void runAsTenant(tenantId, work).catch(() => undefined));
}
