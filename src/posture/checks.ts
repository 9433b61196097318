import type { PostureCheck } from './check.ts'
import { namespaceWithoutPodSecurity } from './checks/namespace-without-pod-security.ts'
import { privilegedContainer } from './checks/privileged-container.ts'
import { routeToNowhere } from './checks/route-to-nowhere.ts'

/** Every check of this room, by id. */
export const checks: readonly PostureCheck[] = [namespaceWithoutPodSecurity, privilegedContainer, routeToNowhere]
