import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Config } from '#platform/config/config.ts';

/** `PORT=0` asks for any free port. It is chosen here, because addresses of links are built from it. */
export async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const probe = createServer().listen(0, config.host);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const isDefault = config.publicUrl === 'http://localhost:0';
  return { ...config, port, publicUrl: isDefault ? `http://localhost:${port}` : config.publicUrl };
}
