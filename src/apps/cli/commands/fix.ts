export function fix(): void {}
