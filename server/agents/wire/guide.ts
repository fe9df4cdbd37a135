/**
 * How the operations of an answer are to be written: the part of a prompt that belongs to the wire schema and says what
 * a schema cannot. It stands in the system part of every prompt that asks for operations, and never varies.
 */
export const wireGuide = `An answer is one JSON object: reply, operations, question, options. Every field is present; unused text is "" and unused lists are [].
reply: one to three sentences for the person, in their language.
ids, parentId, afterId, dependsOn: handles of the plan lines such as t12, or a tempId of this answer. Never invent a handle.
add_task: tempId n1, n2, …; parentId "root" for a root task; afterId "" for last, "first" for first; estimate as "30min", "4h", "2d" or "1w" (1d = 8h, 1w = 5d); dates as YYYY-MM-DD; assignee a name, or "agent:" and a name; reason in a few words.
set_field: change "set" with one value, or with [] to clear; ids may name many tasks, or be ["project"] for the project itself (title, summary, status, priority, tags, dates). tags, criteria and dependsOn take "add", "remove" or "set" with any number of values; "check" and "uncheck" name criteria by their text.
status: todo, in_progress, blocked, review, done, cancelled. Of the project: planning, active, on_hold, done, cancelled. priority: none, low, medium, high, urgent.
move_task: parentId "" keeps the parent, "root" moves to the root; afterId as in add_task.
delete_task: children "delete" takes the sub-tasks along, "promote" puts them in its place.
Change only what was asked for; what you do not mention stays as it is. Operations may come in any order. question: ask only when the message can be meant in different ways, with the possible answers as options, and then send no operations.`
