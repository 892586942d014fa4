// RocketMQ 5: a name server, and a broker with the gRPC proxy in one process. Jars from Maven Central.
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { jars } from './jars.mjs';
import { run } from './machine.mjs';
import { find, need } from './packages.mjs';
import { here, host, made, ports, stateDir } from './place.mjs';
import { code, Remoting } from './rocketmq/remoting.mjs';
import { ensureTopics, registerBroker } from './rocketmq/topics.mjs';

const { version, lib, packages, install } = jars('rocketmq', join(here, 'rocketmq/pom.xml'));
const home = (...below) => stateDir('rocketmq', ...below);
const namesrv = `${host}:${ports.namesrv}`;

export const rocketmq = {
  name: 'rocketmq',
  address: `${host}:${ports.proxyGrpc}`,
  get packages() {
    return packages();
  },
  daemons: [
    { name: 'namesrv', ports: [ports.namesrv], prepare, command: namesrvCommand },
    {
      name: 'broker',
      ports: [ports.broker, ports.brokerFast, ports.brokerHa, ports.proxyGrpc, ports.proxyRemoting],
      prepare,
      command: brokerCommand,
      stopMs: 60_000,
    },
  ],

  install,

  /** Name server, broker and gRPC door answer. */
  async probe() {
    await Promise.all([
      Remoting.with(namesrv, (server) => server.call(code.cluster), 2_000),
      Remoting.with(
        `${host}:${ports.broker}`,
        (broker) => broker.call(code.topicConfig, { topic: 'SELF_TEST_TOPIC' }),
        2_000,
      ),
      speaksHttp2(),
    ]);
    return version;
  },

  /** Up means usable: the suite's topics are there and routed. */
  async afterStart() {
    await registerBroker();
    await ensureTopics();
  },
};

async function prepare() {
  const disk = await statfs(made(home('conf')));
  const used = Math.round((1 - disk.bavail / disk.blocks) * 100);
  if (used > 88)
    throw new Error(`rocketmq: the disk of ${home()} is ${used} % full, and it takes no messages above 90 %`);
  copyFileSync(join(here, 'rocketmq/logback.xml'), home('conf/logback.xml'));
  writeSettings('namesrv.conf', { listenPort: ports.namesrv, bindAddress: host });
  writeSettings('broker.conf', {
    brokerClusterName: 'DefaultCluster',
    brokerName: 'broker-a',
    brokerId: 0,
    brokerIP1: host,
    bindAddress: host,
    listenPort: ports.broker,
    haListenPort: ports.brokerHa,
    namesrvAddr: namesrv,
    autoCreateTopicEnable: false,
    autoCreateSubscriptionGroup: false, // such a group would not be ordered
    registerNameServerPeriod: 10_000,
    storePathRootDir: home('store'),
    storePathCommitLog: home('store/commitlog'),
    flushDiskType: 'SYNC_FLUSH',
    flushConsumerOffsetInterval: 1_000,
    diskMaxUsedSpaceRatio: 90,
    mappedFileSizeCommitLog: 64 << 20,
    mappedFileSizeConsumeQueue: 20_000 * 20,
    mappedFileSizeTimerLog: 1 << 20,
    maxHashSlotNum: 50_000,
    maxIndexNum: 200_000,
    // A slow machine shall be slow, not refuse.
    waitTimeMillsInSendQueue: 5_000,
    osPageCacheBusyTimeOutMills: 5_000,
  });
  const proxy = {
    rocketMQClusterName: 'DefaultCluster',
    namesrvAddr: namesrv,
    localServeAddr: host,
    grpcServerPort: ports.proxyGrpc,
    remotingListenPort: ports.proxyRemoting,
    // Defaults hold a poll for 5 s at least and remember for 20 s that a restarting broker had no route.
    grpcClientConsumerMinLongPollingTimeoutMillis: 1_000,
    topicRouteServiceCacheRefreshSeconds: 1,
    ...(await certificate()),
  };
  writeFileSync(home('conf/rmq-proxy.json'), JSON.stringify(proxy, null, 2));
}

/** The proxy wants a certificate even where nobody asks for TLS, and takes seconds to make an RSA one at each start. */
async function certificate() {
  const openssl = find('openssl');
  if (!openssl) return {};
  const files = { tlsKeyPath: home('conf/proxy.key'), tlsCertPath: home('conf/proxy.pem') };
  if (!existsSync(files.tlsCertPath)) {
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'];
    const names = ['-subj', '/CN=localhost', '-keyout', files.tlsKeyPath, '-out', files.tlsCertPath];
    await run(openssl, ['req', ...kind, ...names]);
  }
  return { tlsTestModeEnable: false, ...files };
}

function writeSettings(file, settings) {
  writeFileSync(
    home('conf', file),
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
}

function namesrvCommand() {
  const main = ['org.apache.rocketmq.namesrv.NamesrvStartup', '-c', home('conf/namesrv.conf')];
  return java(['-Xms64m', '-Xmx128m'], main);
}

function brokerCommand() {
  const files = ['-bc', home('conf/broker.conf'), '-pc', home('conf/rmq-proxy.json')];
  const main = ['org.apache.rocketmq.proxy.ProxyStartup', '-pm', 'local', '-n', namesrv, ...files];
  const disk = [
    '-Drocketmq.broker.diskSpaceWarningLevelRatio=0.90',
    '-Drocketmq.broker.diskSpaceCleanForciblyRatio=0.85',
  ];
  return java(['-Xms256m', '-Xmx512m', '-XX:MaxDirectMemorySize=256m', ...disk], main);
}

function java(options, main) {
  const opened = ['java.base/java.lang', 'java.base/java.nio', 'java.base/sun.nio.ch'];
  const args = [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1', // starts in half the time on two cores
    ...opened.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
    ...options,
    '-Dtls.server.mode=disabled', // the same on the remoting ports
    `-Duser.home=${home()}`,
    `-Drocketmq.home.dir=${home()}`,
    `-Drmq.logback.configurationFile=${home('conf/logback.xml')}`,
    ...['-cp', join(lib(), '*')],
    ...main,
  ];
  return { file: need('java'), args, cwd: home(), env: { ROCKETMQ_HOME: home(), NAMESRV_ADDR: namesrv } };
}

/** The proxy's first word on a connection: HTTP/2 settings. */
function speaksHttp2() {
  return new Promise((resolve, reject) => {
    const session = connect(`http://${host}:${ports.proxyGrpc}`);
    const timer = setTimeout(() => session.destroy(new Error('the gRPC proxy does not answer')), 2_000);
    session.once('remoteSettings', () => session.close(resolve));
    session.once('error', reject);
    session.once('close', () => clearTimeout(timer));
  });
}
