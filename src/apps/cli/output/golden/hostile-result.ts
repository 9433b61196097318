/** One result with everything in it that could break an output: markup, terminal escapes, line breaks, Korean, great length. */
import type { CheckInfo, Finding, Place, Result, Subject, Text } from '../../../../model/index.ts'
import type { OutputContext } from '../context.ts'

function same(text: string): Text {
  return { en: text, ko: text }
}

function check(
  id: string,
  severity: CheckInfo['severity'],
  title: Text,
  why: Text,
  fix: Text,
  more: Partial<CheckInfo> = {},
): CheckInfo {
  return {
    id,
    title,
    why,
    fix,
    severity,
    severityReason: {
      en: 'It opens the node to whoever runs code in the container.',
      ko: '컨테이너에서 코드를 실행하는 사람에게 노드를 엽니다.',
    },
    stages: ['build', 'admission', 'run'],
    owner: 'customer',
    controls: { 'cis-kubernetes': ['5.2.2'] },
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/', 'CVE-2019-5736'],
    examples: { failing: [], passing: [] },
    ...more,
  }
}

const privileged = check(
  'posture/privileged-container',
  'critical',
  { en: 'Container runs privileged', ko: '컨테이너가 특권 모드로 실행됨' },
  {
    en: 'A privileged container holds every capability and every device of the node: whoever runs code in it mounts the node’s disk, reads every secret on it and joins the cluster as the node.',
    ko: '특권 컨테이너는 노드의 모든 기능과 장치를 가집니다. 그 안에서 코드를 실행하는 사람은 노드의 디스크를 마운트하고 모든 시크릿을 읽으며 노드의 권한으로 클러스터에 들어갑니다.',
  },
  {
    en: 'Remove privileged: true and add only the capabilities that the program needs.',
    ko: 'privileged: true를 지우고 프로그램에 필요한 기능만 추가합니다.',
  },
)

const token = check(
  'posture/service-account-token',
  'medium',
  { en: 'Service account token is mounted', ko: '서비스 계정 토큰이 마운트됨' },
  {
    en: 'Whoever runs code in the pod speaks to the API server as its account.',
    ko: '파드에서 코드를 실행하는 사람이 그 계정으로 API 서버에 요청합니다.',
  },
  { en: 'Set automountServiceAccountToken: false.', ko: 'automountServiceAccountToken: false로 설정합니다.' },
)

const secrets = check(
  'posture/role-reads-secrets',
  'high',
  { en: 'Role reads <every> secret | `all`', ko: '역할이 <모든> 시크릿을 읽음 | `all`' },
  { en: 'Secrets hold passwords & keys.', ko: '시크릿에는 비밀번호와 키가 들어 있습니다.' },
  { en: 'Name the secrets in resourceNames.', ko: 'resourceNames에 시크릿 이름을 적습니다.' },
  { noFix: { en: 'Only the owner knows which secrets are needed.', ko: '어떤 시크릿이 필요한지는 소유자만 압니다.' } },
)

const limits = check(
  'posture/no-memory-limit',
  'low',
  { en: 'No memory limit', ko: '메모리 제한 없음' },
  { en: 'One container can take the memory of the whole node.', ko: '컨테이너 하나가 노드 전체의 메모리를 차지할 수 있습니다.' },
  { en: 'Set resources.limits.memory.', ko: 'resources.limits.memory를 설정합니다.' },
)

const rootfs = check(
  'posture/writable-root-filesystem',
  'info',
  { en: 'Root filesystem is writable', ko: '루트 파일시스템에 쓸 수 있음' },
  { en: 'An attacker can leave tools in it.', ko: '공격자가 도구를 남길 수 있습니다.' },
  { en: 'Set readOnlyRootFilesystem: true.', ko: 'readOnlyRootFilesystem: true로 설정합니다.' },
)

/** Five known checks; `custom/unknown` below is deliberately missing. */
export const checks: ReadonlyMap<string, CheckInfo> = new Map(
  [privileged, token, secrets, limits, rootfs].map((info) => [info.id, info]),
)

function workload(name: string, namespace?: string): Subject {
  return { type: 'workload', kind: 'Deployment', group: 'apps', name, ...(namespace === undefined ? {} : { namespace }) }
}

function place(file: string, line: number, more: Partial<Place> = {}): Place {
  return {
    file,
    line,
    column: 11,
    endLine: line,
    endColumn: 27,
    path: ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'privileged'],
    unset: false,
    key: `k${line}`,
    ...more,
  }
}

function finding(
  info: CheckInfo | string,
  n: number,
  subject: Subject,
  places: readonly Place[],
  more: Partial<Finding> = {},
): Finding {
  const id = typeof info === 'string' ? info : info.id
  return {
    check: id,
    fingerprint: n.toString(16).padStart(32, '0'),
    subject,
    severity: typeof info === 'string' ? 'medium' : info.severity,
    severityReasons: [],
    rank: 500 - n,
    message: typeof info === 'string' ? same(`rule ${info}`) : info.why,
    places,
    byDefault: false,
    ...more,
  }
}

