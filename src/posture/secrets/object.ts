import type { secretKind } from '../../kube/objects.ts'
import { decodeBase64 } from '../../lib/base64.ts'
import type { Read } from '../../lib/shape.ts'
import type { Path } from '../../model/index.ts'
import { canBeSecret, classOfName, looksRandom } from './names.ts'
import { secretOfSetting, secretsInText } from './values.ts'

type SecretBody = Read<typeof secretKind.shape>

/**
 * The keys of a Secret object whose values are worth keeping: not empty, no placeholder, reference, certificate, address or plain setting. A value
 * of several lines is a file, and counts for what stands in it.
 */
export function secretKeys({ data = {}, stringData = {} }: SecretBody): readonly { readonly key: string; readonly at: Path }[] {
  const out: { key: string; at: Path }[] = []
  for (const [key, value] of Object.entries(stringData))
    if (isWorthKeeping(key, value)) out.push({ key, at: ['stringData', key] })
  for (const [key, encoded] of Object.entries(data)) {
    // The API server takes stringData where both hold a key.
    if (Object.hasOwn(stringData, key)) continue
    const value = decodeBase64(encoded)
    if (value !== undefined && isWorthKeeping(key, value)) out.push({ key, at: ['data', key] })
  }
  return out
}

const publicNames =
  /^(?:user(?:name)?|login|host(?:name)?|port|address|endpoint|url|uri|region|zone|namespace|name|type|project|account|email|domain|database|db(?:name)?|bucket|server|issuer|audience|scheme|version|environment|env)$/i

function isWorthKeeping(key: string, value: string): boolean {
  const text = value.trim()
  if (text === '') return false
  if (secretOfSetting(key, text) !== undefined) return true
  if (text.includes('\n')) return secretsInText(text).length > 0
  if (publicNames.test(key)) return false
  if (!canBeSecret(text)) return false
  // Bytes that are no text: a key store, or a key as it is.
  if (/[^\t\n\r\x20-\x7e]/.test(text)) return !text.includes('CERTIFICATE')
  return looksRandom(text) || classOfName(key) !== undefined
}
