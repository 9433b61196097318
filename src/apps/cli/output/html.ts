import { prose } from '../../../lib/display-width.ts'
import { formatSubject, type Gap, type Language, type Result, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { gapSpot } from './describe.ts'
import { countBySeverity, type GapGroup, type Group, groupFindings, groupGaps, groupTitle, shownFindings } from './group.ts'
import { checkCard } from './html-card.ts'
import { style } from './html-style.ts'
import { type Html, html, none } from './html-text.ts'
import { besides, headline, scopeLines } from './summary.ts'
import { count, gapLabels, severityLabels, words } from './words.ts'

/** No script, no request to anywhere, no form: a report of hostile manifests stays a report. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** One page that stands alone, for a browser on a desk or a phone, light or dark. Every finding is in it, however many. */
export function writeHtml(result: Result, context: OutputContext): string {
  const { language } = context
  const groups = groupFindings(shownFindings(result.findings, context.showWaived), context.checks)
  const title = `haetae: ${say(words.report, language)}`
  const skip = language === 'ko' ? '발견 사항으로 건너뛰기' : 'Skip to the findings'
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="haetae ${context.version}">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<a class="skip" href="#findings">${skip}</a>
<div class="page">
${pageHeader(result, language)}
${index(groups, language)}
<main>
${findingsSection(groups, result, context)}
${gapSections(result, language)}
${scopeSection(result, language)}
</main>
<footer>haetae ${result.version}</footer>
</div>
</body>
</html>
`
  return page.markup
}

function pageHeader(result: Result, language: Language): Html {
  const gaps = result.gaps.filter((gap) => gap.byChoice !== true).length
  const aside = besides(result, language)
  const tiles = countBySeverity(result.findings).map(
    ({ severity, count: n }) =>
      html`<li class="tile ${severity}${n === 0 ? ' zero' : ''}"><b>${n}</b><span>${say(severityLabels[severity], language)}</span></li>`,
  )
  const gapTile =
    gaps === 0
      ? none
      : html`<li class="tile gaps"><b>${gaps}</b><span><a href="#gaps">${say(words.notLookedAt, language)}</a></span></li>`
  return html`<header>
<div class="brand"><strong>haetae</strong><span>${say(words.report, language)}</span><time datetime="${result.startedAt}">${readableTime(result.startedAt)}</time></div>
<h1>${headline(result, language)}</h1>
${aside.length === 0 ? none : html`<p class="lead">${aside.join(' · ')}</p>`}
<ul class="tiles">
${[...tiles, gapTile]}
</ul>
</header>`
}

/** `2026-10-05 01:02 UTC`: the same in both languages, and in no reader's own zone. */
function readableTime(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function index(groups: readonly Group[], language: Language): Html {
  if (groups.length < 2) return none
  const items = groups.map(
    (group, at) =>
      html`<li><span class="badge ${group.severity}">${say(severityLabels[group.severity], language)}</span><a href="#check-${at + 1}">${prose(groupTitle(group, language))}</a><span class="n">${group.findings.length}</span></li>`,
  )
  return html`<nav class="index" aria-label="${say(words.findings, language)}">
<ol>
${items}
</ol>
</nav>`
}

function findingsSection(groups: readonly Group[], result: Result, context: OutputContext): Html {
  const { language } = context
  const cards = groups.map((group, at) => checkCard(group, at + 1, context))
  const body = cards.length > 0 ? cards : [checksThatRan(result, context)]
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">${say(words.findings, language)}</h2>
${body}
</section>`
}

/** Where there is nothing to show, what was asked: a reader can tell what "nothing found" covers. */
function checksThatRan({ scope }: Result, { checks, language }: OutputContext): Html {
  const titles = scope.checks.map((id) => {
    const info = checks.get(id)
    return html`<li>${info === undefined ? id : prose(say(info.title, language))}</li>`
  })
  return html`<div class="card ran"><p>${count(titles.length, 'check', language)}</p>${titles.length === 0 ? none : html`<ul>${titles}</ul>`}</div>`
}

function gapSections(result: Result, language: Language): Html {
  const { notLookedAt, byChoice } = groupGaps(result.gaps, language)
  return html`${gapSection('gaps', say(words.notLookedAt, language), notLookedAt, language)}
${gapSection('by-choice', say(words.byChoice, language), byChoice, language)}`
}

function gapSection(id: string, title: string, groups: readonly GapGroup[], language: Language): Html {
  if (groups.length === 0) return none
  const total = groups.reduce((sum, group) => sum + group.gaps.length, 0)
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title} <span class="chip">${total}</span></h2>
<div class="card">
<ul class="subjects bare">
${groups.map((group) => gapItem(group, language))}
</ul>
</div>
</section>`
}

const openGaps = 8

function gapItem({ reason, message, gaps }: GapGroup, language: Language): Html {
  const places = gaps.map(gapPlace).filter((place) => place !== none)
  const first = places.slice(0, openGaps)
  const rest = places.slice(openGaps)
  return html`<li>
<div>${prose(message)} <span class="chip">${say(gapLabels[reason], language)}</span></div>
${first.length === 0 ? none : html`<ul class="places">${first}</ul>`}
${rest.length === 0 ? none : html`<details><summary>+ ${count(rest.length, 'gap', language)}</summary><ul class="places">${rest}</ul></details>`}
</li>`
}

function gapPlace(gap: Gap): Html {
  const where = gapSpot(gap)
  const subject = gap.subject === undefined ? undefined : formatSubject(gap.subject)
  if (where === undefined && subject === undefined) return none
  return html`<li>${where === undefined ? none : html`<code>${where}</code>`}${subject === undefined ? none : html`<span>${subject}</span>`}</li>`
}

function scopeSection(result: Result, language: Language): Html {
  const rows = scopeLines(result, language).map(({ label, text }) => html`<dt>${label}</dt><dd>${text}</dd>`)
  return html`<section id="scope" aria-labelledby="scope-title">
<h2 id="scope-title">${say(words.scope, language)}</h2>
<dl class="scope card">
${rows}
</dl>
</section>`
}
