import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { FormDefinitions } from './domain/form-definition.repository.js';

/** What is there is not overwritten by somebody who has not seen it. */
@Injectable()
export class FormWrites {
  constructor(private readonly definitions: FormDefinitions) {}

  /** @throws Refusal 428 when it is not said which version of the definition is followed */
  async requireFollowed(name: string): Promise<void> {
    if (currentContext()?.precondition || !(await this.definitions.has(name))) return;
    throw new Refusal(428, 'if-match-required', 'Say which version this one follows: send its ETag as If-Match.');
  }
}
