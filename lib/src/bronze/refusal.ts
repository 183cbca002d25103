// A file that is not let in as a whole.

export interface Refusal {
  readonly rule_id: string;
  readonly detail: string;
}

export function isRefusal(value: object): value is Refusal {
  return "rule_id" in value;
}
