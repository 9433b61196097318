import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, emptyResult, hostileResult } from './golden/hostile-result.ts'
import { xmlProblem } from './golden/xml.ts'
import { writeHtml } from './html.ts'
import { style } from './html-style.ts'
import { html } from './html-text.ts'

const pages = [
  ['result.html', writeHtml(hostileResult, context)],
  ['result.ko.html', writeHtml(hostileResult, { ...context, language: 'ko', showWaived: true })],
  ['clean.html', writeHtml(cleanResult, context)],
  ['empty.ko.html', writeHtml(emptyResult, { ...context, language: 'ko' })],
] as const

describe('writeHtml', () => {
  it.each(pages)('is the golden file: %s', (name, page) => {
    // The style has its own file; repeating it in each golden file would only hide what changed.
    expectGolden(name, page.replace(style, '/* style */'))
  })

  it.each(pages)('closes every element it opens: %s', (_, page) => {
    const body = page.slice(page.indexOf('<body>'), page.indexOf('</html>')).replaceAll('&#39;', '&apos;')
    expect(xmlProblem(body)).toBeUndefined()
  })

  it.each(pages)('asks nothing of the network and runs no script: %s', (_, page) => {
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    )
    expect(page).not.toMatch(/<(script|link|img|iframe|object|form|base)\b| src=| on[a-z]+="|url\(|@import/i)
  })

  it.each(pages)('has a language, landmarks and targets for its links: %s', (_, page) => {
    expect(page).toMatch(/<html lang="(en|ko)">/)
    for (const element of ['header', 'main', 'footer', 'h1', 'title']) expect(page).toContain(`<${element}>`)
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]))
    for (const [, target] of page.matchAll(/ (?:href="#|aria-labelledby=")([^"]+)"/g)) expect(ids).toContain(target)
  })

  it('shows every place of every finding', () => {
    const page = writeHtml(hostileResult, { ...context, showWaived: true })
    for (const finding of hostileResult.findings) {
      for (const place of finding.places)
        expect(page).toContain(place.line === 0 ? 'cluster: rules[0].resources' : `:${place.line}:${place.column}<`)
    }
  })
})

describe('html', () => {
  it('escapes what is not markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`<a b="${text}">${text}</a>`
        expect(markup.slice('<a b="'.length, -'</a>'.length)).toMatch(/^[^<>"']*">[^<>"']*$/)
      }),
    )
  })

  it('leaves markup as it is', () => {
    expect(html`<ul>${[html`<li>${'<'}</li>`, html`<li>${1}</li>`]}</ul>`.markup).toBe('<ul><li>&lt;</li>\n<li>1</li></ul>')
  })
})

describe('style', () => {
  const severities = ['critical', 'high', 'medium', 'low', 'info']
  const pairs = [
    ...severities.map((name) => [name, `${name}-ground`]),
    ...['ink', 'soft', 'link'].flatMap((name) => ['ground', 'surface'].map((ground) => [name, ground])),
    ...['ink', 'soft', 'added', 'removed'].map((name) => [name, 'sunken']),
  ]
  const [light = '', dark = ''] = [...style.matchAll(/:root \{([^}]*--ground[^}]*)\}/g)].map((match) => match[1])

  it.each(
    pairs.flatMap(([text, ground]) => [
      ['light', light, text, ground],
      ['dark', dark, text, ground],
    ]),
  )('%s has contrast', (_, scheme, text, ground) => {
    expect(contrast(color(scheme, text), color(scheme, ground))).toBeGreaterThanOrEqual(4.5)
  })
})

function color(scheme: string | undefined, name: string | undefined): number[] {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(scheme ?? '')?.[1]
  if (hex === undefined) throw new Error(`no colour ${name}`)
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

/** Contrast ratio of WCAG 2.2. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [bright = 0, faint = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (bright + 0.05) / (faint + 0.05)
}

function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb
    .map((value) => value / 255)
    .map((s) => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
