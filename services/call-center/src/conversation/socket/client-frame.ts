import { z } from 'zod';

/** A token of the client's own, given back with the answer. */
const ref = z.string().min(1).max(64).optional();
const conversationId = z.uuid();
const seq = z.int().min(0);
export const MessageText = z.string().trim().min(1).max(8_000);
export const ClientMsgId = z.string().min(1).max(64);

/** Everything a client may say on a socket. */
export const ClientFrame = z.discriminatedUnion('type', [
  /** Left out, `after` is the last there is: history is read by the page. */
  z.object({ type: z.literal('resume'), ref, conversationId, after: seq.optional() }),
  z.object({
    type: z.literal('send'),
    ref,
    conversationId,
    clientMsgId: ClientMsgId,
    text: MessageText.nullable().default(null),
    attachmentId: z.uuid().nullable().default(null),
  }),
  z.object({ type: z.literal('ack'), ref, conversationId, seq }),
  z.object({ type: z.literal('read'), ref, conversationId, seq }),
  z.object({ type: z.literal('typing'), ref, conversationId, typing: z.boolean() }),
  z.object({ type: z.literal('renew'), ref, token: z.string().min(1).max(8_192) }),
  z.object({ type: z.literal('ping'), ref }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
export type FrameOf<Type extends ClientFrame['type']> = Extract<ClientFrame, { type: Type }>;
