import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { CommandQueue } from './command-queue.js';
import { sha256 } from './digest.js';
import { GroupTransaction, type Committed } from './group-transaction.js';
import type {
  Circumstances,
  CommandDirective,
  Directive,
  Order,
  Outcome,
  StartDirective,
  Submission,
} from './submission.js';

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
    private readonly definitions: ProcessDefinitions,
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
  async submit(directive: Directive, circumstances: Circumstances = {}): Promise<Outcome> {
    if (currentContext()?.unitOfWork) throw new Error('a command cannot wait for the transaction it is called in');
    return this.#queue().submit({ ...directive, ...circumstances });
  }

  /**
   * Commands to different instances: all of them or none, in one transaction.
   * @throws NotAll naming those that were refused
   */
  async submitAll(directives: readonly CommandDirective[]): Promise<void> {
    if (directives.length === 0) return;
    if (currentContext()?.unitOfWork) throw new Error('a command cannot wait for the transaction it is called in');
    const committed = await this.transaction.all(directives.map(commandOf));
    this.#listeners.forEach((listener) => listener(committed));
  }

  #queue(): CommandQueue {
    const tenantId = currentTenant();
    const known = this.#queues.get(tenantId);
    if (known) return known;
    const queue = new CommandQueue(
      this.database.locksRows ? LANES : 1,
      (group) => runAsTenant(tenantId, () => this.#carryOut(group)),
      (committed) => runAsTenant(tenantId, () => this.#listeners.forEach((listener) => listener(committed))),
    );
    this.#queues.set(tenantId, queue);
    return queue;
  }

  /** Versions are chosen only here, so that a start keeps its place before what was asked of its instance later. */
  async #carryOut(group: readonly Order[]): Promise<Committed> {
    return this.transaction.run(await Promise.all(group.map((order) => this.#submission(order))));
  }

  async #submission(order: Order): Promise<Submission> {
    return 'start' in order ? this.#birth(order) : commandOf(order);
  }

  async #birth({ start, ...order }: StartDirective & Circumstances): Promise<Submission> {
    const { definition, binding, businessKey, variables, node, parent, root = order.instance } = start;
    const ref = await this.definitions.choose(definition, businessKey ?? order.instance, binding);
    const born = {
      instance: order.instance,
      version: ref.version,
      variables,
      ...(node !== undefined && { node }),
      ...(parent && { parent }),
    };
    return {
      ...order,
      fingerprint: sha256(JSON.stringify(start)),
      command: { type: 'start', ...born },
      birth: { definition: ref, businessKey, root },
    };
  }
}

function commandOf(order: CommandDirective & Circumstances): Submission {
  return { ...order, fingerprint: sha256(JSON.stringify([order.instance, order.command])) };
}
