const DAY = 86_400_000;

interface Zone { format: Intl.DateTimeFormat; days: Map<number, number> }
const zones = new Map<string, Zone>();

/**
 * How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. The answer for a UTC day that begins and ends
 * with one offset is kept: asking the platform costs microseconds, and settling asks for every order.
 * @throws RangeError for a zone the platform does not know.
 */
export function zoneOffset(zone: string, epochMs: number): number {
  const known = zones.get(zone) ?? openZone(zone);
  const day = Math.floor(epochMs / DAY);
  const start = offsetAtDay(known, day);
  return start === offsetAtDay(known, day + 1) ? start : measure(known.format, epochMs);
}

function openZone(zone: string): Zone {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    });
    const opened = { format, days: new Map<number, number>() };
    zones.set(zone, opened);
    return opened;
  } catch {
    throw new RangeError(`time zone ${JSON.stringify(zone)}: expected an IANA name such as America/New_York`);
  }
}

function offsetAtDay(zone: Zone, day: number): number {
  let offset = zone.days.get(day);
  if (offset === undefined) {
    offset = measure(zone.format, day * DAY);
    zone.days.set(day, offset);
  }
  return offset;
}

function measure(format: Intl.DateTimeFormat, epochMs: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format.format(epochMs).match(/\d+/g)!.map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(epochMs / 1000) * 1000;
}
