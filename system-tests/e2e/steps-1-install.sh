# From an empty cluster to metrics.
# shellcheck shell=bash disable=SC2154

step_install() {
  helm lint --strict "$root/helm" --values "$values"
  helm_up
  kubectl -n "$namespace" get deployments
  note "helm 1st revision: $(helm -n "$namespace" history "$release" --max 1 -o json | grep -o '"revision":[0-9]*')"
}

step_ready() {
  await_ready 300
  await_observed 30
  kubectl get "monitoringstack/$stack" -o wide
  local created ready
  created=$(date +%s -d "$(get '{.metadata.creationTimestamp}' "monitoringstack/$stack")")
  ready=$(date +%s -d "$(get '{.status.conditions[?(@.type=="Ready")].lastTransitionTime}' "monitoringstack/$stack")")
  note "$((ready - created)) s after it was made"
}

step_children() {
  local component labels
  for component in "${components[@]}"; do
    kubectl -n $stack_namespace get "serviceaccount/$stack-$component" "networkpolicy/$stack-$component"
    labels=$(get '{.items[0].metadata.labels.app\.kubernetes\.io/part-of}/{.items[0].metadata.labels.app\.kubernetes\.io/managed-by}' \
      pods -n $stack_namespace -l "app.kubernetes.io/name=$component,app.kubernetes.io/instance=$stack")
    expect "the labels of $component" "$labels" bellwether/bellwether-operator
  done
  kubectl -n $agents_namespace get "serviceaccount/$stack-agent" "networkpolicy/$stack-agent" "daemonset/$stack-agent"
  expect "Pod Security of $stack_namespace" restricted \
    "$(get '{.metadata.labels.pod-security\.kubernetes\.io/enforce}' namespace $stack_namespace)"
  expect "Pod Security of $agents_namespace" privileged \
    "$(get '{.metadata.labels.pod-security\.kubernetes\.io/enforce}' namespace $agents_namespace)"
  # No token is mounted where none is used.
  local pod
  for component in "${components[@]}"; do
    for pod in $(pods_of "$component"); do
      expect "the token of $pod" "$(get '{.spec.automountServiceAccountToken}' pod -n "${pod%/*}" "${pod#*/}")" false
    done
  done
  note "$(kubectl get pods -A -l "app.kubernetes.io/instance=$stack" --no-headers | wc -l) pods"
}

every_node_is_up() {
  expect "the number of nodes with metrics" "$(query 'count(up{job="node-exporter"} == 1)')" "$1"
}

step_metrics() {
  local nodes name capacity seen
  nodes=$(kubectl get nodes --no-headers | wc -l)
  eventually 60 every_node_is_up "$nodes"
  # The kernel tells kubelet and agent the same.
  for name in $(get '{.items[*].metadata.name}' nodes); do
    capacity=$(get '{.status.capacity.memory}' node "$name")
    seen=$(query "node_memory_MemTotal_bytes{node=\"$name\"} / 1024")
    expect "the memory of $name" "${seen}Ki" "$capacity"
  done
  [ "$(query 'count(node_cpu_seconds_total)')" -gt 0 ]
  [ "$(query 'count(container_memory_working_set_bytes)')" -gt 0 ]
  note "$(query 'count({__name__=~".+"})') series"
}

step_helm_test() {
  helm test "$release" --namespace "$namespace" --timeout 3m
}
