import type { Mutant } from '../mutant.ts';

const rules = ['src/platform/media'];
const uploads = ['test/api/media/media.test.ts'];
const image = 'src/platform/media/image.ts';

/** What merchants upload, and every buyer's browser opens. */
export const imageMutants: readonly Mutant[] = [
  {
    name: 'whatever is no image is taken for a PNG',
    area: 'network',
    file: image,
    find: "startsWith(bytes, 8, 'WEBPVP8')) return 'image/webp';\n  return undefined;",
    replace: "startsWith(bytes, 8, 'WEBPVP8')) return 'image/webp';\n  return 'image/png';",
    tests: rules,
  },
  {
    name: 'an image may have any number of pixels',
    area: 'network',
    file: image,
    find: 'if (!isTooLarge) return undefined;',
    replace: 'if (!isTooLarge || widthPixels > 0) return undefined;',
    tests: rules,
  },
  {
    name: 'an image that moves is kept',
    area: 'network',
    file: 'src/platform/media/image-size.ts',
    find: "if (type === 'acTL') return animated;",
    replace: '',
    tests: rules,
  },
  {
    name: 'half an image is kept',
    area: 'network',
    file: 'src/platform/media/image-size.ts',
    find: "if (type === 'IEND') return size && hasPixels ? size : broken;\n    at += 12 + length;\n  }\n  return broken;",
    replace:
      "if (type === 'IEND') return size && hasPixels ? size : broken;\n    at += 12 + length;\n  }\n  return size ?? broken;",
    tests: rules,
  },
  {
    name: 'an image that is uploaded is not looked at beyond its first bytes',
    area: 'network',
    file: 'src/platform/media/keep-image.ts',
    find: 'if (refusal) throw refused(refusal);',
    replace: '',
    tests: uploads,
    only: 'POST /api/media/',
  },
  {
    name: 'uploads count in no limit',
    area: 'limits',
    file: 'src/platform/media/keep-image.ts',
    find: "context.takeFromLimit('image-organization', organizationId);\n  return storeImage(",
    replace: 'return organizationId && storeImage(',
    tests: uploads,
    only: '300 an hour for an organization',
  },
  {
    name: 'an upload may be of any size',
    area: 'limits',
    file: 'src/platform/media/routes.ts',
    find: 'maximumBodyBytes: maximumBytes,',
    replace: 'maximumBodyBytes: 64 * maximumBytes,',
    tests: uploads,
    only: 'more than 1 MiB',
  },
  {
    name: 'a viewer uploads images',
    area: 'roles',
    file: 'src/platform/media/routes.ts',
    find: "role: 'staff',",
    replace: "role: 'viewer',",
    tests: ['test/matrix/roles.test.ts'],
  },
];
