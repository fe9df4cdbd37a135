import type { Page, PageRequest } from '../../../server/ports/storage.ts'

/** Every item of a list, fetched page by page. Fails on a page that is too long or a cursor that never ends. */
export async function everyItem<Item>(limit: number, list: (page: PageRequest) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = []
  let cursor: string | null = null
  for (let page = 0; page < 1_000; page += 1) {
    const found: Page<Item> = await list({ limit, cursor })
    if (found.items.length > limit) throw new Error('a page is longer than its limit')
    items.push(...found.items)
    cursor = found.nextCursor
    if (cursor === null) return items
    if (found.items.length === 0) throw new Error('an empty page promises more')
  }
  throw new Error('the list does not end')
}
