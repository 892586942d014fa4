// RocketMQ's remoting protocol, as much of it as its administration needs: length, header length, JSON header, body.
import { connect } from 'node:net';

export const code = {
  success: 0,
  queryNotFound: 22,
  queryOffset: 14,
  updateOffset: 15,
  createTopics: 18,
  allTopics: 21,
  updateBrokerConfig: 25,
  route: 105,
  cluster: 106,
  allGroups: 201,
  deleteGroup: 207,
  deleteTopic: 215,
  deleteTopicInNamesrv: 216,
  createGroups: 225,
  topicConfig: 351,
};

export class RemotingError extends Error {
  constructor(message, answerCode) {
    super(message);
    this.answerCode = answerCode;
  }
}

export class Remoting {
  #socket;
  #address;
  #next = 1;
  #waiting = new Map();
  #received = Buffer.alloc(0);

  /** @param {string} address host:port */
  static open(address, timeoutMs = 10_000) {
    const split = address.lastIndexOf(':');
    return new Promise((resolve, reject) => {
      const target = { host: address.slice(0, split), port: Number(address.slice(split + 1)) };
      const socket = connect({ ...target, timeout: timeoutMs }, () => resolve(new Remoting(socket, address)));
      socket.setNoDelay(true);
      socket.once('timeout', () =>
        socket.destroy(new Error(`${address} does not answer within ${timeoutMs / 1000} s`)),
      );
      socket.once('error', reject);
    });
  }

  /** Opens, works, closes. */
  static async with(address, work, timeoutMs) {
    const remoting = await Remoting.open(address, timeoutMs);
    try {
      return await work(remoting);
    } finally {
      remoting.#socket.destroy();
    }
  }

  constructor(socket, address) {
    this.#socket = socket;
    this.#address = address;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error(`${address} closed the connection`)));
  }

  /** The parsed body (or the answer's fields when it has none). Throws unless the answer is a success. */
  async call(requestCode, fields = {}, body = '') {
    const answer = await new Promise((resolve, reject) => {
      const opaque = this.#next++;
      this.#waiting.set(opaque, { resolve, reject });
      const extFields = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, `${value}`]));
      const header = { code: requestCode, language: 'OTHER', version: 0, opaque, flag: 0, extFields };
      const head = Buffer.from(JSON.stringify(header));
      const tail = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const lengths = Buffer.alloc(8);
      lengths.writeInt32BE(4 + head.length + tail.length, 0);
      lengths.writeInt32BE(head.length, 4);
      this.#socket.write(Buffer.concat([lengths, head, tail]));
    });
    if (answer.code !== code.success) {
      throw new RemotingError(`${this.#address} answers ${answer.code}: ${answer.remark ?? ''}`, answer.code);
    }
    return answer.body ?? answer.extFields ?? {};
  }

  #read(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 4 && this.#received.length >= 4 + this.#received.readInt32BE(0)) {
      const end = 4 + this.#received.readInt32BE(0);
      const headEnd = 8 + (this.#received.readInt32BE(4) & 0xffffff);
      const answer = JSON.parse(this.#received.subarray(8, headEnd).toString());
      if (end > headEnd) answer.body = parse(this.#received.subarray(headEnd, end).toString());
      this.#received = this.#received.subarray(end);
      this.#waiting.get(answer.opaque)?.resolve(answer);
      this.#waiting.delete(answer.opaque);
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** The broker writes maps with numbers as keys, unquoted: {0:"127.0.0.1:30911"}. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(/([{,])(\d+):/g, '$1"$2":'));
  }
}
