import { Injectable } from '@nestjs/common';
import { PublishedInterfaces, type CallableInterface } from '../document/published-interfaces.js';
import type { TestBody } from '../interface-log.dto.js';
import { authorised, hiddenAuthorisation } from './authorisation.js';
import { OperationCalls } from './operation-calls.js';

/** Tries operations, of the draft too, and shows what goes out and comes in. */
@Injectable()
export class TestConsole {
  constructor(
    private readonly published: PublishedInterfaces,
    private readonly calls: OperationCalls,
  ) {}

  /** @throws InterfaceHasErrors, InterfaceNotFound, InterfaceVersionNotFound, OperationUnknown, ArgumentsInvalid */
  async run(interfaceId: string, { operation, arguments: args, version, dryRun }: TestBody) {
    const callable = await this.#callable(interfaceId, version);
    const prepared = this.calls.prepare(callable, operation, args);
    const request = authorised(prepared, hiddenAuthorisation(callable.document.auth));
    if (dryRun) return { request, response: null, answer: null, timings: null };
    const made = await this.calls.make(callable, { operation, arguments: args, caller: 'console' });
    const { answer, exchange, attempts, outsideMs } = made;
    return { request, response: exchange, answer, timings: { totalMs: answer.tookMs, outsideMs, attempts } };
  }

  #callable(interfaceId: string, version: number | null): Promise<CallableInterface> {
    return version === null ? this.published.draftOf(interfaceId) : this.published.ofId(interfaceId, version);
  }
}
