/** A seller with links, made over HTTP as anybody would. */
export type Shop = {
  /** Links without a limit. */
  readonly linkIds: readonly string[];
  /** Makes a link with so many places. */
  makeLimitedLink(maxUses: number): Promise<string>;
  /** Makes a link that nobody can pay. */
  makeWithdrawnLink(): Promise<string>;
};

const linkCount = 1_000;
const atOnce = 16;

type Answer = Record<string, unknown>;

export async function openShop(url: string): Promise<Shop> {
  const { access_token: token } = await post(url, '/api/auth/signup/', undefined, {
    organization_name: 'Nordlicht',
    name: 'Maja Berg',
    email: `owner-${Date.now()}@shop.example`,
    password: 'correct horse battery',
  });
  const product = await post(url, '/api/products/', token, {
    name: 'Print',
    prices: { USD: '29.99', EUR: '27.50' },
  });
  const makeLink = async (more: Answer = {}) => {
    const products = [{ product_id: product.id, quantity: 2 }];
    const link = await post(url, '/api/payment-links/', token, { name: 'Spring sale', products, ...more });
    return link.id as string;
  };
  const linkIds: string[] = [];
  while (linkIds.length < linkCount)
    linkIds.push(...(await Promise.all(Array.from({ length: atOnce }, () => makeLink()))));
  return {
    linkIds,
    makeLimitedLink: (maxUses) => makeLink({ max_uses: maxUses }),
    makeWithdrawnLink: async () => {
      const linkId = await makeLink();
      const response = await fetch(`${url}/api/payment-links/${linkId}/`, {
        method: 'DELETE',
        headers: { authorization: `Token ${token}` },
      });
      if (response.status !== 204) throw new Error(`Withdrawing a link answered ${response.status}.`);
      return linkId;
    },
  };
}

async function post(url: string, path: string, token: unknown, body: Answer): Promise<Answer> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Token ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (response.status !== 201)
    throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
