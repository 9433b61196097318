import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A program of others that does a part of what we do, built from the Go module proxy. */
export interface Peer {
  readonly name: string
  readonly module: string
  readonly version: string
  /** What its build needs besides Go. */
  readonly environment?: { readonly [name: string]: string }
}

export const kubeScore: Peer = { name: 'kube-score', module: 'github.com/zegl/kube-score/cmd/kube-score', version: 'v1.20.0' }
export const trivy: Peer = {
  name: 'trivy',
  module: 'github.com/aquasecurity/trivy/cmd/trivy',
  version: 'v0.74.0',
  environment: { GOEXPERIMENT: 'jsonv2' },
}

/**
 * The peer's program, built on first use into the user's cache and kept there; undefined, with the reason printed, where it cannot be built. Its build
 * gives way to whatever else the machine does.
 */
export function peerProgram({ name, module, version, environment = {} }: Peer): string | undefined {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'haetae/bench', `${name}-${version}`)
  const program = join(folder, name)
  if (existsSync(program)) return program
  if (spawnSync('go', ['version']).status !== 0) {
    console.error(`${name}: not measured, because there is no Go to build it with`)
    return undefined
  }
  console.error(`${name} ${version}: building it, once; this takes some minutes`)
  mkdirSync(folder, { recursive: true })
  const { status } = spawnSync('nice', ['go', 'install', `${module}@${version}`], {
    env: { ...process.env, ...environment, GOBIN: folder, GOFLAGS: '-trimpath' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status === 0 && existsSync(program)) return program
  console.error(`${name} ${version}: not measured, because its build ended with ${status}`)
  return undefined
}
