import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { SopStore } from './domain/sop.repository.js';

/** What is there is not overwritten by somebody who has not seen it. */
@Injectable()
export class SopWrites {
  constructor(private readonly sops: SopStore) {}

  /** @throws Refusal 428 when it is not said which version of the SOP is followed */
  async requireFollowed(name: string): Promise<void> {
    if (currentContext()?.precondition || !(await this.sops.has(name))) return;
    throw new Refusal(428, 'if-match-required', 'Say which version this one follows: send its ETag as If-Match.');
  }
}
