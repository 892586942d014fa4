export type PartName = 'mariadb' | 'redis' | 'rocketmq' | 'consul' | 'mail';

/** A part, or one process of RocketMQ alone. */
export type Target = PartName | 'namesrv' | 'broker';

export interface PartState {
  name: PartName;
  /** All its processes run and it answers. */
  up: boolean;
  version: string | undefined;
  address: string;
  processes: { name: string; pid: number | undefined; log: string }[];
  /** Why it is not up. */
  trouble?: string;
}

export type TopicType = 'NORMAL' | 'FIFO' | 'DELAY' | 'TRANSACTION';

export interface TopicSpec {
  name: string;
  /** FIFO unless said otherwise. */
  type?: TopicType;
  /** 8 unless said otherwise. */
  queues?: number;
}

export interface GroupSpec {
  name: string;
  /** The topics it starts at the beginning of; those of the same call unless said otherwise. */
  topics?: string[];
  /** True unless said otherwise. */
  ordered?: boolean;
}

export interface Names {
  topics: string[];
  groups: string[];
}

export declare const partNames: PartName[];

export declare const ports: Record<
  | 'mariadb'
  | 'redis'
  | 'namesrv'
  | 'proxyGrpc'
  | 'proxyRemoting'
  | 'broker'
  | 'brokerFast'
  | 'brokerHa'
  | 'consulHttp'
  | 'consulServer'
  | 'consulSerf'
  | 'smtp'
  | 'smtps'
  | 'imap'
  | 'imaps'
  | 'mailApi',
  number
>;

/** deploy/topology.json */
export declare const topology: { topics: string[]; services: string[]; messageType: TopicType; queues: number };

/** PROFILE, DB_URL, REDIS_URL, ROCKETMQ_ENDPOINTS and CONSUL_URL for these parts. */
export declare function serviceEnv(): Record<
  'PROFILE' | 'DB_URL' | 'REDIS_URL' | 'ROCKETMQ_ENDPOINTS' | 'CONSUL_URL',
  string
>;

export declare function install(say?: (line: string) => void): Promise<void>;

export declare function up(options?: {
  say?: (line: string) => void;
  ready?: (state: PartState & { seconds: number }) => void;
}): Promise<PartState[]>;

export declare function down(): Promise<{ name: PartName; clean: boolean }[]>;

export declare function startPart(name: Target, options?: { timeoutMs?: number }): Promise<PartState>;
export declare function stopPart(name: Target): Promise<{ name: Target; clean: boolean }>;
export declare function killPart(name: Target): Promise<void>;
export declare function restartPart(name: Target): Promise<PartState>;
export declare function status(names?: Target[]): Promise<PartState[]>;

/** The suite's topics and groups, each name led by the namespace. */
export declare function ensureTopics(namespace?: string): Promise<Names>;

export declare function createTopics(wanted: {
  topics?: (string | TopicSpec)[];
  groups?: (string | GroupSpec)[];
}): Promise<void>;

/** A namespace is for one use: see deploy/README.md. */
export declare function dropTopics(namespace?: string): Promise<Names>;
