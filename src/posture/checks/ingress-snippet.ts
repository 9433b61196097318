import { configMapKind, type Ingress, ingressKind } from '../../kube/objects.ts'
import type { Labels } from '../../kube/selectors.ts'
import type { Change, Path } from '../../model/index.ts'
import { type Cause, defineCheck, eachObject } from '../check.ts'

const nginx = 'nginx.ingress.kubernetes.io/'
const snippet =
  /^(?:nginx\.ingress\.kubernetes\.io\/(?:configuration|server|auth|stream|modsecurity)-snippet|nginx\.(?:org|com)\/(?:server|location|http|stream)-snippets|haproxy\.org\/backend-config-snippet|haproxy-ingress\.github\.io\/(?:config-backend|config-frontend|config-global))$/

/** Annotations whose values ingress-nginx wrote into its configuration unchecked, each with its advisory. */
const injectable: ReadonlyMap<string, string> = new Map([
  ['auth-url', 'CVE-2025-24514'],
  ['auth-tls-match-cn', 'CVE-2025-1097'],
  ['mirror-target', 'CVE-2025-1098'],
  ['mirror-host', 'CVE-2025-1098'],
  ['permanent-redirect', 'CVE-2023-5044'],
  ['auth-proxy-set-headers', 'CVE-2025-15566'],
  ['auth-method', 'CVE-2026-1580'],
  ['rewrite-target', 'CVE-2026-3288'],
])
const pathAdvisory = 'CVE-2026-24512'

