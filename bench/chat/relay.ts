import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

// The least that could be called a chat: passes on what comes to the sockets of the room, stores nothing, knows nobody.
const rooms = new Map<string, { seq: number; sockets: Set<WebSocket> }>();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

interface Frame {
  readonly type: 'resume' | 'send';
  readonly conversationId: string;
  readonly clientMsgId: string;
  readonly text: string;
}

sockets.on('connection', (socket) => {
  socket.once('close', () => {
    for (const room of rooms.values()) room.sockets.delete(socket);
  });
  socket.on('message', (data: Buffer) => {
    const { type, conversationId, clientMsgId, text } = JSON.parse(data.toString()) as Frame;
    const room = rooms.get(conversationId) ?? { seq: 0, sockets: new Set() };
    rooms.set(conversationId, room);
    if (type === 'resume') {
      room.sockets.add(socket);
      return socket.send(JSON.stringify({ type: 'resumed', conversationId, after: room.seq, lastSeq: room.seq }));
    }
    const message = { conversationId, seq: (room.seq += 1), clientMsgId, text, sentAt: new Date().toISOString() };
    const frame = JSON.stringify({ type: 'message', message });
    for (const each of room.sockets) each.send(frame);
    socket.send(JSON.stringify({ type: 'accepted', conversationId, clientMsgId, seq: message.seq, repeated: false }));
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
