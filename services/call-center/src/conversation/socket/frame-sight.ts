import { ClearSightings } from '#libs/web/personal/clear-sightings';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { Injectable } from '@nestjs/common';
import { MessageView } from '../conversation.dto.js';
import type { Connection } from './connection.js';
import { framed, type ServerFrame } from './server-frame.js';

const MESSAGE = '{"type":"message"';
/** In what somebody wrote these quotes are escaped. */
const CONVERSATION = /"conversationId":"([^"]+)"/;
/** As it is told who was shown what. */
const WAY = 'ChatSocket.message';

/**
 * Frames as whoever is at the other end may see them. They are made once for all: who may not see texts gets a frame of their own, and of
 * who may it is noted that they were shown the conversation.
 */
@Injectable()
export class FrameSight {
  constructor(
    private readonly boundary: PersonalBoundary,
    private readonly sightings: ClearSightings,
  ) {}

  shown(frame: string, connection: Connection): string {
    if (!frame.startsWith(MESSAGE)) return frame;
    return connection.inContext(() => {
      const { identity } = connection.visitor;
      if (!this.boundary.sees(identity, 'text')) return this.#masked(frame, connection);
      const [, conversationId] = CONVERSATION.exec(frame)!;
      this.sightings.read(identity, WAY, { ids: [conversationId!], single: true });
      return frame;
    });
  }

  #masked(frame: string, { visitor }: Connection): string {
    const { message, ...rest } = JSON.parse(frame) as Extract<ServerFrame, { type: 'message' }>;
    return framed({ ...rest, message: this.boundary.shownTo(visitor.identity, MessageView, message) });
  }
}
