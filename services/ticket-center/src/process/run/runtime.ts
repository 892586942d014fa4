import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { CommandQueue } from './command-queue.js';
import { Definitions } from './definitions.js';
import { sha256 } from './digest.js';
import { GroupTransaction, type Committed } from './group-transaction.js';
import type { ClaimRef, CommandDirective, Directive, Outcome, StartDirective, Submission } from './submission.js';

/** Groups of a tenant under way at once, where rows are locked; else writers take turns anyway. */
const LANES = 4;

type CommitListener = (committed: Committed) => void;

/** Where every command to an instance goes in. */
@Injectable()
export class Runtime {
  readonly #queues = new Map<string, CommandQueue>();
  readonly #listeners: CommitListener[] = [];

  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly transaction: GroupTransaction,
  ) {}

  /** Called in the tenant's context after each commit. */
  onCommitted(listener: CommitListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Resolves when the command and its consequences in the instance are committed; the same key gets the same outcome.
   * @throws InstanceNotFound, CommandKeyReused, ClaimLost, and what the engine and the definitions refuse
   */
  async submit(directive: Directive, how: { claim?: ClaimRef; stored?: boolean } = {}): Promise<Outcome> {
    if (currentContext()?.unitOfWork) throw new Error('a command cannot wait for the transaction it is called in');
    const submission = 'start' in directive ? await this.#birth(directive) : commandOf(directive);
    return this.#queue().submit({ ...submission, ...how });
  }

  async #birth({ key, instance, start }: StartDirective): Promise<Submission> {
    const { definition, binding, businessKey, variables, parent, root = instance } = start;
    const ref = await this.definitions.choose(definition, businessKey ?? instance, binding);
    return {
      key,
      instance,
      fingerprint: sha256(JSON.stringify(start)),
      command: { type: 'start', instance, version: ref.version, variables, ...(parent && { parent }) },
      birth: { definition: ref, businessKey, root },
    };
  }

  #queue(): CommandQueue {
    const tenantId = currentTenant();
    const known = this.#queues.get(tenantId);
    if (known) return known;
    const queue = new CommandQueue(
      this.database.locksRows ? LANES : 1,
      (group) => runAsTenant(tenantId, () => this.transaction.run(group)),
      (committed) => runAsTenant(tenantId, () => this.#listeners.forEach((listener) => listener(committed))),
    );
    this.#queues.set(tenantId, queue);
    return queue;
  }
}

function commandOf({ key, instance, command, message }: CommandDirective): Submission {
  const fingerprint = sha256(JSON.stringify([instance, command]));
  return { key, instance, fingerprint, command, ...(message && { message }) };
}
