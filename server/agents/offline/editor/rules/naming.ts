import { outcome } from '../desk.ts'
import { clearing, fieldRuleBook } from '../field-rules.ts'
import { tidy, tidyText } from '../tidy.ts'

const { rules, rule, changing } = fieldRuleBook()

/** Sentences that change what a task is called and what it says. */
export const namingRules = rules

changing(
  [
    '(rename|retitle|relabel|re-name|re-title|rebrand|reword|rephrase) $a:ref [to|as|into|->|:|=] [be] $text:title',
    '(rename|retitle) [the] (title|name) of $a:ref (to|as|into) $text:title',
    '(call|name|title) $a:ref [:|instead|as|now] $text:title',
    '(change|set|make|update|edit|alter|fix|switch|turn|correct|modify) [the] %title (of|for|on) $a:ref (to|as|into|to be|:|=|->|be|to read|to say|in) $text:title',
    'make [the] %title of $a:ref $text:title',
    "(change|set|make|update|edit|switch|modify|correct|fix) $a:ref 's %title (to|as|into|:|=|to be) $text:title",
    '(change|update) $a:ref to read $text:title',
    '$a:ref (should be|is|shall be|will be|is now|needs to be|must be|should now be|ought to be|should rather be|has to be|can be|could be) (called|named|titled|renamed to|renamed|renamed as|retitled) $text:title',
    "$a:ref 's (title|name) (should be|is|:|becomes|shall be|must be) $text:title",
    '[the] %title (of|for) $a:ref (:|=|should be|is|becomes|shall be|must be|should read|will be) $text:title',
    '(give|grant) $a:ref [a|the] [new|better] (title|name) [of|:] $text:title',
    "(let's|let us) call $a:ref $text:title",
    '(replace) [the] (title|name) of $a:ref (with|by) $text:title',
    '$a:ref (gets|should get|needs) [a|the] [new] (title|name) [:|of] $text:title',
    '(use|put) $text:title as [the|a] [new] (title|name) (of|for) $a:ref',
  ],
  (slots, desk) => {
    const title = tidy(slots.text())
    // "rename the mobile app": the words behind go on naming the task, and are no title.
    const joined =
      slots.value('a').to === slots.value('text').from && !/^(["“'#\d]|(it|this|that|this one|that one|the last one)$)/i.test(slots.refs().phrase)
    const whole = joined ? desk.catalogue.titles.find(`${slots.refs().phrase} ${slots.text()}`) : undefined
    // "rename the last one": that is all of its name.
    if (joined && /^(one|ones|task|tasks|step|item|milestone|sub-?task)$/i.test(title)) return undefined
    if (title === '' || (joined && (slots.refs().confidence < 0.97 || (whole !== undefined && whole.tier !== 'some')))) return undefined
    return [{ kind: 'title', to: title }]
  },
  { open: true },
)
rule(
  [
    '(rename|retitle|relabel) $a:ref [to|as|into]',
    '(change|edit|update) [the] (title|name) of $a:ref',
    "(change|edit|update) $a:ref 's (title|name)",
  ],
  (slots) => (desk) => outcome({ question: { text: `What shall ${desk.name(slots.id())} be called?`, options: [] } }),
  { weight: -0.1 },
)
changing(['(change|turn|edit) $a:ref (to|into) $text:quoted'], (slots) => [{ kind: 'title', to: tidy(slots.text()) }])
changing(
  [
    '(describe) $a:refs (as|:|with|as follows :|by|like this :) $text',
    '(set|change|update|make|edit|replace|write|rewrite|fill in) [the] %description (of|for|on|in) $a:refs (to|as|:|with|to be|=|into|to say|to read) $text',
    "(set|change|update|make|edit) $a:refs 's %description (to|as|:|with|=) $text",
    '(give|set|add|write|put) [a|the|this] %description (to|for|on|of|in) $a:refs [:|saying|that says|as|of|to|that] $text',
    '(give) $a:refs [a|the|this] [new] %description [:|of|saying|that says] $text',
    '(add|put|write) [the|a] %description $text:quoted (to|on|for|in) $a:refs',
    '[the] %description (of|for) $a:refs (:|=|is|is :|should be|should be :|should say|should say :|reads) $text',
    "$a:refs 's %description (:|=|is|should be|should say) $text",
  ],
  (slots) => [{ kind: 'describe', text: tidyText(slots.text()), append: false }],
  { open: true, weight: -0.01 },
)
changing(
  [
    '(append|add) [the] [text|line|words|sentence] $text (to|onto|at the end of) [the] %description (of|for|on) $a:refs',
    "(append|add) [the] [text|line|words|sentence] $text (to|onto) $a:refs 's %description",
    '(add|append|write|attach|leave|make|put) [a|another|the] (note|remark|comment|notes|line) (to|on|for|in|at|of) $a:refs [:|saying|that says|that|,] $text',
    '(note|remark|comment) (on|for|in) $a:refs (:|that) $text',
    '(append) (to|on) [the] [%description (of|for|on)] $a:refs [:] $text',
    '(add|append) to [the] %description (of|for|on) $a:refs [:|that] $text',
    "(add|append) to $a:refs 's %description [:|that] $text",
    '(append|add) [the] $text:quoted (to|onto) [the] %description (of|for|on) $a:refs',
    '(extend) [the] %description (of|for|on) $a:refs (with|by) $text',
    '(note|remark) $text:quoted (on|in|for) $a:refs',
    '(append) $text to $a:refs',
  ],
  (slots) => [{ kind: 'describe', text: tidyText(slots.text()), append: true }],
  { open: true, weight: 0.01 },
)
changing(
  [
    `(${clearing}) [the] (description|notes|details|descriptions|note) (of|from|for|on) $a:refs`,
    `(${clearing}) $a:refs 's (description|notes|details)`,
  ],
  () => [{ kind: 'describe', text: '', append: false }],
  { weight: 0.03 },
)
