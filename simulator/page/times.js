/** Moments as a reader in a given zone sees them. Dates are JS `Date`s, zones are IANA names. */

// Intl has no English abbreviation for these; officials read them every day.
const ABBREVIATIONS = { "Asia/Karachi": "PKT", "Asia/Kolkata": "IST", "Asia/Kabul": "AFT" };
const formats = new Map();

function parts(moment, zone, options, locale = "en-GB") {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  }
  return formats.get(key).format(moment);
}

/** "14:00" */
export function hourText(moment, zone) {
  return parts(moment, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "Wed 15 Apr 2026" */
export function dateText(moment, zone) {
  const day = parts(moment, zone, { weekday: "short" });
  return `${day} ${parts(moment, zone, { day: "numeric", month: "short", year: "numeric" })}`;
}

/** "Wednesday 15 April" */
export function dayText(moment, zone) {
  const day = parts(moment, zone, { weekday: "long" });
  return `${day} ${parts(moment, zone, { day: "numeric", month: "long" })}`;
}

/** "PKT", "CEST", or "GMT+4" where English has no name. */
export function zoneText(moment, zone) {
  const named = parts(moment, zone, { timeZoneName: "short", hour: "2-digit" }).split(" ").pop();
  return ABBREVIATIONS[zone] ?? named;
}

/** "8 Apr, 10:00" */
export function shortText(moment, zone) {
  return `${parts(moment, zone, { day: "numeric", month: "short" })}, ${hourText(moment, zone)}`;
}

/** "Wed 15 Apr 2026, 14:00 PKT" */
export function fullText(moment, zone) {
  return `${dateText(moment, zone)}, ${hourText(moment, zone)} ${zoneText(moment, zone)}`;
}

/** A zone that this browser knows; anything else becomes UTC. */
export function knownZone(zone) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone ?? "UTC";
  } catch {
    return "UTC";
  }
}

const SPANS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

/**
 * A `date_time` entity with a format (Bot API 9.5): "r" alone is relative, else any of
 * t/T short or long time, d/D short or long date, w/W short or long weekday.
 */
export function formattedText(moment, format, zone, language, now) {
  const locale = language === "en" ? "en-GB" : language;
  if (format.includes("r")) {
    const seconds = Math.round((moment - now) / 1000);
    const [unit, size] = SPANS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    return relative.format(Math.round(seconds / size), unit);
  }
  const options = { hourCycle: "h23" };
  if (/w/i.test(format)) options.weekday = format.includes("W") ? "long" : "short";
  if (/d/i.test(format)) {
    Object.assign(options, { day: "numeric", year: "numeric" });
    options.month = format.includes("D") ? "long" : "2-digit";
  }
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return parts(moment, zone, options, locale);
}
