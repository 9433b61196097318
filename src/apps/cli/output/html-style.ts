/**
 * The style of the HTML report: it stands inside the page, which asks for nothing from outside. Every text colour has a
 * contrast of 4.5 to 1 or more on the ground it stands on (WCAG 2.2, 1.4.3); the test measures them.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f2; --surface: #ffffff; --sunken: #f1f0ec; --line: #e0ddd5;
  --ink: #22252a; --soft: #5b6068; --link: #1a5a96;
  --critical: #a3172a; --critical-ground: #fbe9ea;
  --high: #a83a0c; --high-ground: #fcede4;
  --medium: #7d5700; --medium-ground: #faf1d8;
  --low: #175f86; --low-ground: #e5f1f8;
  --info: #52585f; --info-ground: #eceef0;
  --added: #1b6637; --removed: #a3172a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15171a; --surface: #1d2024; --sunken: #16181b; --line: #34383e;
    --ink: #e6e4df; --soft: #a3a8af; --link: #8dbff0;
    --critical: #ff9aa5; --critical-ground: #3d1a20;
    --high: #ffab80; --high-ground: #3a2116;
    --medium: #eac465; --medium-ground: #332912;
    --low: #86c5ea; --low-ground: #142b39;
    --info: #b3b9c1; --info-ground: #292d32;
    --added: #86d3a0; --removed: #ff9aa5;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.65 system-ui, -apple-system, "Segoe UI", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
  overflow-wrap: anywhere;
}
:lang(ko) { word-break: keep-all; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "D2Coding", "Noto Sans Mono CJK KR", monospace; font-size: .875em; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.page { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .5rem 1rem; z-index: 1; }
.brand { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; color: var(--soft); font-size: .9rem; }
.brand strong { color: var(--ink); font-size: 1.05rem; letter-spacing: .01em; }
.brand time { margin-left: auto; font-variant-numeric: tabular-nums; }
h1 { font-size: clamp(1.35rem, 1rem + 1.6vw, 1.9rem); line-height: 1.35; font-weight: 650; letter-spacing: -.01em; margin: 1.5rem 0 0; text-wrap: balance; }
.lead { margin: .35rem 0 0; color: var(--soft); }
h2 { font-size: 1.15rem; font-weight: 650; margin: 3rem 0 1rem; }
h3 { font-size: 1.1rem; line-height: 1.4; font-weight: 650; margin: 0; }
.tiles { list-style: none; margin: 1.4rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .6rem; }
.tile { padding: .8rem 1rem .7rem; border-radius: 10px; background: var(--tint-ground); color: var(--tint); display: flex; flex-direction: column; }
.tile b { font-size: 1.8rem; line-height: 1.15; font-weight: 650; font-variant-numeric: tabular-nums; }
.tile span { font-size: .85rem; }
.tile.zero { background: transparent; color: var(--soft); box-shadow: inset 0 0 0 1px var(--line); }
.tile.zero b { font-weight: 400; }
.tile.gaps { background: var(--surface); color: var(--ink); box-shadow: inset 0 0 0 1px var(--soft); }
.tile a { color: inherit; }
.critical { --tint: var(--critical); --tint-ground: var(--critical-ground); }
.high { --tint: var(--high); --tint-ground: var(--high-ground); }
.medium { --tint: var(--medium); --tint-ground: var(--medium-ground); }
.low { --tint: var(--low); --tint-ground: var(--low-ground); }
.info { --tint: var(--info); --tint-ground: var(--info-ground); }
.index { margin-top: 1.5rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.index ol { list-style: none; margin: 0; padding: .4rem 0; }
.index li { display: grid; grid-template-columns: 6.2rem 1fr auto; gap: .2rem .9rem; align-items: baseline; padding: .4rem 1.2rem; }
.index a { color: var(--ink); text-decoration: none; }
.index a:hover { text-decoration: underline; }
.index .n { color: var(--soft); font-variant-numeric: tabular-nums; }
.badge { justify-self: start; display: inline-block; padding: .05rem .6rem; border-radius: 99px; background: var(--tint-ground); color: var(--tint); font-size: .8rem; font-weight: 600; white-space: nowrap; }
.chip { display: inline-block; padding: 0 .5rem; border-radius: 6px; background: var(--sunken); color: var(--soft); font-size: .8rem; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.3rem 1.5rem 1.2rem; margin: 0 0 1.1rem; scroll-margin-top: 1rem; }
.card > header { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; }
.card > header code { color: var(--soft); flex-basis: 100%; }
.explain { margin: 1rem 0 0; display: grid; grid-template-columns: minmax(3.6rem, max-content) 1fr; gap: .45rem 1.1rem; }
.explain dt { color: var(--soft); font-size: .9rem; line-height: 1.83; }
.explain dd { margin: 0; max-width: 44rem; }
.subjects { list-style: none; margin: 1.1rem 0 0; padding: 0; border-top: 1px solid var(--line); }
.subjects.bare { margin: -.65rem 0 0; border: 0; }
.subjects > li { padding: .65rem 0; border-bottom: 1px solid var(--line); }
.subjects > li:last-child { border-bottom: 0; padding-bottom: 0; }
.subject { font-weight: 600; }
.subject .kind { color: var(--soft); font-weight: 400; }
.places { list-style: none; margin: .1rem 0 0; padding: 0; }
.places li { display: flex; flex-wrap: wrap; gap: .1rem .7rem; align-items: baseline; color: var(--soft); font-size: .93rem; }
.places code { color: var(--ink); }
.remark { margin: .2rem 0 0; color: var(--soft); font-size: .93rem; max-width: 46rem; }
details { margin-top: .35rem; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; width: fit-content; }
details > .subjects { margin-top: .4rem; }
pre { margin: .5rem 0 .2rem; padding: .7rem 1rem; background: var(--sunken); border-radius: 8px; white-space: pre-wrap; line-height: 1.55; }
ins, del { text-decoration: none; display: block; padding-left: 1.2em; text-indent: -1.2em; }
ins { color: var(--added); }
del { color: var(--removed); }
.ran p { margin: 0; color: var(--soft); }
.ran ul { margin: .4rem 0 0; padding-left: 1.2rem; columns: 18rem auto; }
.meta { margin: .9rem 0 0; color: var(--soft); font-size: .85rem; }
.meta ul { margin: .2rem 0 0; padding-left: 1.1rem; }
.scope { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.3rem; }
.scope dt { color: var(--soft); }
.scope dd { margin: 0; }
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 36rem) {
  .page { padding: 1.4rem 1rem 3rem; }
  .brand time { margin-left: 0; flex-basis: 100%; }
  .tiles { grid-template-columns: repeat(3, 1fr); }
  .tile { padding: .6rem .8rem .5rem; }
  .tile b { font-size: 1.45rem; }
  .card { padding: 1.1rem 1.1rem 1rem; }
  .index li { grid-template-columns: 1fr auto; padding: .5rem 1.1rem; }
  .index .badge { grid-column: 1 / -1; }
  .explain, .scope { grid-template-columns: 1fr; gap: 0; }
  .explain dd, .scope dd { margin-bottom: .6rem; }
}
@media print {
  :root { --ground: #ffffff; --sunken: #f6f6f6; }
  .card { break-inside: avoid; }
}
`
