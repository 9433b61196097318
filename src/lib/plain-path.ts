/** A path without `./` in front: `./shop/cart.yaml` and `shop/cart.yaml` are one file. */
export function withoutDot(path: string): string {
  let start = 0
  while (path.startsWith('./', start)) start += 2
  return path.slice(start)
}
