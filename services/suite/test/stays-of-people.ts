/** Columns that an erasure leaves as they are, each with why: `<table>.<column>`. */
export const STAYS: readonly RegExp[] = [
  // Our own numbers, and what we call things: T-20261123-000123, a queue, a stage, a form.
  /\.(number|ticketNumber|topic|queue|stage|form|questionnaire|segment|template|connector|calendar|category|categoryPath)$/,
  /^(ticket_field|ticket_line|visit|task|process_(call|incident|subscription|command)|automation_(run|call))\.(field|area|code|effect|name|fingerprint|trigger|action|supervisorId)$/,
  // Codes: why, how it ended, how much.
  /^(conversation|conversation_message|visit|suppression|dial_record|call_leg)\.(handOverReason|closeReason|senderRole|notice|visibility|reason|lastOutcome|endedBy|zone|retried|endCause|lastOrder|answerer)$/,
  /^(ivr_session|campaign_attempt)\.(exit|exitNode|decision|heard)$/,
  /^(escalation|ticket_attachment|bulk_action_ticket|ticket_watcher)\.(cause|scan|code|reason)$/,
  /^(sop_run)\.(leftAt)$/,
  // What a process calls its work, and who of us it is for.
  /^work_item\.(name|sop|sla|pool|assignment)$/,
  /^(ticket_count_member|recommendation)\.(person|team|givenTo)$/,
  // Ids and codes in lists: of agents, contacts, tickets, skills, parts, fields that changed.
  /^(conversation|interaction_event|recording|call_leg)\.(wish|participants|contactIds|tickets|agentIds|parts|recordings|conference|monitors|transcripts)$/,
  /^ticket\.(interactionEventIds|actions|children|childRule|openHelp|changes|returnsTo)$/,
  /^(visit|task)\.(skills|plannedOn|proposal|partsUsed|partsOrdered|code|contactIds|conversion)$/,
  /^(urge\.told|ticket_timer\.(name|data)|assist_request\.within)$/,
  // What was promised, computed from codes and times.
  /^(sla_ticket|sla_clock|sla_recomputed_ticket)\./,
  // Terms by number: they are read again from what is left of the texts.
  /^ticket_search_doc\.posted$/,
  // What the router decides by: queues, skills, agents and times.
  /^routing_decision\.body$/,
  // Figures: codes and times.
  /^(board_ticket|figure_contact|figure_line)\./,
  // Answers and points of evaluations and calibrations, by item; what was said is in their notes.
  /^calibration_score\.(answers|judged)$/,
  // What rules counted and found, by their keys; topics are words that at least three people said.
  /^inspection_subject\.(facts|demand|judgedBy|scores)$/,
  /^inspection_(alert|promise)\.(rule|severity)$/,
  /^topic_incident\.(terms|kinds|samples|links)$/,
  // What files are, not what is in them.
  /\.contentType$/,
  // Who of us looked at a recording, why it was deleted or had to be kept: proof of that we keep the law.
  /^(recording|recording_journal|recording_access)\.(holds|deletion|data|subject|address|purpose|reason|portion)$/,
  // A code: why nothing was heard.
  /^recording_listening\.problem$/,
  // Digests, and where a row stands in a mailbox; the source goes with its object.
  /^(mail_incoming|mail_outgoing)\.(uidValidity|reason|failure|sourceKey|hash|messageId)$/,
  // What the house has written: templates, items of lists, models, what is recommended.
  /^(ticket_checklist_item\.text|recommendation\.said)$/,
  /^process_version\./,
  // Colleagues, who work here.
  /^(account|refresh_token|notification_\w+|process_alert_recipient)\./,
  // Blind indices and tags, which go with what they point to; the tables of before are emptied as customers are sealed.
  /^(customer_identifier|customer_tag|customer_identity|customer_contact_point)\./,
  // Masked before it was kept.
  /^(diagnosis_run|interface_call)\./,
  // That they asked for it.
  /^person_request\./,
];
