{{/* Labels of a component. Takes a dict: root, name. */}}
{{- define "shop.labels" -}}
{{ include "shop.selectorLabels" . }}
app.kubernetes.io/part-of: shop
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* The labels that select a component. They never change. Takes a dict: root, name. */}}
{{- define "shop.selectorLabels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* Name of a component. Takes a dict: root, name. */}}
{{- define "shop.name" -}}
{{ printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Image from our own registry. Takes a dict: root, image. */}}
{{- define "shop.image" -}}
{{ printf "%s/%s" .root.Values.global.imageRegistry (required "an image is needed" .image) }}
{{- end }}
