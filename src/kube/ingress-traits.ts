import type { Ingress } from './objects.ts'
import type { Labels } from './selectors.ts'

/** The class of an ingress: the field, or the annotation that came before it. */
export function ingressClass(ingress: Ingress, annotations: Labels = {}): string | undefined {
  return ingress.spec?.ingressClassName ?? annotations['kubernetes.io/ingress.class']
}

interface Mark {
  readonly key: string
  readonly values?: RegExp
}

const yes = /^true$/i

function marked(marks: readonly Mark[], annotations: Labels): boolean {
  return marks.some(({ key, values }) => {
    const value = annotations[key]?.trim()
    return value !== undefined && value !== '' && (values?.test(value) ?? !/^false$/i.test(value))
  })
}

/**
 * Annotations by which a controller ends TLS though `spec.tls` says nothing. Sources: the annotation references of the AWS Load Balancer
 * Controller, GKE, AGIC, ingress-nginx, Traefik, HAProxy, Kong, OpenShift and the Alibaba ALB controller.
 */
const tlsMarks: readonly Mark[] = [
  { key: 'alb.ingress.kubernetes.io/certificate-arn' },
  { key: 'alb.ingress.kubernetes.io/ssl-redirect' },
  { key: 'alb.ingress.kubernetes.io/ssl-policy' },
  { key: 'alb.ingress.kubernetes.io/actions.ssl-redirect' },
  { key: 'alb.ingress.kubernetes.io/listen-ports', values: /HTTPS/ },
  { key: 'networking.gke.io/managed-certificates' },
  { key: 'networking.gke.io/certmap' },
  { key: 'ingress.gcp.kubernetes.io/pre-shared-cert' },
  { key: 'kubernetes.io/ingress.allow-http', values: /^false$/i },
  { key: 'appgw.ingress.kubernetes.io/appgw-ssl-certificate' },
  { key: 'appgw.ingress.kubernetes.io/ssl-redirect', values: yes },
  { key: 'nginx.ingress.kubernetes.io/force-ssl-redirect', values: yes },
  { key: 'nginx.ingress.kubernetes.io/ssl-passthrough', values: yes },
  { key: 'traefik.ingress.kubernetes.io/router.tls', values: yes },
  { key: 'traefik.ingress.kubernetes.io/router.tls.certresolver' },
  { key: 'traefik.ingress.kubernetes.io/router.entrypoints', values: /^(?:websecure|https)$/i },
  { key: 'haproxy.org/ssl-redirect', values: yes },
  { key: 'haproxy.org/ssl-passthrough', values: yes },
  { key: 'haproxy-ingress.github.io/ssl-passthrough', values: yes },
  { key: 'haproxy-ingress.github.io/ssl-always-add-https', values: yes },
  { key: 'konghq.com/protocols', values: /^(?:https|grpcs|tls)(?:\s*,\s*(?:https|grpcs|tls))*$/i },
  { key: 'route.openshift.io/termination' },
]
/** Classes whose edge always speaks TLS. */
const tlsClasses = /^(?:tailscale|cloudflare-tunnel|ngrok)$/

/** True when TLS is ended for a host: an entry of `spec.tls` covers it, or the controller is told by annotation or class. */
export function hasTls(ingress: Ingress, annotations: Labels, host: string | undefined): boolean {
  if (marked(tlsMarks, annotations) || tlsClasses.test(ingressClass(ingress, annotations) ?? '')) return true
  return (ingress.spec?.tls ?? []).some(({ hosts = [] }) => {
    // An entry without hosts stands for all of them; a rule without a host is served with whichever certificate there is.
    if (hosts.length === 0 || host === undefined) return true
    return hosts.some((pattern) => pattern === host || coversByWildcard(pattern, host))
  })
}

/** `*.shop.example` covers exactly one label more. */
function coversByWildcard(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1)
}

const authMarks: readonly Mark[] = [
  { key: 'nginx.ingress.kubernetes.io/auth-url' },
  { key: 'nginx.ingress.kubernetes.io/auth-type' },
  { key: 'nginx.ingress.kubernetes.io/auth-tls-secret' },
  { key: 'nginx.ingress.kubernetes.io/whitelist-source-range' },
  { key: 'nginx.ingress.kubernetes.io/allowlist-source-range' },
  { key: 'nginx.org/basic-auth-secret' },
  { key: 'nginx.org/jwt-key' },
  { key: 'alb.ingress.kubernetes.io/auth-type', values: /^(?:cognito|oidc)$/ },
  { key: 'alb.ingress.kubernetes.io/inbound-cidrs', values: /^(?!.*(?:0\.0\.0\.0\/0|::\/0))/ },
  { key: 'traefik.ingress.kubernetes.io/router.middlewares', values: /auth|oauth|login|allow|whitelist|sso/i },
  { key: 'haproxy.org/auth-type' },
  { key: 'haproxy.org/allow-list' },
  { key: 'haproxy-ingress.github.io/auth-url' },
  { key: 'haproxy-ingress.github.io/auth-secret' },
  { key: 'konghq.com/plugins', values: /auth|oidc|jwt|key|ip-restriction/i },
  { key: 'ingress.kubernetes.io/auth-type' },
]

/** True when the controller is told to ask who comes, or to let only some addresses in, before it passes anything on. */
export function asksForLogin(annotations: Labels): boolean {
  return marked(authMarks, annotations)
}

/** True when the ingress is served on an address of the internal network only, as far as the object says. */
export function isInternalIngress(ingress: Ingress, annotations: Labels): boolean {
  const name = ingressClass(ingress, annotations) ?? ''
  if (name === 'alb') return annotations['alb.ingress.kubernetes.io/scheme'] !== 'internet-facing'
  if (annotations['alb.ingress.kubernetes.io/scheme'] === 'internal') return true
  if (yes.test(annotations['appgw.ingress.kubernetes.io/use-private-ip'] ?? '')) return true
  return name === 'tailscale' || /(?:^|[-_.])(?:internal|private|intranet)(?:$|[-_.])/.test(name)
}
