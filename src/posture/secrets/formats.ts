import { decodeBase64 } from '../../lib/base64.ts'
import type { Text } from '../../model/index.ts'

/** A kind of credential that is told by its own form, whatever it is called. */
export interface SecretFormat {
  readonly id: string
  /** What it is, to follow "a": names its maker. */
  readonly label: Text
  /** Texts of which at least one stands in every such credential: looked for first. The first is shown in place of the value. */
  readonly marks: readonly string[]
  /** Every part is bounded, so that a scan takes time in proportion to the text. */
  readonly pattern: RegExp
  /** False for what has the form and is none, or is an example of the documentation. */
  readonly accept?: (match: RegExpMatchArray) => boolean
  /** Not usable as it stands, but worth an attack at leisure: a hash. */
  readonly weak?: true
}

function format(
  id: string,
  en: string,
  ko: string,
  marks: readonly string[],
  pattern: RegExp,
  accept?: (match: RegExpMatchArray) => boolean,
): SecretFormat {
  return { id, label: { en, ko }, marks, pattern, ...(accept === undefined ? {} : { accept }) }
}

const notExample = (match: RegExpMatchArray) => !/example|xxxx|0{12}|1234567890abcdef/i.test(match[0])

/** A key's body, and not the dots and ellipses of documentation. */
function hasKeyBody(match: RegExpMatchArray): boolean {
  const body = ((match[1] ?? '').split('-----')[0] ?? '').replace(/\\n|\s/g, '')
  return body.length >= 40 && new Set(body).size > 12
}

/** Header of a JSON Web Token that says how it is signed; the token of the standard's tutorial is left out. Source: RFC 7519. */
function isSignedToken(match: RegExpMatchArray): boolean {
  const [header = '', payload = ''] = match[0].split('.')
  const head = decodeBase64(header) ?? ''
  const body = decodeBase64(payload) ?? ''
  return /"alg"\s*:\s*"(?!none")[A-Za-z0-9-]+"/.test(head) && body.startsWith('{') && !body.includes('1234567890')
}

/** `user:password` in base64, as registries and HTTP basic authentication want it. */
function isUserAndPassword(match: RegExpMatchArray): boolean {
  const plain = decodeBase64(match[1] ?? '')
  return (
    plain !== undefined &&
    /^[\x21-\x39\x3b-\x7e]+:[\x20-\x7e]{3,}$/.test(plain) &&
    !/[<$]|changeme|password:password/i.test(plain)
  )
}

/**
 * Sources: the makers' own descriptions of their tokens, as gathered by GitHub's list of supported secret scanning patterns
 * (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
 */
