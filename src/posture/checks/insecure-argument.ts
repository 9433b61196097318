import { isImage } from '../../kube/image-reference.ts'
import type { PodContainer } from '../../kube/pod.ts'
import type { Change, Text } from '../../model/index.ts'
import { type Cause, defineCheck, eachContainer } from '../check.ts'
import { commandLine, type Given, givenFlags, runsProgram, type Word } from '../programs/command-line.ts'
import { knownImage } from '../programs/image.ts'
import { type InsecureFlag, insecureFlags, insecureVariables, javaDebugger } from '../programs/insecure-arguments.ts'

const caveat: Text = {
  en: 'Callers that rely on it need a login or a certificate from then on.',
  ko: '여기에 의존하던 호출자는 이후 로그인이나 인증서가 필요합니다.',
}

function named(what: string, gives: Text): Text {
  return { en: `${what}: ${gives.en}`, ko: `${what}: ${gives.ko}` }
}

function concerns(rule: InsecureFlag, words: readonly Word[], container: PodContainer): boolean {
  if (rule.with !== undefined && !words.some(({ text }) => text === rule.with)) return false
  if (rule.programs === undefined && rule.images === undefined) return true
  if (runsProgram(words, rule.programs ?? [])) return true
  const image = knownImage(container)
  return image !== undefined && (rule.images ?? []).some((name) => isImage(image, name))
}

const falseWords = /^(?:false|f|0)$/i

function isSet({ word, value }: Given, when: InsecureFlag['when']): boolean {
  // Only what stands behind an equals sign is the value of a switch.
  const attached = word.text.includes('=') ? (value ?? '') : undefined
  if (when === 'on') return attached === undefined || !falseWords.test(attached)
  if (when === 'off') return attached !== undefined && falseWords.test(attached)
  return when.test(value ?? '') && (value !== undefined || word.text.includes('='))
}

function turned({ word }: Given, rule: InsecureFlag): readonly Change[] | undefined {
  if (rule.turns !== true || !word.whole) return undefined
  const flag = word.text.split('=', 1)[0] ?? ''
  return [{ op: 'set', path: word.at, value: `${flag}=${rule.when === 'off'}` }]
}

function byFlag(container: PodContainer): readonly Cause[] {
  const words = commandLine(container)
  const found: Cause[] = []
  for (const rule of insecureFlags)
    for (const given of givenFlags(words, rule.flag)) {
      if (!isSet(given, rule.when) || !concerns(rule, words, container)) continue
      const fix = turned(given, rule)
      const { severity, gives } = rule
      const message = named(`--${rule.flag}${rule.when === 'off' ? '=false' : ''}`, gives)
      found.push({ at: given.word.at, key: rule.flag, severity, message, ...(fix === undefined ? {} : { fix, caveat }) })
    }
  const { severity, gives, pattern } = javaDebugger
  for (const word of words)
    if (pattern.test(word.text)) found.push({ at: word.at, key: 'jdwp', severity, message: named('jdwp', gives) })
  return found
}

function byVariable(container: PodContainer): readonly Cause[] {
  const env = container.spec.env ?? []
  const found: Cause[] = []
  for (const [index, { name = '', value = '' }] of env.entries()) {
    const at = [...container.path, 'env', index, 'value']
    if (javaDebugger.pattern.test(value))
      found.push({ at, key: 'jdwp', severity: javaDebugger.severity, message: named(name, javaDebugger.gives) })
    for (const { variable, when, with: also, unless, safe, severity, gives } of insecureVariables) {
      if (!variable.test(name) || !when.test(value)) continue
      if (also !== undefined && !env.some((each) => each.name === also.variable && also.when.test(each.value ?? ''))) continue
      if (unless !== undefined && env.some((each) => unless.test(each.name ?? ''))) continue
      const fix: readonly Change[] | undefined = safe === undefined ? undefined : [{ op: 'set', path: at, value: safe }]
      found.push({ at, key: name, severity, message: named(name, gives), ...(fix === undefined ? {} : { fix, caveat }) })
    }
  }
  return found
}

export const insecureArgument = defineCheck({
  id: 'posture/insecure-argument',
  title: { en: 'Program is started with its protection switched off', ko: '프로그램이 보호 기능을 끈 채로 시작됩니다' },
  why: {
    en: 'Pods reach each other by default: one compromised pod, or one route too many, is enough to use a program that asks nobody who they are.',
    ko: '파드끼리는 기본적으로 서로 접근할 수 있으므로, 침해된 파드 하나나 잘못 열린 경로 하나만 있으면 신원을 묻지 않는 프로그램을 사용할 수 있습니다.',
  },
  fix: {
    en: 'Take the argument or variable away, and give callers a password, a token or a certificate.',
    ko: '해당 인수나 변수를 제거하고 호출자에게 비밀번호, 토큰 또는 인증서를 제공합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a place in the pod network.',
    ko: '파드 네트워크 안에 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['authentication', 'encryption'], mitre: ['T1133', 'T1190'], owasp: ['K06', 'K09'] },
  references: [
    'https://github.com/kubernetes/dashboard/blob/v2.7.0/docs/common/dashboard-arguments.md',
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/server-commands/argocd-server/',
    'https://etcd.io/docs/v3.6/op-guide/security/',
    'https://doc.traefik.io/traefik/operations/api/',
  ],
  raisedByExposure: true,
  judges: [eachContainer((container) => [...byFlag(container), ...byVariable(container)])],
  examples: {
    failing: [
      {
        name: 'a dashboard without a login',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: kubernetes-dashboard, namespace: kubernetes-dashboard}
spec:
  selector: {matchLabels: {app: dashboard}}
  template:
    metadata: {labels: {app: dashboard}}
    spec:
      containers:
        - name: dashboard
          image: kubernetesui/dashboard:v2.7.0
          args: [--auto-generate-certificates, --enable-skip-login]
`,
      },
      {
        name: 'a database that trusts everyone',
        source: `apiVersion: v1
kind: Pod
metadata: {name: orders-db, namespace: shop}
spec:
  containers:
    - name: db
      image: postgres:17.2
      env: [{name: POSTGRES_HOST_AUTH_METHOD, value: trust}]
`,
      },
    ],
    passing: [
      {
        name: 'switched off in so many words, another program’s flag of the same name, and a password beside the empty one',
        source: `apiVersion: v1
kind: Pod
metadata: {name: mixed, namespace: shop}
spec:
  containers:
    - {name: dashboard, image: 'kubernetesui/dashboard:v2.7.0', args: [--enable-skip-login=false]}
    - {name: probe, image: 'registry.example/probe:1.0.0', args: [--insecure, --address, 0.0.0.0]}
    - {name: node, image: 'node:24.1.0', command: [node, '--inspect=127.0.0.1:9229', server.js]}
    - name: db
      image: mysql:9.1.0
      env:
        - {name: MYSQL_ALLOW_EMPTY_PASSWORD, value: 'yes'}
        - {name: MYSQL_ROOT_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: root}}}
`,
      },
    ],
  },
})
