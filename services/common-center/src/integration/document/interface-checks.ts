import { unknownPlaces } from '#libs/integration/signature';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { AddressNotOutside, OutsideAddresses } from '#libs/web/outside/outside-address';
import { Injectable } from '@nestjs/common';
import type { InterfaceDocument } from '../domain/interface-document.js';
import type { InterfaceProblem } from '../domain/interface-problem.js';
import { operationProblems, refusedHeaders } from './operation-problems.js';

/** What is wrong with an interface before anybody calls it. */
@Injectable()
export class InterfaceChecks {
  constructor(private readonly addresses: OutsideAddresses) {}

  problemsOf(document: InterfaceDocument): InterfaceProblem[] {
    const { baseUrl, auth, headers, operations } = document;
    const whole = [
      ...this.#addressProblem('The base address', baseUrl),
      ...(auth.kind === 'oauth2' ? this.#addressProblem('The address of tokens', auth.tokenUrl) : []),
      ...(auth.kind === 'hmac' ? placesProblems(auth) : []),
      ...refusedHeaders(Object.keys(headers)).map((name) => `headers: ${name} is not for an interface to say.`),
      ...(/[?#]/.test(baseUrl) ? ['The base address has no query and no fragment.'] : []),
    ];
    const ofOperations = Object.entries(operations).flatMap(([operation, each]) =>
      operationProblems(each).map((message) => ({ severity: 'error' as const, operation, message })),
    );
    const isEmpty = Object.keys(operations).length === 0;
    return [
      ...whole.map((message) => ({ severity: 'error' as const, operation: null, message })),
      ...ofOperations,
      ...(isEmpty ? [{ severity: 'warning' as const, operation: null, message: 'It has no operation.' }] : []),
    ];
  }

  #addressProblem(what: string, url: string): string[] {
    try {
      this.addresses.refuseInside(currentTenant(), url);
      return [];
    } catch (error) {
      if (error instanceof AddressNotOutside) return [`${what} cannot be used: ${error.message}`];
      throw error;
    }
  }
}

function placesProblems({ text, headers }: { text: string; headers: Readonly<Record<string, string>> }): string[] {
  const unknown = [
    ...unknownPlaces(text),
    ...Object.values(headers).flatMap((each) => unknownPlaces(each, ['signature'])),
  ];
  return unknown.map((name) => `auth: nothing is called {${name}}.`);
}