const many: readonly Finding[] = Array.from({ length: 11 }, (_, i) =>
  finding(
    limits,
    100 + i,
    workload(`worker-${i + 1}`, 'shop'),
    [place('shop/workers.yaml', 10 * (i + 1), { container: 'worker' })],
    {
      byDefault: true,
    },
  ),
)

const hostile =
  '<script>alert("x")</script>\u001b[31mred\u001b[0m\u009b2J\r\n::error::injected | `tick` ]]> @team #1 [a](http://evil.example) & 한국어'

export const hostileResult: Result = {
  version: '0.1.0',
  startedAt: '2026-10-05T01:02:03.000Z',
  findings: [
    finding(
      privileged,
      1,
      workload('system-monitor-deployment', 'default'),
      [
        place('scenarios/system-monitor/deployment.yaml', 42, { container: 'system-monitor' }),
        place('scenarios/system-monitor/deployment.yaml', 57, {
          container: 'init',
          detail: { en: 'the init container too', ko: '초기화 컨테이너도 같습니다' },
        }),
      ],
      {
        fix: {
          changes: [
            { op: 'remove', path: ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'privileged'] },
            {
              op: 'set',
              path: ['spec', 'template', 'spec', 'containers', 0, 'securityContext', 'capabilities'],
              value: { drop: ['ALL'] },
            },
          ],
          caveat: {
            en: 'Programs that load kernel modules stop working.',
            ko: '커널 모듈을 올리는 프로그램은 동작하지 않습니다.',
          },
        },
      },
    ),
    finding(privileged, 2, workload(hostile, 'team\u202eevil'), [place('차트/배포 설정 #1?%.yaml', 7)], {
      severity: 'high',
      severityReasons: [
        { en: 'Lowered: the namespace admits no outside traffic.', ko: '낮춤: 네임스페이스가 외부 트래픽을 받지 않습니다.' },
      ],
    }),
    finding(token, 3, workload('payments', 'shop'), [place('/srv/manifests/payments.yaml', 3, { unset: true })], {
      byDefault: true,
      message: same(hostile),
    }),
    finding(
      secrets,
      4,
      { type: 'role', kind: 'ClusterRole', group: 'rbac.authorization.k8s.io', name: '=HYPERLINK("http://evil.example")' },
      [place('cluster', 0, { column: 0, endLine: 0, endColumn: 0, path: ['rules', 0, 'resources'] })],
    ),
    finding('custom/unknown', 5, workload('x'.repeat(300)), [place('-', 1)], { message: same('가나다라'.repeat(40)) }),
    ...many,
    finding(rootfs, 6, workload('accepted', 'shop'), [place('shop/accepted.yaml', 9, { container: 'app' })], {
      waived: { source: 'annotation', reason: `vendor image, ticket <42> ${'\u0007'}`, author: 'ops', until: '2027-01-31' },
    }),
  ],
  gaps: [
    {
      reason: 'invalid',
      message: { en: 'The file is not valid YAML.', ko: '올바른 YAML 파일이 아닙니다.' },
      file: 'shop/broken.yaml',
      line: 3,
      column: 5,
    },
    {
      reason: 'invalid',
      message: { en: 'The file is not valid YAML.', ko: '올바른 YAML 파일이 아닙니다.' },
      file: 'shop/<b>bold</b>.yaml',
      line: 1,
    },
    {
      reason: 'undecidable',
      message: same(hostile),
      subject: workload('payments', 'shop'),
      checks: ['posture/service-account-token'],
    },
    {
      reason: 'excluded',
      message: { en: 'Left out by --exclude.', ko: '--exclude로 제외했습니다.' },
      file: 'vendor',
      byChoice: true,
    },
  ],
  facts: [{ type: 'runs-image', subject: workload('payments', 'shop'), value: { image: 'payments:1' } }],
  scope: {
    targets: ['.', '차트'],
    files: { read: 12, judged: 9, other: 1 },
    kinds: { Deployment: 14, ClusterRole: 2 },
    notJudged: { CustomResourceDefinition: 3 },
    namespaces: ['default', 'shop'],
    withoutNamespace: 3,
    workloads: 14,
    containers: 31,
    checks: [...checks.keys(), 'posture/host-path'],
  },
  stats: { wallMs: 812.4, phases: { read: 300, judge: 512.4 } },
}

/** The same scope with nothing found and nothing left out. */
export const cleanResult: Result = { ...hostileResult, findings: [], gaps: [] }

/** Nothing was there to be judged. */
export const emptyResult: Result = {
  ...cleanResult,
  scope: {
    ...cleanResult.scope,
    files: { read: 3, judged: 0, other: 3 },
    kinds: {},
    notJudged: {},
    namespaces: [],
    withoutNamespace: 0,
    workloads: 0,
    containers: 0,
  },
}

export const context: OutputContext = {
  language: 'en',
  color: false,
  width: 100,
  verbose: false,
  quiet: false,
  showWaived: false,
  checks,
  version: '0.1.0',
}
