import type { ReviewStore } from '../../state/review-store.ts'

/** Says before the click what the control under the pointer would take along; elsewhere, nothing. */
export function previewUnder(target: Element, review: ReviewStore): void {
  const control = target.closest<HTMLElement>('[data-operations]')
  const verdict = control?.dataset['do']
  const ticks = verdict === 'accept' ? true : verdict === 'reject' ? false : undefined
  review.setPreview(control?.dataset['operations']?.split(' ') ?? null, ticks)
}
