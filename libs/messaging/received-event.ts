import { Envelope } from '#libs/contracts/envelope';
import { eventContracts } from '#libs/contracts/event-catalogue';
import { PLATFORM_TENANT, isTenantId } from '#libs/persistence/tenant/tenant-id';
import { traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { z } from 'zod';
import type { BrokerMessage } from './broker.js';

/** What a message says that can never be handled, however often it comes. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreadable';
  }
}

/** What can be said of a message before it is trusted. */
export interface Label {
  /** Undefined when it is not one of our envelopes at all. */
  readonly type: string | undefined;
  /** The platform's, where dead letters without a tenant are kept, when it names none. */
  readonly tenantId: string;
  /** Undefined when it is malformed. */
  readonly traceparent: string | undefined;
}

const Loose = z.object({
  type: z.string().optional().catch(undefined),
  tenantid: z.string().refine(isTenantId).catch(PLATFORM_TENANT),
  traceparent: z
    .string()
    .refine((text) => traceIdOf(text) !== null)
    .optional()
    .catch(undefined),
});

export function labelOf({ body }: BrokerMessage): Label {
  const { type, tenantid, traceparent } = Loose.catch({ tenantid: PLATFORM_TENANT }).parse(parsed(body));
  return { type, tenantId: tenantid, traceparent };
}

/**
 * The envelope, its data checked against the contract of its type.
 * @throws Unreadable naming the fields that break the contract, never what is in them.
 */
export function readEvent({ body }: BrokerMessage): Envelope {
  const envelope = Envelope.safeParse(parsed(body));
  if (!envelope.success) throw new Unreadable(`not an event envelope: ${fieldsOf(envelope.error)}`);
  const { type, data } = envelope.data;
  const contract = eventContracts.get(type);
  if (!contract) throw new Unreadable(`no contract for the event ${type}`);
  const checked = contract.data.safeParse(data);
  if (!checked.success) throw new Unreadable(`the data breaks the contract ${type}: ${fieldsOf(checked.error)}`);
  return { ...envelope.data, data: checked.data };
}

function fieldsOf(error: z.ZodError): string {
  return error.issues.map(({ path, code }) => `${path.join('.') || 'it'} (${code})`).join(', ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
