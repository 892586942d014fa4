import { listSeen } from '#libs/contracts/privacy-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { z } from 'zod';
import { PersonalBoundary } from './personal-boundary.js';

/** A page with fewer rows is no list: somebody looks for somebody. */
const FEW = 5;

/** Says when people are shown many others in the clear at once, so that whoever takes all there is gets noticed. */
@Injectable()
export class ListSightings {
  constructor(
    private readonly boundary: PersonalBoundary,
    private readonly modules: ModuleRef,
  ) {}

  /** Before the answer leaves: what was seen is known, whatever comes in between. @param list the route */
  async note(schema: z.ZodType, answer: unknown, list: string): Promise<void> {
    const { identity } = currentContext() ?? {};
    if (identity?.kind !== 'person' || rowsOf(answer) < FEW) return;
    const rows = this.boundary.rowsInClear(identity, schema, answer);
    if (rows < FEW) return;
    const part = <T>(type: abstract new (...args: never[]) => T): T => this.modules.get(type, { strict: false });
    const now = part(Clock).now();
    const event = outgoing(listSeen, { accountId: identity.subject, list, rows });
    await part(Database).transaction((tx) => part(Outbox).append(tx, newId(now), now, [event]));
  }
}

function rowsOf(answer: unknown): number {
  const { items } = (answer ?? {}) as { readonly items?: unknown };
  return Array.isArray(items) ? items.length : 0;
}
