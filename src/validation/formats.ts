const uuidForm = /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuidForm.test(text);
}

// No leap second: Polar's server keeps its times in Python's datetime, which has none.
const dateTimeForm =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[t\s](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/i;

/** RFC 3339, on a day that exists. */
export function isDateTime(text: string): boolean {
  const [, year, month, day] = dateTimeForm.exec(text) ?? [];
  return Number(day) <= 28 || Number(day) <= lastDay(Number(year), Number(month));
}

function lastDay(year: number, month: number): number {
  // The calendar repeats after 400 years, and Date.UTC takes the years below 100 for the 20th century.
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

// RFC 3986 as loosely as ajv-formats reads it: the signs that may stand in a host, a port or a path are not told apart.
const uriForm =
  /^(?!.*%(?![\da-f]{2}))[a-z][a-z\d+.-]*:(?:\/?\/(?:[\w.~!$&'()*+,;=:%-]*@)?\[[\da-fv:.]+\](?::\d*)?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?|[\w.~!$&'()*+,;=:@%/-]+)(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?(?:#[\w.~!$&'()*+,;=:@%/?-]*)?$/i;

/** An absolute URI. */
export function isUri(text: string): boolean {
  return uriForm.test(text);
}
