/** True for a day of the calendar written as `2027-01-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  // The 30th of February is taken for the 2nd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
