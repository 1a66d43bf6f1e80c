import { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { accountQuery } from './api/account.ts';
import { ApiProblem } from './api/client.ts';
import { paymentLinkQuery, paymentLinksQuery } from './api/payment-links.ts';
import { paymentQuery, paymentsQuery } from './api/payments.ts';
import { productsQuery } from './api/products.ts';
import { readToken } from './api/session.ts';
import { CrashScreen, MissingScreen } from './screens/dead-ends.tsx';
import {
  linkFilters,
  paymentFilters,
  productFilters,
  readBankSearch,
  readDevelopersSearch,
  readHomeSearch,
  readLinkSearch,
  readLinksSearch,
  readLoginSearch,
  readNewLinkSearch,
  readPaymentsSearch,
  readProductsSearch,
  readSettingsSearch,
} from './search.ts';
import { SkeletonPage } from './ui/loading.tsx';
import { screen } from './ui/part.tsx';

const leastRetriedStatus = 500;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) =>
        failures < 2 &&
        error instanceof ApiProblem &&
        (error.status === 0 || error.status >= leastRetriedStatus),
    },
  },
});

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: MissingScreen,
  errorComponent: CrashScreen,
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: readLoginSearch,
  component: screen(() => import('./screens/accounts/login.tsx'), 'LoginScreen'),
});

const signupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signup',
  component: screen(() => import('./screens/accounts/signup.tsx'), 'SignupScreen'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: screen(() => import('./screens/accounts/forgot-password.tsx'), 'ForgotPasswordScreen'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: screen(() => import('./screens/accounts/reset-password.tsx'), 'ResetPasswordScreen'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: screen(() => import('./screens/accounts/invitation.tsx'), 'InvitationScreen'),
});

/** Everything that needs somebody signed in. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: ({ location }) => {
    if (readToken()) return;
    throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } });
  },
  loader: ({ context }) => void context.queryClient.prefetchQuery(accountQuery),
  component: screen(() => import('./shell/shell.tsx'), 'Shell'),
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: readHomeSearch,
  component: screen(() => import('./screens/home/home.tsx'), 'HomeScreen'),
});

const homeAliasRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/home',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});

const linksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payment-links',
  validateSearch: readLinksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    // As for payments below.
    const account = context.queryClient.getQueryData(accountQuery.queryKey);
    if (!account) return;
    void context.queryClient.prefetchQuery(
      paymentLinksQuery(linkFilters(deps, account.organization.time_zone)),
    );
  },
  component: screen(() => import('./screens/payment-links/links.tsx'), 'LinksScreen'),
});

const newLinkRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payment-links/new',
  validateSearch: readNewLinkSearch,
  component: screen(() => import('./screens/payment-links/new-link.tsx'), 'NewLinkScreen'),
});

const linkRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payment-links/$linkId',
  validateSearch: readLinkSearch,
  loaderDeps: ({ search: { days } }) => ({ days }),
  loader: ({ context, params, deps }) =>
    void context.queryClient.prefetchQuery(paymentLinkQuery(params.linkId, Number(deps.days ?? 30))),
  component: screen(() => import('./screens/payment-links/link.tsx'), 'LinkScreen'),
});

const paymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments',
  validateSearch: readPaymentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    // The days of the "Created" filter are the organization's, so its time zone has to be known first.
    const account = context.queryClient.getQueryData(accountQuery.queryKey);
    if (!account) return;
    void context.queryClient.prefetchQuery(
      paymentsQuery(paymentFilters(deps, account.organization.time_zone)),
    );
  },
  component: screen(() => import('./screens/payments/payments.tsx'), 'PaymentsScreen'),
});

const paymentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/payments/$paymentId',
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(paymentQuery(params.paymentId)),
  component: screen(() => import('./screens/payments/payment.tsx'), 'PaymentScreen'),
});

const bankTransfersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bank-transfers',
  validateSearch: readBankSearch,
  component: screen(() => import('./screens/bank-transfers/bank-transfers.tsx'), 'BankTransfersScreen'),
});

const liveRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/live',
  component: screen(() => import('./screens/live/live.tsx'), 'LiveScreen'),
});

const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  validateSearch: readProductsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(productsQuery(productFilters(deps))),
  component: screen(() => import('./screens/products/products.tsx'), 'ProductsScreen'),
});

const developersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/developers',
  beforeLoad: () => {
    throw redirect({ to: '/developers/$section', params: { section: 'api-keys' } });
  },
});

const developersSectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/developers/$section',
  validateSearch: readDevelopersSearch,
  component: screen(() => import('./screens/developers/developers.tsx'), 'DevelopersScreen'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'profile' } });
  },
});

const settingsSectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/$section',
  validateSearch: readSettingsSearch,
  component: screen(() => import('./screens/settings/settings.tsx'), 'SettingsScreen'),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  signupRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  invitationRoute,
  homeAliasRoute,
  shellRoute.addChildren([
    homeRoute,
    linksRoute,
    newLinkRoute,
    linkRoute,
    paymentsRoute,
    paymentRoute,
    bankTransfersRoute,
    productsRoute,
    liveRoute,
    developersRoute,
    developersSectionRoute,
    settingsRoute,
    settingsSectionRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  // The query cache decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: SkeletonPage,
  defaultErrorComponent: CrashScreen,
  scrollRestoration: true,
  // Plain query strings: every value is text, so that addresses stay readable and `q=123` stays a search.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) if (value) query.set(name, String(value));
    return query.size > 0 ? `?${query}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
