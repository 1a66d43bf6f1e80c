const plainName = /^[A-Za-z_$][\w$-]*$/;
const arrayIndex = /^(?:0|[1-9]\d*)$/;

/** A JSON pointer (RFC 6901) as people write it: `/products/0/quantity` is `products[0].quantity`. */
export function jsonPath(pointer: string): string {
  let path = '';
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (arrayIndex.test(name)) path += `[${name}]`;
    else if (!plainName.test(name)) path += `[${JSON.stringify(name)}]`;
    else path += path === '' ? name : `.${name}`;
  }
  return path;
}
