export function isUuid(text: string): boolean {
  return /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text);
}

// No leap second: Polar's server keeps its times in Python's datetime, which has none.
const dateTimeForm =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))[t\s](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/i;

/** RFC 3339, on a day that exists. */
export function isDateTime(text: string): boolean {
  const [, date, day] = dateTimeForm.exec(text) ?? [];
  // For a day that its month does not have, some engines give one of the next month, and others no date at all.
  return Number(day) <= 28 || new Date(`${date}T00:00Z`).getUTCDate() === Number(day);
}

// RFC 3986 as loosely as ajv-formats reads it: the signs that may stand in a host, a port or a path are not told apart.
const uriForm =
  /^(?!.*%(?![\da-f]{2}))[a-z][a-z\d+.-]*:(?:\/?\/(?:[\w.~!$&'()*+,;=:%-]*@)?\[[\da-fv:.]+\](?::\d*)?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?|[\w.~!$&'()*+,;=:@%/-]+)(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?(?:#[\w.~!$&'()*+,;=:@%/?-]*)?$/i;

/** An absolute URI. */
export function isUri(text: string): boolean {
  return uriForm.test(text);
}
