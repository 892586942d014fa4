import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { BuiltInConnector, Connector, type BuiltInAction } from './built-in-connector.js';

/** The connectors that are part of this service, by the names they gave themselves. */
@Injectable()
export class BuiltInConnectors implements OnModuleInit {
  readonly #byName = new Map<string, BuiltInConnector>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: Connector.KEY })) {
      const name = this.discovery.getMetadataByDecorator(Connector, wrapper)!;
      if (!(wrapper.instance instanceof BuiltInConnector)) throw new Error(`${name} is no BuiltInConnector`);
      if (this.#byName.has(name)) throw new Error(`two connectors are called ${name}`);
      this.#byName.set(name, wrapper.instance);
    }
  }

  names(): string[] {
    return [...this.#byName.keys()].sort();
  }

  actions(name: string): Readonly<Record<string, BuiltInAction>> | undefined {
    return this.#byName.get(name)?.actions;
  }
}
