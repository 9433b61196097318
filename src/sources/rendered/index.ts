/** What charts and kustomizations render to, by the real engines. */
export { type ChartOptions, renderChart } from './helm.ts'
export { kustomizationRoots } from './kustomization-tree.ts'
export { renderKustomization } from './kustomize.ts'
export { isPackedChart, unpackChart } from './packed-chart.ts'
export type { DocumentSource, Rendered, RenderedDocument, RenderOptions } from './rendered.ts'
