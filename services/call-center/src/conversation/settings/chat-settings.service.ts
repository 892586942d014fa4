import { Clock } from '#libs/kernel/clock';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { Queues } from '../../queue/queue.api.js';
import type { ChatRules, Notice } from '../domain/chat-rules.js';
import { ChatSettingsSchema, type ChatSettingsRow } from './chat-settings.schema.js';

const TEXTS: Readonly<Record<Notice, string>> = {
  welcome: 'Welcome! How can we help you?',
  queued: 'One moment please, you are number {position} in line.',
  'queue-moved': 'You are number {position} in line now.',
  'agent-joined': 'You are talking to a member of our team now.',
  nudge: 'Are you still there? We close the chat if we do not hear from you.',
  'closed-idle': 'We have not heard from you for a while, so we close this chat. You can start a new one at any time.',
  closed: 'This chat is closed. Thank you!',
  unserved: 'We are sorry: nobody can take your chat now. Please try again later.',
  survey: 'How did we do? Please give us a mark from 1 to 5.',
};

const DEFAULTS = {
  id: 'chat' as const,
  version: 0,
  texts: {},
  nudgeAfterS: 5 * 60,
  closeAfterS: 5 * 60,
  queueNewsEveryS: 60,
  queues: {},
  lastAgentWaitS: 30,
  tellsMessages: true,
};

/** How the tenant wants its chats kept; every process goes by it within five seconds. */
@Injectable()
export class ChatSettingsService {
  readonly #memory: TenantMemory<ChatRules>;

  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    clock: Clock,
  ) {
    this.#memory = new TenantMemory(clock, async () => rulesOf(await this.#row()));
  }

  rules(): Promise<ChatRules> {
    return this.#memory.get();
  }

  async get(): Promise<ChatRules & { readonly version: number }> {
    const row = await this.#row();
    return { ...rulesOf(row), version: row.version };
  }

  /** @throws StaleVersion when it is no longer the version the caller has seen, UnknownReference */
  async replace(seen: number, rules: ChatRules): Promise<ChatRules & { readonly version: number }> {
    await this.queues.refuseUnknown(Object.values(rules.queues));
    await this.database.transaction(async (tx) => {
      const { id, version } = await this.#row();
      if (version !== seen) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      const next = { ...rules, id, version: version + 1 };
      const { affected } =
        version === 0
          ? { affected: (await tx.insert(ChatSettingsSchema, next)).identifiers.length }
          : await tx.update(ChatSettingsSchema, { id, version }, next);
      if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
    });
    await this.#memory.get({ fresh: true });
    return this.get();
  }

  async #row(): Promise<ChatSettingsRow> {
    return (await (await this.database.reader()).findOneBy(ChatSettingsSchema, { id: 'chat' })) ?? DEFAULTS;
  }
}

function rulesOf({ texts, nudgeAfterS, closeAfterS, queueNewsEveryS, ...row }: ChatSettingsRow): ChatRules {
  const lastAgentWaitS = row.lastAgentWaitS ?? DEFAULTS.lastAgentWaitS;
  return {
    texts: { ...TEXTS, ...texts },
    nudgeAfterS,
    closeAfterS,
    queueNewsEveryS,
    queues: row.queues ?? {},
    lastAgentWaitS,
    tellsMessages: row.tellsMessages ?? DEFAULTS.tellsMessages,
  };
}
