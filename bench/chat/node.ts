import { startChatNode, type ChatNodeOptions } from '../../services/call-center/test/conversation/chat-node.js';

// One node of call-center in a process of its own: node node.js '{"database":…,"redis":…,"issuer":…}'. Prints where it is.
const { url } = await startChatNode(JSON.parse(process.argv[2]!) as ChatNodeOptions);
console.log(JSON.stringify({ url }));
