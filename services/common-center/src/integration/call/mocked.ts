import type { Moment } from '#libs/process-engine/expression/moment';
import type { CompiledOperation } from '../document/compiled-operation.js';
import type { Exchange } from './exchange.js';
import { InterfaceFault } from './interface-fault.js';
import type { Input } from './prepared-request.js';

/** The first example that fits. @throws InterfaceFault `interface-no-mock`; TemplateFault */
export function mocked(target: string, { mocks }: CompiledOperation, input: Input, moment: Moment): Exchange {
  const found = mocks.find(({ when }) => when === null || when({ input }, moment) === true);
  if (!found) throw new InterfaceFault(target, 'interface-no-mock', 'no example fits what was asked');
  return { status: found.status, headers: {}, body: found.body({ input }, moment) };
}
