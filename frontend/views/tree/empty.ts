import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { ProjectSession } from '../../state/project-session.ts'

/** Why there is nothing to see, and what to do about it. */
export function emptyTree({ tree, review }: ProjectSession): TemplateResult {
  if (tree.isFiltered || tree.changesOnly || review.shows)
    return html`<div class="empty small"><p>${msg('Nothing in the plan fits.')}</p><button class="button" data-do="clear-filter">${msg('Show everything')}</button></div>`
  if (tree.zoomed !== null)
    return html`<div class="empty small"><p>${msg('There is nothing below this task yet.')}</p><button class="button primary" data-do="add-first">${msg('Add a sub-task')}</button></div>`
  if (review.current && tree.lens !== 'review')
    return html`<div class="empty small"><p>${tree.lens === 'original' ? msg('The plan is empty as it is now.') : msg('With what is ticked, the plan would be empty.')}</p></div>`
  return html`<div class="empty"><h2>${msg('An empty plan')}</h2><p>${msg('Say in the conversation what you want to get done, add the first task by hand, or paste an outline.')}</p><button class="button primary" data-do="add-first">${msg('Add a task')}</button></div>`
}
