const LEVELS = ["debug", "info", "warn", "error"] as const;

export type Level = (typeof LEVELS)[number];

export type Fields = Record<string, unknown>;

export type Logger = (level: Level, message: string, fields?: Fields) => void;

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

/** A logger that writes one JSON object a line, as all services do. */
export function createLogger(
  service: string,
  track: string,
  minimum: Level,
  write: (line: string) => void,
): Logger {
  return (level, message, fields = {}) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(minimum)) {
      return;
    }
    const timestamp = new Date().toISOString();
    write(`${JSON.stringify({ timestamp, level, service, track, message, ...fields })}\n`);
  };
}
