import { VisitorToken, VisitorTokenRequest } from '#libs/contracts/common-center/identity/visitor-token-api';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Header, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { TokenIssuer } from './token-issuer.js';

/** All a customer without an account may do. */
const SCOPE = 'conversation:attend me:report';

@ApiExcludeController()
@Controller('internal/visitor-tokens')
export class VisitorTokenController {
  constructor(private readonly tokens: TokenIssuer) {}

  @Post()
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(VisitorToken)
  issueVisitorToken(@Body({ schema: VisitorTokenRequest }) { subject }: z.infer<typeof VisitorTokenRequest>) {
    return this.tokens.issue({ subject, kind: 'visitor', tenantId: currentTenant(), scope: SCOPE });
  }
}
