import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { NOBODY, PERMISSION, permits } from './permissions.js';
import { Refusal } from '../http/problem.js';

@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const needed = this.reflector.get<string | undefined>(PERMISSION, context.getHandler());
    if (needed === NOBODY) return true;
    const identity = currentContext()?.identity;
    if (!identity) throw new Refusal(401, 'not-authenticated', 'This needs a login.');
    if (needed !== undefined && permits(identity.permissions, needed)) return true;
    throw new Refusal(403, 'not-permitted', `This needs the permission ${needed}.`);
  }
}
