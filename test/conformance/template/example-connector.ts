import type { Connector } from '#paying/connections/connector.ts';
import { ProviderRefusal } from '#paying/providers/provider-errors.ts';
import { createExampleClient } from './example-client.ts';
import { exampleName } from './example-provider.ts';

const keyField = 'secret_key';

/** Which secrets it needs, what people call them, and one harmless call that proves them. */
export function createExampleConnector(baseUrl: string): Connector {
  return {
    name: exampleName,
    label: 'Example',
    modes: ['live', 'sandbox'],
    fields: [
      { name: keyField, label: 'secret key' },
      { name: 'signing_secret', label: 'signing secret' },
    ],
    notifies: true,
    ways: [{ id: exampleName, label: 'Example Pay' }],
    check: async ({ mode, credentials }) => {
      const key = credentials[keyField] ?? '';
      const isLiveKey = key.startsWith('live_');
      if (isLiveKey !== (mode === 'live')) {
        const message = `This is a ${isLiveKey ? 'live' : 'test'} key, and the mode is ${mode}.`;
        return { kind: 'refused', faults: [{ field: keyField, message, code: 'wrong_key_mode' }] };
      }
      try {
        const { id } = await createExampleClient(baseUrl, key).ask<{ id: string }>('GET', '/account');
        return { kind: 'accepted', accountId: id, accountLabel: `account ${id}` };
      } catch (error) {
        if (!(error instanceof ProviderRefusal))
          return {
            kind: 'unreachable',
            reason: error instanceof Error ? error.message : 'it did not answer',
          };
        const message = `Example refused the key: ${error.message}`;
        return { kind: 'refused', faults: [{ field: keyField, message, code: 'invalid_credentials' }] };
      }
    },
  };
}
