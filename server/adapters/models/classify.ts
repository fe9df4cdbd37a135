import type { ModelError, ModelErrorKind } from '../../ports/language-model.ts'
import type { Fault } from './fault.ts'
import { messageFor } from './messages.ts'
import { retryAfterOf } from './retry-after.ts'

/** A failure looks like this: every part that is given must fit. */
export interface FaultRow {
  readonly kind: ModelErrorKind
  readonly name?: RegExp
  readonly text?: RegExp
  readonly status?: readonly number[]
  readonly cause?: RegExp
  /** Set where this row says that the shape of the answer was refused. */
  readonly structure?: true
}

const refusals = [400, 422, 500, 501] as const

/**
 * From what a provider says to what we call it; the first row that fits counts. What the body calls it comes before the
 * status, since one status stands for many things (429 for a full minute and for an empty account), and the class of the
 * error last.
 */
export const faultRows: readonly FaultRow[] = [
  // The account is empty, or never takes a call of this size: waiting does not help.
  {
    kind: 'quota_exhausted',
    name: /^(insufficient_quota|insufficient_balance|billing_\w+|quota_exceeded|(contract|enforced|linked_organization)_spend_limit_reached|linked_organization_billing_unavailable|access_terminated)$/,
  },
  { kind: 'quota_exhausted', name: /perday/ },
  {
    kind: 'quota_exhausted',
    text: /credit balance is too low|insufficient (balance|credits?|quota)|request too large for|limit: 0\b/i,
    status: [400, 402, 403, 429],
  },
  { kind: 'rate_limited', name: /^(rate_limit_(error|exceeded|reached)|ramp_limit_exceeded|too_many_requests|resource_exhausted)$/ },
  { kind: 'overloaded', name: /^(overloaded(_error)?|engine_overloaded(_error)?|slow_down|unavailable(_error)?|model_overloaded)$/ },
  {
    kind: 'context_overflow',
    name: /^(context_length_exceeded|context_window_exceeded|exceed_context_size_error|string_above_max_length|request_too_large|request_body_too_large\w*)$/,
  },
  {
    kind: 'context_overflow',
    text: /maximum context length|context (length|window|size|limit)\b.{0,40}\b(exceed|too)|exceeds?\b.{0,40}\bcontext (length|window|size|limit)|prompt is too long|exceeds the maximum number of tokens|(input|prompt) (is )?too long|reduce the length of the (messages|prompt|input)/i,
    status: [400, 413, 422, 500],
  },
  {
    kind: 'auth',
    name: /^(invalid_api_key|api_key_\w+|authentication_error|invalid_authentication|unauthenticated|unauthorized|permission_error|permission_denied|account_deactivated|organization_(on_hold|deactivated|restricted)|failed_precondition|unsupported_country_region_territory)$/,
  },
  {
    kind: 'auth',
    text: /(api key|credentials?)\b.{0,30}\b(invalid|incorrect|not valid|expired|missing|required)|(invalid|incorrect) api key/i,
    status: [400, 401, 403],
  },
  {
    kind: 'refused',
    name: /^(content_filter|content_policy_violation|invalid_prompt|responsibleaipolicyviolation|safety|prohibited_content|cyber_policy_violation)$/,
  },
  {
    kind: 'refused',
    text: /content (violates|was filtered|management policy)|flagged as potentially violating|usage guidelines/i,
    status: [400, 403],
  },
  { kind: 'model_not_found', name: /^(model_not_found|deployment_?not_?found|model_not_loaded|model_decommissioned)$/ },
  {
    kind: 'model_not_found',
    text: /\bmodels?\b.{0,120}\b(not found|does ?n.t exist|does not exist|not supported for generatecontent|decommissioned|deprecated)|no models? (is )?loaded|no such model/i,
    status: [400, 404],
  },
  // The shape of the answer, or a parameter, is what was refused: the next rung may do.
  {
    kind: 'bad_request',
    structure: true,
    text: /response[_ ]?(format|schema|json|mime)|json[_ ]?schema|json_object|structured[_ ]?outputs?|output[_ ](config|format)|\bgrammar\b|invalid schema|additionalproperties|too many states|\bstrict\b|\bschemas?\b/i,
    status: refusals,
  },
  {
    kind: 'bad_request',
    structure: true,
    name: /^(unsupported_parameter|unknown_parameter|unsupported_value|invalid_function_parameters|invalid_json_schema)$/,
  },
  {
    kind: 'bad_request',
    structure: true,
    text: /(unsupported|unknown|unrecognized|unexpected|unpermitted)( request)? (parameter|argument|field|keyword)|extra inputs are not permitted|(parameter|field)\b.{0,60}\bnot (supported|permitted|allowed)|property\b.{0,80}\bunsupported|unknown name/i,
    status: refusals,
  },
  { kind: 'timeout', name: /^(timeout_error|request_timeout|deadline_exceeded)$/ },
  // Then the status.
  { kind: 'auth', status: [401, 403] },
  { kind: 'quota_exhausted', status: [402] },
  { kind: 'model_not_found', status: [404, 410] },
  { kind: 'timeout', status: [408, 504, 524] },
  { kind: 'context_overflow', status: [413] },
  { kind: 'rate_limited', status: [429] },
  { kind: 'overloaded', status: [503, 529] },
  { kind: 'server', status: [409, 425, 500, 502, 520, 521, 522, 523, 525, 526, 527, 530] },
  { kind: 'bad_request', status: [400, 405, 406, 415, 422, 431, 501] },
  // Names so general that the status says more; they count for errors within a stream, which have none.
  { kind: 'model_not_found', name: /^not_found(_error)?$/ },
  { kind: 'bad_request', name: /^(invalid_request_error|invalid_request|invalid_argument|invalid_value|bad_request\w*)$/ },
  { kind: 'server', name: /^(server_error|api_error|internal(_server_error|_error)?|unknown)$/ },
  // Nothing was answered.
  {
    kind: 'timeout',
    cause: /^(und_err_(headers|body|connect)_timeout|etimedout|timeouterror|apiconnectiontimeouterror|headerstimeouterror|bodytimeouterror)$/,
  },
  {
    kind: 'network',
    cause:
      /^(econn\w+|enotfound|eai_\w+|ehost\w+|enet\w+|epipe|eproto|und_err_\w+|err_(tls|ssl|stream_premature)\w*|cert_\w+|\w*self_signed\w*|depth_zero\w*|unable_to_\w+|apiconnectionerror)$/,
  },
  { kind: 'network', text: /\bterminated\b|fetch failed|socket hang up|other side closed|premature close|incomplete json segment|connection error/i },
  // Something was answered that is no answer of a model.
  { kind: 'server', cause: /^syntaxerror$/ },
]

