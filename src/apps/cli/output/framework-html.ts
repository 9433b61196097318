import { type ControlReport, type FrameworkReport, ownersOf } from '../../../engine/index.ts'
import { prose } from '../../../lib/display-width.ts'
import { type Language, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { countsText, frameworkWords, ownerLabels, remarkOf, type Verdict, verdictLabels, verdictOf } from './framework-words.ts'
import { style } from './html-style.ts'
import { type Html, html, none } from './html-text.ts'
import { count } from './words.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** The tints of the findings page, by what they mean there. */
const tints: { readonly [verdict in Verdict]: string } = {
  failed: 'high',
  passed: 'low',
  partial: 'medium',
  'not-looked-at': 'info',
}

/** One page that stands alone, for whoever audits: every control of every framework, with no script and no request to anywhere. */
export function frameworkHtml(reports: readonly FrameworkReport[], { language, version }: OutputContext): string {
  const title = `haetae: ${say(frameworkWords.report, language)}`
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="haetae ${version}">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<div class="page">
<div class="brand"><strong>haetae</strong><span>${say(frameworkWords.report, language)}</span></div>
<main>
${reports.map((report) => section(report, language))}
</main>
<footer>haetae ${version}</footer>
</div>
</body>
</html>
`
  return page.markup
}

function section(report: FrameworkReport, language: Language): Html {
  const { framework, counts, byOwner, controls } = report
  const sides = ownersOf(report).map(
    (owner) => html`<dt>${say(ownerLabels[owner], language)}</dt><dd>${countsText(byOwner[owner], language)}</dd>`,
  )
  const source =
    framework.source === undefined
      ? none
      : html`<dt>${say(frameworkWords.source, language)}</dt><dd><a href="${framework.source}" rel="noreferrer">${framework.source}</a></dd>`
  const groups = Map.groupBy(controls, ({ control }) => (control.section === undefined ? '' : say(control.section, language)))
  return html`<section>
<h1>${prose(say(framework.title, language))} ${prose(framework.version)}</h1>
<ul class="tiles">
${tiles(report, language)}
</ul>
${counts.partial === 0 ? none : html`<p class="lead">${say(frameworkWords.partialNote, language)}</p>`}
<h2>${say(frameworkWords.side, language)}</h2>
<dl class="scope card">
${[...sides, source]}
</dl>
${[...groups].map(([title, members]) => card(title, members, language))}
</section>`
}

function tiles({ counts }: FrameworkReport, language: Language): Html[] {
  const numbers: readonly (readonly [Verdict, number])[] = [
    ['failed', counts.failed],
    ['passed', counts.passed - counts.partial],
    ['partial', counts.partial],
    ['not-looked-at', counts.notLookedAt],
  ]
  return numbers.map(
    ([verdict, n]) =>
      html`<li class="tile ${tints[verdict]}${n === 0 ? ' zero' : ''}"><b>${n}</b><span>${say(verdictLabels[verdict], language)}</span></li>`,
  )
}

function card(title: string, controls: readonly ControlReport[], language: Language): Html {
  return html`${title === '' ? none : html`<h2>${prose(title)}</h2>`}
<div class="card">
<ul class="subjects bare">
${controls.map((control) => item(control, language))}
</ul>
</div>`
}

function item(report: ControlReport, language: Language): Html {
  const { control, findings, failing } = report
  const verdict = verdictOf(report)
  const remark = remarkOf(report, language)
  const found =
    findings.length === 0
      ? none
      : html`<li><span>${count(findings.length, 'finding', language)}</span>${failing.map((id) => html`<code>${id}</code>`)}</li>`
  const details = [found, remark === '' ? none : html`<li><span>${prose(remark)}</span></li>`].filter((part) => part !== none)
  return html`<li>
<div><span class="badge ${tints[verdict]}">${say(verdictLabels[verdict], language)}</span> <strong>${prose(control.id)}</strong> ${prose(say(control.title, language))} <span class="chip">${say(ownerLabels[control.owner], language)}</span></div>
${details.length === 0 ? none : html`<ul class="places">${details}</ul>`}
</li>`
}
