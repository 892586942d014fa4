import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { domainError } from '#libs/kernel/domain-error';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { DialogueTurn } from '#libs/quality-rules/exam/question';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { maskedDialogue } from './masked-dialogue.js';

const TIMEOUT_MS = 5_000;
const MOST_TURNS = 200;

export class DialogueNotFound extends domainError('exam-dialogue-not-found', 'not-found') {}

const Messages = z.object({
  items: z.array(
    z.object({
      senderRole: z.enum(['customer', 'agent', 'bot', 'system']),
      text: z.string().nullable(),
      visibility: z.enum(['all', 'agents']),
    }),
  ),
});

/** Chats of the call centre, as questions may show them. */
@Injectable()
export class Dialogues {
  constructor(
    private readonly client: ServiceClient,
    private readonly policies: MaskingPolicies,
  ) {}

  /**
   * What was said between customer and agents, masked by the tenant's rules, as far as the caller may read it; asks another service.
   * @throws DialogueNotFound, DialogueNotMasked, RemoteError
   */
  async masked(conversationId: string, names: readonly string[]): Promise<DialogueTurn[]> {
    const path = `/api/v1/conversations/${conversationId}/messages`;
    const query = { after: 0, limit: MOST_TURNS };
    const request = { method: 'GET', path, query, schema: Messages, timeoutMs: TIMEOUT_MS } as const;
    const { items } = await this.client.request('call-center', request).catch((error: unknown) => {
      if (error instanceof RemoteProblem && (error.status === 404 || error.status === 403)) throw notFound();
      throw error;
    });
    const turns = items.flatMap(({ senderRole, text, visibility }) =>
      senderRole === 'system' || text === null || text.trim() === '' || visibility !== 'all'
        ? []
        : [{ speaker: senderRole, text }],
    );
    if (turns.length === 0) throw notFound();
    return maskedDialogue(turns, names, this.policies.of(currentTenant()).rules);
  }
}

function notFound(): DialogueNotFound {
  return new DialogueNotFound('There is no such dialogue that you may read.');
}