/** One row for a failure; what fits none is a fault of the server. */
export const rowFor = (fault: Fault): FaultRow => faultRows.find((row) => fits(row, fault)) ?? { kind: 'server' }

const fits = ({ name, text, status, cause }: FaultRow, fault: Fault): boolean =>
  (!name || fault.names.some((given) => name.test(given))) &&
  (!text || text.test(fault.text)) &&
  (!status || (fault.status !== null && status.includes(fault.status))) &&
  (!cause || fault.causes.some((given) => cause.test(given)))

/** Who was called, so that an error can say it, and what must not stand in it. */
export interface Called {
  readonly provider: string
  readonly model: string
  readonly secrets: readonly string[]
}

/** A failure as the error of the port. */
export function classify(fault: Fault, called: Called, now: number): ModelError {
  const { kind, structure = false } = rowFor(fault)
  return errorOf(kind, called, {
    detail: fault.text,
    status: fault.status,
    retryAfterMs: retryAfterOf(fault, now),
    requestId: requestIdOf(fault.headers),
    refusedStructure: structure,
  })
}

/** An error that was not thrown, such as a refusal that came as an answer. */
export function errorOf(kind: ModelErrorKind, called: Called, more: Partial<ModelError> & { readonly detail?: string } = {}): ModelError {
  const { detail = '', ...rest } = more
  return { kind, message: messageFor(kind, called, detail), status: null, retryAfterMs: null, requestId: null, refusedStructure: false, ...rest }
}

/** What support of the provider asks for; null where it gives none. */
export function requestIdOf(headers: Headers | null): string | null {
  return headers?.get('x-request-id') ?? headers?.get('request-id') ?? headers?.get('x-goog-request-id') ?? null
}
