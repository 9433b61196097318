import {
  asAdmitted,
  evaluatePodSecurity,
  type Level,
  type LevelVersion,
  type PodSecurityVersion,
} from '../kube/pod-security/index.ts'
import type { Severity, Text } from '../model/index.ts'
import { type Cause, eachPod, type PostureCheck } from './check.ts'

const severities: { readonly [L in Level]: Severity } = { privileged: 'info', baseline: 'high', restricted: 'medium' }

const title = (level: Level, version: PodSecurityVersion): Text => ({
  en: `Pod Security ${level}:${version} would refuse the pod`,
  ko: `Pod Security ${level}:${version}에서 파드가 거부됩니다`,
})

/**
 * A check that says of every pod what Pod Security admission at this level and version would: not part of the catalogue, since it answers a question
 * and is made for the level that was asked.
 */
export function podSecurityCheck({ level, version }: LevelVersion): PostureCheck {
  const name = `${level}:${version}`
  return {
    id: 'posture/pod-security-standard',
    title: title(level, version),
    why: {
      en: `The Pod Security Standards’ ${level} level keeps out what ${level === 'baseline' ? 'is known to raise privileges' : 'hardened pods do not need'}; a namespace that enforces it refuses this pod.`,
      ko: `Pod Security 표준의 ${level} 수준은 ${level === 'baseline' ? '권한 상승으로 알려진 설정을' : '강화된 파드에 필요 없는 설정을'} 막으며, 이를 적용하는 네임스페이스는 이 파드를 거부합니다.`,
    },
    fix: { en: 'Change the fields that are named.', ko: '표시된 필드를 수정합니다.' },
    severity: severities[level],
    severityReason: { en: 'The level that was asked for.', ko: '요청한 수준에 따릅니다.' },
    stages: ['build', 'admission', 'run'],
    owner: 'customer',
    controls: { [`pss-${level}`]: [name] },
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    noFix: { en: 'See the check of each field for its fix.', ko: '각 필드의 점검에서 조치를 확인하십시오.' },
    judges: [
      eachPod((pod) =>
        evaluatePodSecurity(asAdmitted(pod), level, version).flatMap(({ control, reason, detail, paths }): Cause[] =>
          (paths.length === 0 ? [['spec']] : paths).map((path) => ({
            at: [...pod.path, ...path],
            key: control,
            message: {
              en: `${name}: ${reason}${detail === '' ? '' : ` (${detail})`}`,
              ko: `${name} 위반: ${reason}${detail === '' ? '' : ` (${detail})`}`,
            },
          })),
        ),
      ),
    ],
    examples: { failing: [], passing: [] },
  }
}
