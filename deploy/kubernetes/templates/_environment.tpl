{{- /* The environment of a program: what all have, its own name and address, and its secrets by key. */ -}}
{{- define "switchboard.environment" -}}
- { name: PROFILE, value: cluster }
{{- /* An upgrade migrates in a job of its own, before. */}}
- { name: MIGRATE_ON_START, value: {{ .Release.IsInstall | quote }} }
{{- range $name, $value := .Values.environment }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- range $key := concat (list "DB_URL" "SERVICE_SECRET" "PERSONAL_DATA_MASTER_KEYS") (.secretKeys | default list) }}
- name: {{ $key }}
  valueFrom: { secretKeyRef: { name: {{ $.Values.secret }}, key: {{ $key }}, optional: true } }
{{- end }}
{{- end -}}
