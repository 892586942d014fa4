import type { AddressInfo, Server } from 'node:net';
import { reachableUrl } from '#libs/web/outside/reachable-url';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Where this process is reached by the others of its service: as the registry has it. */
@Injectable()
export class OwnAddress {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Empty while it does not listen. */
  url(): string {
    const listening = (this.host.httpAdapter.getHttpServer() as Server).address() as AddressInfo | null;
    return listening ? reachableUrl(listening) : '';
  }
}
