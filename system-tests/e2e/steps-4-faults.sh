# Pods that die, upgrades, and an end with a new beginning.
# shellcheck shell=bash disable=SC2154

# How many samples the query server finds, in memory and storage together.
counted_by_query() { # SECONDS SINCE 1970, UNTIL
  query "sum(count_over_time(node_time_seconds[$(($2 - $1))s] @ $2))"
}

# No gap longer than ALLOWED seconds, no double, and storage and query count the same.
require_complete() { # SINCE ALLOWED
  local until counted distinct longest asked
  # Let everything arrive that was collected by now.
  sleep $((interval * 3))
  until=$(($(date +%s) - interval * 2))
  read -r counted distinct longest <<<"$(sql "$(stored_between "$1" "$until")")"
  echo "since $1: $counted samples, $distinct of them different, longest pause $longest s"
  [ "$counted" = "$distinct" ] || fail "$((counted - distinct)) samples are stored twice"
  [ "$counted" -gt 0 ] || fail "nothing is stored since $1"
  [ "$longest" -le "$2" ] || fail "there is a gap of $longest s, at most $2 s were expected"
  asked=$(counted_by_query "$1" "$until")
  expect "the number of samples by query" "$asked" "$counted"
}

stored_between() { # SINCE (not included), UNTIL (included), as a range of PromQL has it
  echo "SELECT count(*), count(DISTINCT (series_id, time)), coalesce(ceil(max(pause)), 0)::int FROM (
    SELECT p.series_id, p.time,
      extract(epoch FROM p.time - lag(p.time) OVER (PARTITION BY p.series_id ORDER BY p.time)) AS pause
    FROM sample p JOIN series s ON s.id = p.series_id JOIN metric m ON m.id = s.metric_id
    WHERE m.name = 'node_time_seconds' AND p.value <> 'NaN'
      AND p.time > to_timestamp($1) AND p.time <= to_timestamp($2)) each"
}

# Ends each pod within a second, by SIGKILL where it has not stopped by itself. Not by --force: that lets a successor begin
# while the old process still writes to the same volume.
kill_pods_of() { # COMPONENT
  local pod
  for pod in $(pods_of "$1"); do
    kubectl -n "${pod%/*}" delete pod "${pod#*/}" --grace-period=1 --wait=true
  done
}

component_is_ready() { # COMPONENT: each pod is ready, and there is one
  local ready
  ready=$(kubectl get pods -A -l "app.kubernetes.io/name=$1,app.kubernetes.io/instance=$stack" \
    -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}')
  [ -n "$ready" ] && ! grep -qv True <<<"$ready"
}

step_kill() {
  local component start began
  start=$(($(date +%s) - interval * 4))
  for component in query alert-engine writer gateway database kafka; do
    began=$EPOCHREALTIME
    kill_pods_of "$component"
    eventually 180 component_is_ready "$component"
    note "$component $(seconds_since "$began")"
  done
  await_ready 180
  stop_forwarding
  # The operator is not on a sample's way, and comes back too.
  kubectl -n "$namespace" delete pods -l app.kubernetes.io/name=operator --grace-period=1
  kubectl -n "$namespace" rollout status deployment -l app.kubernetes.io/name=operator --timeout=120s
  require_complete "$start" $interval
  # An agent that is away cannot collect; what it had collected is neither lost nor sent twice.
  start=$(($(date +%s) - interval * 4))
  began=$EPOCHREALTIME
  kill_pods_of agent
  eventually 120 component_is_ready agent
  note "agent $(seconds_since "$began")"
  eventually 60 every_node_is_up "$(kubectl get nodes --no-headers | wc -l)"
  require_complete "$start" 40
}

step_upgrade() {
  local start before after
  start=$(($(date +%s) - interval * 4))
  before=$(pods_of gateway; pods_of writer; pods_of query)
  helm_up \
    --set-string stack.spec.ingest.gateway.podTemplate.metadata.annotations.e2e=upgraded \
    --set-string stack.spec.ingest.writer.podTemplate.metadata.annotations.e2e=upgraded \
    --set-string stack.spec.query.podTemplate.metadata.annotations.e2e=upgraded
  await_observed 60
  await_ready 300
  after=$(pods_of gateway; pods_of writer; pods_of query)
  [ "$before" != "$after" ] || fail "no pod is new after the upgrade"
  stop_forwarding
  require_complete "$start" $interval
}

step_reinstall() {
  local before oldest after
  oldest="SELECT count(*) FROM sample p JOIN series s ON s.id = p.series_id JOIN metric m ON m.id = s.metric_id
    WHERE m.name = 'node_time_seconds' AND p.time < to_timestamp($(date +%s))"
  before=$(sql "$oldest")
  stop_forwarding
  kubectl delete "monitoringstack/$stack" --timeout=60s
  helm uninstall "$release" --namespace "$namespace" --wait --timeout 2m
  eventually 120 no_pods
  kubectl get pvc -n $stack_namespace
  [ "$(kubectl get pvc -n $stack_namespace --no-headers | wc -l)" -ge 2 ] || fail "the volumes are gone"
  helm_up
  await_ready 300
  rm -f "$work/ca.crt"
  after=$(sql "$oldest")
  [ "$after" -ge "$before" ] || fail "of $before samples $after are left"
  eventually 60 every_node_is_up "$(kubectl get nodes --no-headers | wc -l)"
  note "$before samples are still there"
}

no_pods() {
  [ "$(kubectl get pods -A -l "app.kubernetes.io/instance=$stack" --no-headers 2>/dev/null | wc -l)" = 0 ]
}
