import type { Json } from '#libs/process-engine/model/expression';
import { DiscoveryService } from '@nestjs/core';
import type { z } from 'zod';

/** What a connector of this service can do. */
export interface BuiltInAction<Schema extends z.ZodType = z.ZodType> {
  readonly arguments: Schema;
  /**
   * Runs in a transaction with the record of its result, once for each call however often that is repeated: it changes
   * nothing but the database. A DomainError is a refusal; anything else is tried again.
   */
  perform(args: z.output<Schema>): Promise<Json>;
}

/** A connector that is part of this service: a provider with `@Connector('name')`. */
export abstract class BuiltInConnector {
  abstract readonly actions: Readonly<Record<string, BuiltInAction>>;
}

/** Registers a {@link BuiltInConnector} under a name that processes use; wherever the class is a provider, it is found. */
export const Connector = DiscoveryService.createDecorator<string>();

/** An action whose arguments are checked before it is performed. */
export function action<Schema extends z.ZodType>(
  schema: Schema,
  perform: (args: z.output<Schema>) => Promise<Json>,
): BuiltInAction {
  return { arguments: schema, perform: (args) => perform(args as z.output<Schema>) };
}
