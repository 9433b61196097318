import type { PodContainer } from '../../kube/pod.ts'
import type { Path, Severity, Text } from '../../model/index.ts'
import { type Cause, defineCheck, eachContainer } from '../check.ts'

interface Program {
  /** Finds the program in command position: at the start, after a shell's separators, with or without its directory. */
  readonly pattern: RegExp
  readonly severity: Severity
  readonly does: Text
}

const start = String.raw`(?:^|[;&|(\x60\n]\s*|\b(?:exec|then|do|else|nohup)\s+)(?:\/[\w./-]*\/)?`
const end = String.raw`(?=$|[\s;&|)\x60])`

const server: Text = {
  en: 'opens a way into the container that the API server neither asks about nor records',
  ko: 'API 서버가 승인하지도 기록하지도 않는 컨테이너 진입로를 엽니다',
}
const raises: Text = {
  en: 'needs a setuid program and root’s rights, which an intruder then has too',
  ko: 'setuid 프로그램과 root 권한이 필요하므로 침입자도 이를 갖게 됩니다',
}

const programs: readonly Program[] = [
  { pattern: new RegExp(`${start}(sshd|dropbear)${end}`), severity: 'medium', does: server },
  { pattern: new RegExp(String.raw`${start}(service\s+sshd?\s+(?:re)?start)${end}`), severity: 'medium', does: server },
  { pattern: new RegExp(`${start}(sudo)${end}`), severity: 'low', does: raises },
  // `su user` gives root's rights up, as entrypoints do; only the way to root counts.
  { pattern: new RegExp(String.raw`${start}(su(?:\s+-l?)?(?:\s+root)?)(?=$|\s*[;&|)]|\s+-c\b)`), severity: 'low', does: raises },
]

interface Line {
  readonly line: string
  readonly at: Path
}

/** Every command line of the container: its own, and those of probes and hooks. Each argument may be a script of its own. */
function linesOf({ spec, path }: PodContainer): readonly Line[] {
  const lists: readonly (readonly [readonly string[] | undefined, Path])[] = [
    [spec.command, ['command']],
    [spec.args, ['args']],
    [spec.lifecycle?.postStart?.exec?.command, ['lifecycle', 'postStart', 'exec', 'command']],
    [spec.lifecycle?.preStop?.exec?.command, ['lifecycle', 'preStop', 'exec', 'command']],
    [spec.livenessProbe?.exec?.command, ['livenessProbe', 'exec', 'command']],
    [spec.readinessProbe?.exec?.command, ['readinessProbe', 'exec', 'command']],
    [spec.startupProbe?.exec?.command, ['startupProbe', 'exec', 'command']],
  ]
  return lists.flatMap(([words = [], field]) => {
    const isArgs = field[0] === 'args' && spec.command !== undefined
    return words.map((line, index) => ({
      // A word after the first is a program only in a script; a lone word there is an argument.
      line: (index > 0 || isArgs) && !/\s/.test(line.trim()) ? '' : line,
      at: [...path, ...field, index],
    }))
  })
}

function causesOf(container: PodContainer): readonly Cause[] {
  const causes: Cause[] = []
  for (const { line, at } of linesOf(container))
    for (const { pattern, severity, does } of programs) {
      const name = pattern.exec(line.slice(0, 20_000))?.[1]
      if (name === undefined) continue
      causes.push({
        at,
        key: does === server ? 'ssh' : 'sudo',
        severity,
        message: { en: `the command runs ${name}, which ${does.en}`, ko: `명령이 ${name}을(를) 실행하며, 이는 ${does.ko}` },
      })
    }
  return causes
}

export const sshOrSudo = defineCheck({
  id: 'posture/ssh-or-sudo',
  title: { en: 'Container runs an SSH server or sudo', ko: '컨테이너가 SSH 서버나 sudo를 실행합니다' },
  why: {
    en: 'An SSH server is a second way in beside the API server, with its own keys and no audit; sudo and su keep a way to root open inside.',
    ko: 'SSH 서버는 API 서버와 별개로 자체 키를 쓰고 감사되지 않는 진입로이며, sudo와 su는 안에서 root가 되는 길을 열어 둡니다.',
  },
  fix: {
    en: 'Use kubectl exec or ephemeral containers for access, and run the program as its own user from the start.',
    ko: '접속에는 kubectl exec나 임시 컨테이너를 사용하고, 프로그램은 처음부터 전용 사용자로 실행합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a key, a password or code running in the container.',
    ko: '키, 비밀번호 또는 컨테이너에서 실행되는 코드가 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['hardening-container-environments'], mitre: ['T1133', 'T1068'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/',
    'https://man7.org/linux/man-pages/man8/sudo.8.html',
  ],
  noFix: {
    en: 'The command has to be written anew by someone who knows the program.',
    ko: '프로그램을 아는 사람이 명령을 새로 작성해야 합니다.',
  },
  judges: [
    eachContainer((container) => {
      const commands = causesOf(container)
      const ports = (container.spec.ports ?? []).flatMap(({ containerPort }, index): readonly Cause[] =>
        containerPort !== 22
          ? []
          : [
              {
                at: [...container.path, 'ports', index, 'containerPort'],
                key: 'ssh',
                severity: 'low',
                severityReason: {
                  en: 'the port is told, the server is not seen',
                  ko: '포트만 선언되어 있고 서버는 확인되지 않았습니다',
                },
                message: {
                  en: 'container port 22 tells of an SSH server, a way in that the API server does not record',
                  ko: '컨테이너 포트 22는 SSH 서버가 있음을 나타내며, 이는 API 서버가 기록하지 않는 진입로입니다',
                },
              },
            ],
      )
      return [...commands, ...ports]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'an SSH server beside the program',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      command: [/bin/sh, -c, "/usr/sbin/sshd && exec sudo -E /app/web"]
      ports: [{containerPort: 22}]
`,
      },
    ],
    passing: [
      {
        name: 'words that only look like it, and root given up',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      command: [/app/scan, --skip, sshd, --log, /var/log/sudo.log]
      lifecycle:
        postStart:
          exec: {command: [sh, -c, "echo sudo is not here; su www-data -c /app/warm"]}
      ports: [{containerPort: 2222}]
`,
      },
    ],
  },
})
