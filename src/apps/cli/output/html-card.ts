import { prose } from '../../../lib/display-width.ts'
import { type CheckInfo, type Finding, type Fix, type Language, type Place, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { fixLines, spot, waiverText } from './describe.ts'
import { caveats, commonMessage, commonReasons, type Group, groupTitle, ownMessage, ownReasons } from './group.ts'
import { type Html, html, none } from './html-text.ts'
import { count, severityLabels, words } from './words.ts'

/** Subjects shown at once; the others unfold. */
const openSubjects = 8

/** The card of one check: what it is about, why, what to change, and every subject with its places. `at` counts from 1. */
export function checkCard(group: Group, at: number, { language }: OutputContext): Html {
  const items = group.findings.map((finding) => subjectItem(finding, group, language))
  const rest = items.slice(openSubjects)
  const more =
    rest.length === 0
      ? none
      : html`<details><summary>+ ${count(rest.length, 'finding', language)}</summary><ul class="subjects">${rest}</ul></details>`
  const title = prose(groupTitle(group, language))
  return html`<article class="card" id="check-${at}" aria-labelledby="check-${at}-title">
<header><span class="badge ${group.severity}">${say(severityLabels[group.severity], language)}</span><h3 id="check-${at}-title">${title}</h3>${title === group.check ? none : html`<code>${group.check}</code>`}</header>
${explanation(group, language)}
<ul class="subjects">
${items.slice(0, openSubjects)}
</ul>
${more}
${group.info === undefined ? none : meta(group.info, language)}
</article>`
}

function explanation(group: Group, language: Language): Html {
  const { info } = group
  const message = commonMessage(group, language)
  const why = info === undefined ? undefined : say(info.why, language)
  const row = (label: keyof typeof words, text: string): Html =>
    html`<dt>${say(words[label], language)}</dt><dd>${prose(text)}</dd>`
  const rows = [
    ...(message === undefined || message === why ? [] : [row('why', message)]),
    ...(why === undefined
      ? []
      : [message === undefined || message === why ? row('why', why) : html`<dt></dt><dd>${prose(why)}</dd>`]),
    ...commonReasons(group, language).map((reason) => row('rated', reason)),
    ...(info === undefined ? [] : [row('fix', say(info.fix, language))]),
    ...(info?.noFix === undefined ? [] : [row('noFix', say(info.noFix, language))]),
    ...caveats(group, language).map((caveat) => row('caution', caveat)),
  ]
  return rows.length === 0 ? none : html`<dl class="explain">${rows}</dl>`
}

function subjectItem(finding: Finding, group: Group, language: Language): Html {
  const { subject, severity, waived } = finding
  const name = subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`
  const own =
    severity === group.severity ? none : html` <span class="badge ${severity}">${say(severityLabels[severity], language)}</span>`
  const byDefault = finding.byDefault
    ? html` <span class="chip">${say(words.byDefault, language).replace(/[()]/g, '')}</span>`
    : none
  const remarks = [
    ...ownMessage(finding, group, language),
    ...ownReasons(finding, group, language),
    ...(waived === undefined ? [] : [waiverText(waived, language)]),
  ]
  return html`<li>
<div class="subject"><span class="kind">${subject.kind}</span> <bdi>${name}</bdi>${own}${byDefault}</div>
<ul class="places">${finding.places.map((place) => placeItem(place, language))}</ul>
${remarks.map((remark) => html`<p class="remark">${prose(remark)}</p>`)}
${finding.fix === undefined ? none : change(finding.fix, language)}
</li>`
}

function placeItem(place: Place, language: Language): Html {
  const container = place.container === undefined ? none : html`<span>${place.container}</span>`
  const detail = place.detail === undefined ? none : html`<span>${prose(say(place.detail, language))}</span>`
  const from =
    place.renderedFrom === undefined
      ? none
      : html`<span>${say(words.renderedFrom, language)} <code>${place.renderedFrom}</code></span>`
  return html`<li><code>${spot(place)}</code>${container}${detail}${from}</li>`
}

function change(fix: Fix, language: Language): Html {
  const lines = fixLines(fix).map((line) => (line.startsWith('+') ? html`<ins>${line}</ins>` : html`<del>${line}</del>`))
  // Block elements inside <pre>: a line break between them would show as an empty line.
  const diff = { markup: lines.map((line) => line.markup).join('') }
  return html`<details><summary>${say(words.change, language)}</summary><pre>${diff}</pre></details>`
}

function meta(info: CheckInfo, language: Language): Html {
  const controls = Object.entries(info.controls).map(([framework, ids]) => `${framework} ${ids.join(', ')}`)
  if (controls.length + info.references.length === 0) return none
  const references = info.references.map((reference) =>
    /^https?:\/\//.test(reference)
      ? html`<li><a href="${reference}" rel="noopener noreferrer">${reference}</a></li>`
      : html`<li>${reference}</li>`,
  )
  const list = controls.length === 0 ? references : [...references, html`<li>${controls.join('; ')}</li>`]
  return html`<details class="meta"><summary>${say(words.references, language)}</summary><ul>${list}</ul></details>`
}
