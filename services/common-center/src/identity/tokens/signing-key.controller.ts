import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { addressOf, AuditSayings } from '#libs/web/audit/audit-sayings';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KeysOfPlatform } from '../domain/identity.errors.js';
import { SigningKey } from './signing-key.js';

const NextKeyView = z.object({ id: z.string(), signsFrom: z.iso.datetime() });

@ApiTags('tokens')
@Controller('api/v1/signing-keys')
export class SigningKeyController {
  constructor(
    private readonly signingKey: SigningKey,
    private readonly sayings: AuditSayings,
  ) {}

  /** Published at once, signing ten minutes later; repeated until then it stays the same. */
  @Post('rotate')
  @Requires('signing-key:rotate')
  @NaturallyIdempotent()
  @Answers(NextKeyView)
  async rotateSigningKey(@Req() request: FastifyRequest) {
    if (currentTenant() !== PLATFORM_TENANT)
      throw new KeysOfPlatform('All tenants share the keys: the platform rotates them.');
    const { id, signsFrom } = await this.signingKey.rotate();
    const next = { id, signsFrom: signsFrom.toISOString() };
    const said = { action: 'signing-key:rotate', resourceId: id, before: null, after: next, reason: null };
    await this.sayings.say({ ...said, address: addressOf(request) });
    return next;
  }
}
