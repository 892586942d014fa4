import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../http/problem.js';
import { ErasedPersons } from './erased-persons.js';

const OF_ERASED = 'switchboard:of-erased-persons';

/** The route takes the id of somebody who was erased. */
export function OfErasedPersons() {
  return SetMetadata(OF_ERASED, true);
}

/**
 * Refuses what people and programs from outside want kept under the id of a customer who was erased. Services are not refused: what
 * they bring late is erased again, and a refusal would be repeated for ever.
 */
@Injectable()
export class ErasedPersonGate implements CanActivate {
  constructor(
    private readonly erased: ErasedPersons,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const { body } = context.switchToHttp().getRequest<FastifyRequest<{ Body?: { customerId?: unknown } | null }>>();
    const customerId = body?.customerId;
    const { tenantId, identity } = currentContext() ?? {};
    if (typeof customerId !== 'string' || tenantId === undefined || identity?.kind === 'service') return true;
    if (this.reflector.get<boolean | undefined>(OF_ERASED, context.getHandler())) return true;
    if (!(await this.erased.has(customerId))) return true;
    throw new Refusal(
      409,
      'person-erased',
      'What was known of this customer was erased: nothing is kept of them any more.',
    );
  }
}
