import { ServiceClient } from '#libs/discovery/calls/service-client';
import { VisitorToken } from '#libs/contracts/common-center/identity/visitor-token-api';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

/** Customers have no account: they get a token that is good for taking part in one conversation, for a while. */
@Injectable()
export class VisitorTokens {
  constructor(private readonly services: ServiceClient) {}

  /** As ourselves: whoever asks us may not make tokens. */
  issue(conversationId: string): Promise<z.infer<typeof VisitorToken>> {
    return runAsTenant(currentTenant(), () =>
      this.services.request('common-center', {
        method: 'POST',
        path: '/internal/visitor-tokens',
        body: { subject: conversationId },
        schema: VisitorToken,
      }),
    );
  }
}
