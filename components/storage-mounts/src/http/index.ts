export { storageMountRoutes, type StorageMountRoutesDeps } from './storage-mounts.routes.js';
