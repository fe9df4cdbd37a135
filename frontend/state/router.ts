import { Store } from './store.ts'

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'trash' }
  | { readonly name: 'project'; readonly id: string; readonly query: ProjectQuery }
  | { readonly name: 'history'; readonly id: string; readonly query: HistoryQuery }
  | { readonly name: 'unknown' }

export interface ProjectQuery {
  /** The task whose details are open. */
  readonly task: string | null
  readonly proposal: string | null
  /** The task whose conversation is shown; null is the project's own. */
  readonly focus: string | null
}

export interface HistoryQuery {
  readonly version: number | null
  readonly from: number | null
  readonly to: number | null
}

const number = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

/** What an address shows. */
export function routeOf(url: URL): Route {
  const path = url.pathname.replace(/\/+$/, '') || '/'
  const query = url.searchParams
  if (path === '/') return { name: 'home' }
  if (path === '/trash') return { name: 'trash' }
  const project = /^\/p\/([\w-]+)$/.exec(path)
  if (project?.[1])
    return { name: 'project', id: project[1], query: { task: query.get('task'), proposal: query.get('proposal'), focus: query.get('focus') } }
  const history = /^\/p\/([\w-]+)\/history$/.exec(path)
  if (history?.[1])
    return {
      name: 'history',
      id: history[1],
      query: { version: number(query.get('version')), from: number(query.get('from')), to: number(query.get('to')) },
    }
  return { name: 'unknown' }
}

export const projectPath = (id: string, query: Partial<ProjectQuery> = {}): string => withQuery(`/p/${encodeURIComponent(id)}`, query)
export const historyPath = (id: string, query: Partial<HistoryQuery> = {}): string => withQuery(`/p/${encodeURIComponent(id)}/history`, query)

function withQuery(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, String(value)]]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

/** The address bar as a store. Links within the page change it without a reload. */
export class Router extends Store {
  route: Route = routeOf(new URL(location.href))

  start(): void {
    addEventListener('popstate', () => this.#read())
    document.addEventListener('click', (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = (event.target as Element | null)?.closest?.('a[href]')
      if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return
      const url = new URL(link.href)
      if (url.origin !== location.origin || routeOf(url).name === 'unknown') return
      event.preventDefault()
      this.go(url.pathname + url.search)
    })
  }

  go(path: string, options: { readonly replace?: boolean } = {}): void {
    if (path === location.pathname + location.search) return
    if (options.replace) history.replaceState(null, '', path)
    else history.pushState(null, '', path)
    this.#read()
  }

  #read(): void {
    this.route = routeOf(new URL(location.href))
    this.changed()
  }
}
