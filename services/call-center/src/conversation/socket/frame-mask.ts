import type { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { MessageView } from '../conversation.dto.js';
import type { Connection } from './connection.js';
import { framed, type ServerFrame } from './server-frame.js';

const MESSAGE = '{"type":"message"';

/** A frame as this connection may see it: frames are made once for all, so who may not see texts gets a frame of their own. */
export function maskedFrame(boundary: PersonalBoundary, connection: Connection, frame: string): string {
  if (!frame.startsWith(MESSAGE)) return frame;
  return connection.inContext(() => {
    const { identity } = connection.visitor;
    if (boundary.sees(identity, 'text')) return frame;
    const { message, ...rest } = JSON.parse(frame) as Extract<ServerFrame, { type: 'message' }>;
    return framed({ ...rest, message: boundary.shownTo(identity, MessageView, message) });
  });
}