export const secretFormats: readonly SecretFormat[] = [
  format(
    'private-key',
    'private key',
    '개인 키',
    ['-----BEGIN'],
    /-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----([A-Za-z0-9+/=\s\\:,-]{0,400})/g,
    hasKeyBody,
  ),
  format(
    'putty-key',
    'PuTTY private key',
    'PuTTY 개인 키',
    ['PuTTY-User-Key-File-'],
    /PuTTY-User-Key-File-[23]: ?[a-z0-9-]{3,40}/g,
  ),
  format('age-key', 'age private key', 'age 개인 키', ['AGE-SECRET-KEY-1'], /AGE-SECRET-KEY-1[0-9A-Z]{58}/g),
  format(
    'aws-key',
    'AWS access key',
    'AWS 액세스 키',
    ['AKIA', 'ASIA'],
    /(?<![A-Z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Z0-9])/g,
    notExample,
  ),
  format(
    'github-token',
    'GitHub token',
    'GitHub 토큰',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    /\bgh[pousr]_[A-Za-z0-9]{36,251}/g,
    notExample,
  ),
  format('github-fine-token', 'GitHub token', 'GitHub 토큰', ['github_pat_'], /\bgithub_pat_[A-Za-z0-9_]{60,255}/g, notExample),
  format(
    'gitlab-token',
    'GitLab token',
    'GitLab 토큰',
    ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-', 'glagent-'],
    /\bgl(?:pat|dt|rt|ptt|cbt|soat|agent)-[A-Za-z0-9_.-]{20,300}/g,
    notExample,
  ),
  format('slack-token', 'Slack token', 'Slack 토큰', ['xox'], /\bxox[abeoprs]-[A-Za-z0-9-]{20,250}/g, notExample),
  format(
    'slack-webhook',
    'Slack webhook',
    'Slack 웹훅',
    ['hooks.slack.com/'],
    /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9]{8,14}\/[A-Za-z0-9]{8,14}\/[A-Za-z0-9]{16,48}/g,
    (match) => notExample(match) && new Set(match[0].slice(-20)).size > 5,
  ),
  format(
    'discord-webhook',
    'Discord webhook',
    'Discord 웹훅',
    ['/api/webhooks/'],
    /discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/[A-Za-z0-9_-]{50,90}/g,
  ),
  format('stripe-key', 'Stripe live key', 'Stripe 운영 키', ['k_live_'], /\b[sr]k_live_[A-Za-z0-9]{16,250}/g, notExample),
  format('google-key', 'Google API key', 'Google API 키', ['AIza'], /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g, notExample),
  format(
    'google-secret',
    'Google OAuth client secret',
    'Google OAuth 클라이언트 시크릿',
    ['GOCSPX-'],
    /\bGOCSPX-[A-Za-z0-9_-]{20,40}/g,
  ),
  format(
    'json-web-token',
    'signed token (JWT)',
    '서명된 토큰(JWT)',
    ['eyJ'],
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,6000}\.[A-Za-z0-9_-]{10,2000}/g,
    isSignedToken,
  ),
  format('npm-token', 'npm token', 'npm 토큰', ['npm_'], /\bnpm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g, notExample),
  format('pypi-token', 'PyPI token', 'PyPI 토큰', ['pypi-AgE'], /\bpypi-AgE[A-Za-z0-9_-]{50,1000}/g),
  format('rubygems-key', 'RubyGems key', 'RubyGems 키', ['rubygems_'], /\brubygems_[0-9a-f]{48}/g),
  format('sendgrid-key', 'SendGrid key', 'SendGrid 키', ['SG.'], /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/g),
  format('twilio-key', 'Twilio key', 'Twilio 키', ['SK'], /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g),
  format('mailgun-key', 'Mailgun key', 'Mailgun 키', ['key-'], /(?<![A-Za-z0-9-])key-[0-9a-f]{32}(?![A-Za-z0-9])/g),
  format(
    'azure-key',
    'Azure storage or bus key',
    'Azure 스토리지 또는 버스 키',
    ['AccountKey=', 'SharedAccessKey='],
    /(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,100}={0,2}/g,
    // The key of the storage emulator is the same for everyone and is printed in its documentation.
    (match) => !match[0].includes('Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq'),
  ),
  format('digitalocean-token', 'DigitalOcean token', 'DigitalOcean 토큰', ['dop_v1_', 'doo_v1_'], /\bdo[op]_v1_[0-9a-f]{64}/g),
  format('vault-token', 'Vault token', 'Vault 토큰', ['hvs.', 'hvb.'], /\bhv[sb]\.[A-Za-z0-9_-]{24,300}/g, notExample),
  format(
    'terraform-token',
    'Terraform Cloud token',
    'Terraform Cloud 토큰',
    ['.atlasv1.'],
    /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,80}/g,
  ),
  format('docker-token', 'Docker Hub token', 'Docker Hub 토큰', ['dckr_pat_'], /\bdckr_pat_[A-Za-z0-9_-]{24,40}/g),
  format(
    'grafana-token',
    'Grafana token',
    'Grafana 토큰',
    ['glsa_', 'glc_'],
    /\bgl(?:sa_[A-Za-z0-9]{32}_[0-9a-f]{8}|c_eyJ[A-Za-z0-9+/=]{40,400})/g,
  ),
  format('databricks-token', 'Databricks token', 'Databricks 토큰', ['dapi'], /\bdapi[0-9a-f]{32}(?:-\d)?(?![0-9a-f])/g),
  format(
    'shopify-token',
    'Shopify token',
    'Shopify 토큰',
    ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g,
  ),
  format('openai-key', 'OpenAI key', 'OpenAI 키', ['T3BlbkFJ'], /\bsk-[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}/g),
  format('anthropic-key', 'Anthropic key', 'Anthropic 키', ['sk-ant-'], /\bsk-ant-[a-z0-9]{3,12}-[A-Za-z0-9_-]{80,120}/g),
  format('hugging-face-token', 'Hugging Face token', 'Hugging Face 토큰', ['hf_'], /\bhf_[A-Za-z]{34}(?![A-Za-z0-9])/g),
  format('new-relic-key', 'New Relic key', 'New Relic 키', ['NRAK-'], /\bNRAK-[A-Z0-9]{27}/g),
  format(
    'telegram-token',
    'Telegram bot token',
    'Telegram 봇 토큰',
    [':AA'],
    /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g,
  ),
  format(
    'registry-login',
    'registry login',
    '레지스트리 로그인 정보',
    ['"auth"'],
    /"auth"\s{0,8}:\s{0,8}"([A-Za-z0-9+/=]{8,2000})"/g,
    isUserAndPassword,
  ),
  format(
    'basic-login',
    'login (HTTP basic)',
    '로그인 정보(HTTP Basic)',
    ['Basic '],
    /\bBasic ([A-Za-z0-9+/]{10,400}={0,2})/g,
    isUserAndPassword,
  ),
  format(
    'kubeconfig-key',
    'client key of a kubeconfig',
    'kubeconfig의 클라이언트 키',
    ['client-key-data'],
    /client-key-data["']?\s{0,4}:\s{0,4}["']?[A-Za-z0-9+/=]{100,20000}/g,
  ),
  {
    ...format(
      'password-hash',
      'password hash',
      '비밀번호 해시',
      ['$2', '$apr1$', '$6$', '$5$', '{SHA}'],
      /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$apr1\$[^$\s]{1,8}\$[./A-Za-z0-9]{22}|\$[56]\$(?:rounds=\d{1,9}\$)?[^$\s]{1,16}\$[./A-Za-z0-9]{43,86}|\{SHA\}[A-Za-z0-9+/]{27}=/g,
    ),
    weak: true,
  },
]
