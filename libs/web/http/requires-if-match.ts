import { applyDecorators, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Refusal } from './problem.js';

/** Whatever there is: it would be overwritten unseen. */
const ANY = '*';

@Injectable()
class IfMatchGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const seen = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
    if (seen !== undefined && seen !== ANY) return true;
    throw new Refusal(428, 'if-match-required', 'Say which version you are changing: send its ETag as If-Match.');
  }
}

/** For routes that overwrite what people wrote: without the version the last writer would win unseen. */
export function RequiresIfMatch() {
  return applyDecorators(UseGuards(IfMatchGuard), ApiHeader({ name: 'If-Match', required: true }));
}
