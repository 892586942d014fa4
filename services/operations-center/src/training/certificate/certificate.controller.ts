import { Clock } from '#libs/kernel/clock';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Public, Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CertificateRow } from './certificate.schema.js';
import { Certificates } from './certificates.js';

const time = z.iso.datetime();
const CertificateView = z
  .object({
    id: z.uuid(),
    number: z.string(),
    verification: z.string().describe('whoever is shown the certificate can have it checked by'),
    courseId: z.uuid(),
    courseVersion: z.int(),
    personId: z.string(),
    issuedAt: time,
    expiresAt: time.nullable(),
    state: z.enum(['valid', 'expired', 'revoked']),
  })
  .meta({ id: 'Certificate' });
/** Not whose it is. */
const VerifiedView = CertificateView.omit({ id: true, personId: true, verification: true });

@ApiTags('certificates')
@Controller('api/v1/certificates')
export class CertificateController {
  constructor(
    private readonly certificates: Certificates,
    private readonly clock: Clock,
  ) {}

  @Get('mine')
  @Requires('training:learn')
  @Answers(pageOfSchema(CertificateView))
  listMyCertificates(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.#page(actor(), query);
  }

  @Get('of/:personId')
  @Requires('training:review')
  @Answers(pageOfSchema(CertificateView))
  listCertificatesOf(@Param('personId') personId: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.#page(personId, query);
  }

  /** Whether it is good, for whoever was shown it. */
  @Get('verified/:verification')
  @Public()
  @Answers(VerifiedView)
  async verifyCertificate(@Param('verification') verification: string) {
    return this.#view(await this.certificates.verified(verification));
  }

  @Post(':id/revoke')
  @Requires('training:configure')
  @Answers(CertificateView)
  async revokeCertificate(@Param('id') id: string) {
    return this.#view(await this.certificates.revoke(id));
  }

  async #page(personId: string, query: PageQuery) {
    const { items, next } = await this.certificates.of(personId, query);
    return { items: items.map((row) => this.#view(row)), next };
  }

  #view({ issuedAt, expiresAt, revokedAt, ...row }: CertificateRow) {
    const hasExpired = expiresAt !== null && expiresAt <= this.clock.now();
    const state = revokedAt ? 'revoked' : hasExpired ? 'expired' : 'valid';
    return { ...row, state, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
  }
}
