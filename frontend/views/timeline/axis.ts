import { html, type TemplateResult } from 'lit'
import { properties } from '../../components/properties.ts'
import { dateOf } from '../../state/core.ts'
import type { Scale, Tick, Zoom } from '../../state/timeline-scale.ts'

const language = (): string => document.documentElement.lang || 'en'

const formats = new Map<string, Intl.DateTimeFormat>()

function written(day: number, options: Intl.DateTimeFormatOptions): string {
  const key = language() + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language(), { ...options, timeZone: 'UTC' })))
  return format.format(new Date(`${dateOf(day)}T12:00:00Z`))
}

const majorText = (day: number, zoom: Zoom): string =>
  written(day, zoom === 'quarter' ? { year: 'numeric' } : zoom === 'month' ? { month: 'short', year: 'numeric' } : { month: 'long', year: 'numeric' })

function minorText({ day, width }: Tick, zoom: Zoom): string {
  if (zoom === 'quarter') return width < 24 ? '' : `Q${Math.floor((Number(dateOf(day).slice(5, 7)) - 1) / 3) + 1}`
  if (zoom === 'day') return written(day, { weekday: 'narrow', day: 'numeric' })
  return width < 22 ? '' : written(day, { day: 'numeric' })
}

/** The two lines of the axis, as far as they are seen. Decoration for the eye: every bar says its dates in words. */
export function axis(scale: Scale, left: number, right: number): TemplateResult {
  const tick = (each: Tick, text: string): TemplateResult =>
    html`<span ${properties({ left: `${each.x}px`, width: `${each.width}px` })}><b>${text}</b></span>`
  return html`<div class="tl-axis" aria-hidden="true">
    <div class="tl-major">${scale.major(left, right).map((each) => tick(each, majorText(each.day, scale.zoom)))}</div>
    <div class="tl-minor">${scale.minor(left, right).map((each) => tick(each, minorText(each, scale.zoom)))}</div>
  </div>`
}
