import { request, type Dispatcher } from 'undici';

/** An answer with its body already read: JSON where it is JSON. */
export interface ApiAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Calls one base address as one caller. Bodies are typed by the spec that reads them. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** The same caller before another address. */
  at(baseUrl: string): ApiClient {
    return new ApiClient(baseUrl, this.headers);
  }

  get<Body>(path: string, headers?: Record<string, string>): Promise<ApiAnswer<Body>> {
    return this.call('GET', path, undefined, headers);
  }

  post<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer<Body>> {
    return this.call('POST', path, body, headers);
  }

  put<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer<Body>> {
    return this.call('PUT', path, body, headers);
  }

  patch<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer<Body>> {
    return this.call('PATCH', path, body, headers);
  }

  delete<Body>(path: string, headers?: Record<string, string>): Promise<ApiAnswer<Body>> {
    return this.call('DELETE', path, undefined, headers);
  }

  /** A string body goes out as it is (say its content type); anything else as JSON. */
  async call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    const json = body !== undefined && typeof body !== 'string';
    const answer = await request(this.baseUrl + path, {
      method: method,
      headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...this.headers, ...headers },
      body: json ? JSON.stringify(body) : body,
    });
    const answered = new Headers(flattened(answer.headers));
    const text = await answer.body.text();
    const isJson = answered.get('content-type')?.includes('json');
    return { status: answer.statusCode, headers: answered, body: (isJson && text ? JSON.parse(text) : text) as Body };
  }
}

function flattened(headers: Dispatcher.ResponseData['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}