/** A value that ends the directive it is put into and begins another, or calls Lua. */
const breaksOut = /[\r\n]|;\s*(?:[#}]|[a-z_]+\s)|\}\s*[#}]|_by_lua|\b(?:load_module|ssl_engine)\b/i

function snippets(annotations: Labels): readonly Cause[] {
  return Object.keys(annotations)
    .filter((key) => snippet.test(key))
    .map((key): Cause => {
      const at: Path = ['metadata', 'annotations', key]
      return {
        at,
        message: {
          en: `${key} puts raw text into the controller’s configuration: whoever may write this Ingress reads every Secret that the controller may read`,
          ko: `${key}이(가) 컨트롤러 설정에 임의의 내용을 넣습니다: 이 Ingress를 쓸 수 있는 사람은 컨트롤러가 읽을 수 있는 모든 시크릿을 읽습니다`,
        },
        fix: [{ op: 'remove', path: at }],
        caveat: {
          en: 'What the snippet did is gone; most of it has an annotation of its own.',
          ko: '스니펫이 하던 일이 사라지며, 대부분은 전용 어노테이션으로 대신할 수 있습니다.',
        },
      }
    })
}

function injections(ingress: Ingress, annotations: Labels): readonly Cause[] {
  const found: Cause[] = []
  const add = (at: Path, what: string, advisory: string, fix?: readonly Change[]) =>
    found.push({
      at,
      severity: 'critical',
      severityReason: {
        en: 'Such a value has no other use than an attack.',
        ko: '이런 값은 공격 외의 용도가 없습니다.',
      },
      message: {
        en: `the value of ${what} breaks out of its place in the controller’s configuration (${advisory}): it runs code in the controller, which reads the cluster’s Secrets`,
        ko: `${what} 값이 컨트롤러 설정에서 제자리를 벗어나(${advisory}) 클러스터의 시크릿을 읽는 컨트롤러 안에서 코드를 실행합니다`,
      },
      ...(fix === undefined ? {} : { fix }),
    })
  for (const [name, advisory] of injectable) {
    const value = annotations[nginx + name]?.trim()
    if (value === undefined || !breaksOut.test(value)) continue
    const at: Path = ['metadata', 'annotations', nginx + name]
    add(at, name, advisory, [{ op: 'remove', path: at }])
  }
  for (const [i, rule] of (ingress.spec?.rules ?? []).entries())
    for (const [j, { path }] of (rule.http?.paths ?? []).entries())
      if (path !== undefined && breaksOut.test(path.trim()))
        add(['spec', 'rules', i, 'http', 'paths', j, 'path'], 'path', pathAdvisory)
  return found
}

export const ingressSnippet = defineCheck({
  id: 'posture/ingress-snippet',
  title: { en: 'Ingress writes raw controller configuration', ko: '인그레스가 컨트롤러 설정을 직접 씁니다' },
  why: {
    en: 'The controller’s service account reads Secrets of every namespace; a line of Lua or a file alias in a snippet hands its token to whoever may write an Ingress.',
    ko: '컨트롤러의 서비스 어카운트는 모든 네임스페이스의 시크릿을 읽습니다. 스니펫에 Lua 한 줄이나 파일 별칭을 넣으면 Ingress를 쓸 수 있는 사람이 그 토큰을 얻습니다.',
  },
  fix: {
    en: 'Use the annotation that does the one thing needed, and keep allow-snippet-annotations off in the controller.',
    ko: '필요한 한 가지 일을 하는 어노테이션을 사용하고, 컨트롤러의 allow-snippet-annotations를 끈 상태로 유지합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'The controller’s Secrets, often those of the whole cluster, are open to whoever may write this Ingress.',
    ko: '컨트롤러의 시크릿(대개 클러스터 전체의 시크릿)이 이 Ingress를 쓸 수 있는 사람에게 열립니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['rbac', 'secrets'], mitre: ['T1552.007', 'T1068'], owasp: ['K03', 'K09'] },
  references: [
    'https://www.cve.org/CVERecord?id=CVE-2021-25742',
    'https://www.cve.org/CVERecord?id=CVE-2023-5043',
    'https://www.cve.org/CVERecord?id=CVE-2023-5044',
    'https://www.cve.org/CVERecord?id=CVE-2025-24514',
    'https://www.cve.org/CVERecord?id=CVE-2026-24512',
  ],
  judges: [
    eachObject(ingressKind, (body, { metadata: { annotations = {} } }) => [
      ...injections(body, annotations),
      ...snippets(annotations),
    ]),
    eachObject(configMapKind, ({ data = {} }) =>
      data['allow-snippet-annotations']?.trim() !== 'true'
        ? []
        : [
            {
              at: ['data', 'allow-snippet-annotations'],
              message: {
                en: 'allow-snippet-annotations: whoever may write an Ingress in any namespace reads every Secret that the controller may read',
                ko: 'allow-snippet-annotations: 어느 네임스페이스에서든 Ingress를 쓸 수 있는 사람은 컨트롤러가 읽을 수 있는 모든 시크릿을 읽습니다',
              },
              fix: [{ op: 'set', path: ['data', 'allow-snippet-annotations'], value: 'false' }],
              caveat: {
                en: 'Ingresses that carry snippets are refused from then on.',
                ko: '이후 스니펫이 있는 Ingress는 거부됩니다.',
              },
            },
          ],
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a snippet',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      more_set_headers "X-Frame-Options: DENY";
spec: {rules: [{host: shop.example}]}
`,
      },
      {
        name: 'a redirect that breaks out',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/permanent-redirect: 'https://shop.example/;}location ~* "^/x" {content_by_lua_block {ngx.say(1)}} #'
spec: {rules: [{host: shop.example}]}
`,
      },
      {
        name: 'snippets allowed for the whole controller',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
data: {allow-snippet-annotations: "true"}
`,
      },
    ],
    passing: [
      {
        name: 'annotations that hold plain values',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: /$2
    nginx.ingress.kubernetes.io/auth-url: https://login.example/auth?next=a;b=1
    nginx.ingress.kubernetes.io/auth-tls-match-cn: CN=[a-z]{3}\\.shop
    nginx.ingress.kubernetes.io/permanent-redirect: |
      https://shop.example/new
spec:
  rules: [{host: shop.example, http: {paths: [{path: '/v[0-9]{1,2}(/|$)(.*)', pathType: ImplementationSpecific}]}}]
`,
      },
    ],
  },
})
