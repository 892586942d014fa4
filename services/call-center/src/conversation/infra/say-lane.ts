import {
  currentContext,
  currentTenant,
  runInContext,
  type RequestContext,
} from '#libs/persistence/tenant/tenant-context';
import type { Conversation } from '../domain/conversation.aggregate.js';
import type { Message } from '../domain/message.js';

/** One message on its way into its conversation. */
export interface Saying {
  readonly conversationId: string;
  readonly change: (conversation: Conversation) => Message;
}

/** What became of each, in order: the message, or why not. */
export type Outcome = { readonly message: Message } | { readonly error: unknown };

interface Entry {
  readonly saying: Saying;
  readonly context: RequestContext;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** Beyond it sharing a commit gains nothing more. */
const MOST_IN_A_GROUP = 64;

/**
 * The messages of a tenant on this node: those that gather while one commit is under way share the next, in the order in which
 * they came. A group that fails as a whole is stored one by one.
 */
export class SayLane {
  readonly #waiting = new Map<string, Entry[]>();

  /** @param store one transaction; an outcome for each saying */
  constructor(private readonly store: (sayings: readonly Saying[]) => Promise<Outcome[]>) {}

  submit(saying: Saying): Promise<Message> {
    const tenant = currentTenant();
    return new Promise((resolve, reject) => {
      const entry = { saying, context: currentContext()!, resolve, reject };
      const waiting = this.#waiting.get(tenant);
      if (waiting) return void waiting.push(entry);
      this.#waiting.set(tenant, [entry]);
      void this.#run(tenant);
    });
  }

  async #run(tenant: string): Promise<void> {
    // Those who speak in the same breath share the first commit.
    await Promise.resolve();
    const waiting = this.#waiting.get(tenant)!;
    while (waiting.length > 0) await this.#settle(waiting.splice(0, MOST_IN_A_GROUP));
    this.#waiting.delete(tenant);
  }

  async #settle(group: readonly Entry[]): Promise<void> {
    try {
      const sayings = group.map(({ saying }) => saying);
      const outcomes = await runInContext(group[0]!.context, () => this.store(sayings));
      outcomes.forEach((outcome, index) => {
        const { resolve, reject } = group[index]!;
        if ('message' in outcome) resolve(outcome.message);
        else reject(outcome.error);
      });
    } catch (error) {
      if (group.length === 1) return group[0]!.reject(error);
      for (const entry of group) await this.#settle([entry]);
    }
  }
}
