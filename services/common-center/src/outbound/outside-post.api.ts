import { AddressNotOutside } from '#libs/web/outside/outside-address';
import { OutsideConnections } from '#libs/web/outside/outside-connections';
import { Injectable } from '@nestjs/common';
import { post, type Post, type Posted } from './post.api.js';

const PURPOSE = 'post';
const REFUSED: Posted = { status: null, failure: 'address-not-outside', text: '', retryAfterMs: null, tookMs: 0 };

/** Posts to URLs that people gave: to nothing that lies inside. */
@Injectable()
export class OutsidePost {
  constructor(private readonly connections: OutsideConnections) {}

  /** @throws AddressNotOutside */
  refuseInside(url: string): void {
    this.connections.refuseInside(url);
  }

  /** Never rejects: what became of it is the answer. */
  async post(what: Omit<Post, 'dispatcher'>): Promise<Posted> {
    try {
      return await post({ ...what, dispatcher: this.connections.to(what.url, PURPOSE) });
    } catch (error) {
      if (error instanceof AddressNotOutside) return REFUSED;
      throw error;
    }
  }
}
