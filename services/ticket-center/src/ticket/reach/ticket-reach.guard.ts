import { BEYOND_REACH } from '#libs/web/access/beyond-reach';
import { PERMISSION } from '#libs/web/access/permissions';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { NAMED_TICKETS } from './named-tickets.js';
import { TicketReach } from './ticket-reach.api.js';

const OF_A_TICKET = /^\/api\/v1\/tickets\/:(\w+)/;

/** Every route of a ticket, whichever context it is of: what somebody does not see is not there. */
@Injectable()
export class TicketReachGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly reach: TicketReach,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const name = OF_A_TICKET.exec(request.routeOptions.url ?? '')?.[1];
    if (name === undefined || this.reflector.get<boolean | undefined>(BEYOND_REACH, context.getHandler())) return true;
    const permission = this.reflector.get<string>(PERMISSION, context.getHandler());
    const fields = this.reflector.get<readonly string[] | undefined>(NAMED_TICKETS, context.getHandler()) ?? [];
    const body = (request.body ?? {}) as Record<string, unknown>;
    const named = fields.map((field) => body[field]).filter((id) => typeof id === 'string');
    await this.reach.require([(request.params as Record<string, string>)[name]!, ...named], permission);
    return true;
  }
}
