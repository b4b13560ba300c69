export {
  bundleDeliveryRoutes,
  type BundleDelivery,
  type BundleDeliveryRoutesDeps,
} from './delivery.routes.js';
