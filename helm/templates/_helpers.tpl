{{/* Name of the chart in labels. */}}
{{- define "bellwether.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of the operator's objects: the release's, with the chart's where that does not contain it. */}}
{{- define "bellwether.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "bellwether.name" .) .Release.Name -}}
{{- printf "%s-operator" (.Release.Name | trunc 43 | trimSuffix "-") -}}
{{- else -}}
{{- printf "%s-%s-operator" .Release.Name (include "bellwether.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Name of cluster-wide objects: unique among releases in several namespaces. */}}
{{- define "bellwether.clusterName" -}}
{{- printf "%s:%s" .Release.Namespace (include "bellwether.fullname" .) -}}
{{- end -}}

{{- define "bellwether.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "bellwether.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "bellwether.selectorLabels" -}}
app.kubernetes.io/name: operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: bellwether
{{- end -}}

{{- define "bellwether.labels" -}}
{{ include "bellwether.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name (.Chart.Version | replace "+" "_") }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The common annotations as a block of metadata, or nothing. */}}
{{- define "bellwether.annotations" -}}
{{- with .Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* An image by its key below images: (list . "query"). */}}
{{- define "bellwether.image" -}}
{{- $root := index . 0 -}}
{{- $image := index $root.Values.images (index . 1) -}}
{{- $name := printf "%s:%s" $image.repository (default $root.Chart.AppVersion $image.tag) -}}
{{- with $root.Values.images.registry -}}{{ trimSuffix "/" . }}/{{- end -}}
{{- $name -}}
{{- end -}}

{{/* What every container of the chart has: restricted Pod Security and a root that nothing writes to. */}}
{{- define "bellwether.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "bellwether.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* The MonitoringStack's spec: what the chart's values name, then stack.spec over it. */}}
{{- define "bellwether.stackSpec" -}}
{{- $spec := dict "preset" .Values.stack.preset "namespace" .Values.stack.namespace -}}
{{- range $key := list "kafka" "database" "retention" -}}
{{- with index $.Values.stack $key -}}
{{- $_ := set $spec $key . -}}
{{- end -}}
{{- end -}}
{{- toYaml (mergeOverwrite $spec (deepCopy .Values.stack.spec)) -}}
{{- end -}}

{{/* Everything that the operator makes for stack.enabled, as one stream of YAML. */}}
{{- define "bellwether.stackFile" -}}
{{- if not .Values.stack.spec.namespace -}}
{{- else if ne .Values.stack.spec.namespace .Values.stack.namespace -}}
{{- fail "stack.spec.namespace differs from stack.namespace: name the namespace in stack.namespace alone" -}}
{{- end -}}
apiVersion: bellwether.dev/v1alpha1
kind: MonitoringStack
metadata:
  name: {{ .Values.stack.name }}
spec:
  {{- include "bellwether.stackSpec" . | nindent 2 }}
{{- if .Values.stack.rules.enabled }}
{{- $known := list }}
{{- range $path, $content := .Files.Glob "rules/*.yaml" }}
{{- range $text := splitList "\n---\n" (printf "\n%s" (toString $content)) }}
{{- $rule := fromYaml $text }}
{{- if $rule.kind }}
{{- $known = append $known $rule.metadata.name }}
{{- if not (has $rule.metadata.name $.Values.stack.rules.exclude) }}
{{- $_ := set $rule.metadata "namespace" $.Values.stack.namespace }}
{{- $_ := set $rule.metadata "labels" (mergeOverwrite (deepCopy ($rule.metadata.labels | default dict)) $.Values.stack.rules.labels) }}
---
{{ toYaml $rule }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range .Values.stack.rules.exclude }}
{{- if not (has . $known) }}
{{- fail (printf "stack.rules.exclude names %q, which is no shipped rule" .) }}
{{- end }}
{{- end }}
{{- end }}
{{- range .Values.stack.notifiers }}
---
apiVersion: bellwether.dev/v1alpha1
kind: Notifier
metadata:
  name: {{ .name }}
  namespace: {{ $.Values.stack.namespace }}
spec:
  {{- toYaml .spec | nindent 2 }}
{{- end }}
{{- end -}}
