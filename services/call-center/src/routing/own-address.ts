import type { AddressInfo, Server } from 'node:net';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Where this process is reached by the others of its service. */
@Injectable()
export class OwnAddress {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Empty while it does not listen. */
  url(): string {
    const listening = (this.host.httpAdapter.getHttpServer() as Server).address() as AddressInfo | null;
    if (!listening) return '';
    const host = listening.family === 'IPv6' ? `[${listening.address}]` : listening.address;
    return `http://${host}:${listening.port}`;
  }
}
