# What the steps share: waiting, asking the API, asking the database, and saying what is wrong.
# shellcheck shell=bash disable=SC2154

seconds_since() { # EPOCHREALTIME of before
  awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'
}

milliseconds() { date +%s%3N; }

# A word beside the step in the table.
note() { echo "$*" >>"$work/$(current_step).note"; }
current_step() {
  local name
  for name in "${FUNCNAME[@]}"; do
    case $name in step_*) echo "${name#step_}"; return ;; esac
  done
}

fail() {
  echo "e2e: $*" >&2
  return 1
}

# Repeats a command until it succeeds: eventually SECONDS COMMAND…; its last output is shown where it never does.
eventually() {
  local limit=$((SECONDS + $1)) output=$work/eventually; shift
  until "$@" >"$output" 2>&1; do
    if [ $SECONDS -ge $limit ]; then
      cat "$output" >&2
      fail "in vain: $*"
      return 1
    fi
    sleep 0.3
  done
  cat "$output"
}

expect() { # WHAT ACTUAL EXPECTED
  [ "$2" = "$3" ] || fail "$1 is '$2', expected is '$3'"
}

get() { # jsonpath of an object: get PATH ARGUMENTS OF kubectl get…
  local path=$1; shift
  kubectl get "$@" -o "jsonpath=$path"
}

# The API of the query server over a port-forward that is opened when it is needed.
forward_port=${E2E_PORT:-17080}
forward() {
  if [ -f "$work/forward.pid" ] && kill -0 "$(cat "$work/forward.pid")" 2>/dev/null && api /healthz >/dev/null 2>&1; then
    return
  fi
  stop_forwarding
  kubectl -n $stack_namespace port-forward "svc/$stack-query" "$forward_port:7080" >"$work/forward.log" 2>&1 &
  echo $! >"$work/forward.pid"
  kubectl -n $stack_namespace get secret "$stack-api" -o 'jsonpath={.data.token}' | base64 -d >"$work/token"
  local limit=$((SECONDS + 30))
  until api /healthz >/dev/null 2>&1; do
    [ $SECONDS -lt $limit ] || { cat "$work/forward.log"; fail "the query server does not answer"; return 1; }
    sleep 0.3
  done
}
stop_forwarding() {
  if [ -f "$work/forward.pid" ]; then
    kill "$(cat "$work/forward.pid")" 2>/dev/null || true
    rm -f "$work/forward.pid"
  fi
}

# Asks the API: api PATH [PARAMETER=VALUE…]. The certificate is checked against the stack's own authority.
api() {
  local path=$1 parameter arguments=(); shift
  for parameter in "$@"; do arguments+=(--data-urlencode "$parameter"); done
  [ -s "$work/ca.crt" ] ||
    kubectl -n $stack_namespace get secret "$stack-query-tls" -o 'jsonpath={.data.ca\.crt}' | base64 -d >"$work/ca.crt"
  curl -sS --fail-with-body --max-time 20 --get --cacert "$work/ca.crt" \
    --connect-to "$stack-query.$stack_namespace.svc:7080:127.0.0.1:$forward_port" \
    -H "Authorization: Bearer $(cat "$work/token" 2>/dev/null)" \
    "https://$stack-query.$stack_namespace.svc:7080$path" "${arguments[@]}"
}

# The values of an instant query, one a line.
query() {
  forward || return 1
  api /api/v1/query "query=$1" | grep -o '"value":\[[^]]*\]' | sed 's/.*,"\(.*\)"\]/\1/'
}

# SQL in the database's pod.
sql() {
  local pod
  pod=$(get '{.items[0].metadata.name}' pods -n $stack_namespace \
    -l "app.kubernetes.io/name=database,app.kubernetes.io/instance=$stack")
  kubectl -n $stack_namespace exec "$pod" -- sh -c \
    'PATH=$PATH:/usr/lib/postgresql/17/bin psql -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-bellwether}" -AtX -F " " -c "$1"' sh "$1"
}

# Waits until every pod of the stack, and the stack itself, is Ready.
await_ready() { # SECONDS
  eventually 30 kubectl get "monitoringstack/$stack" >/dev/null
  kubectl wait --for=condition=Ready "monitoringstack/$stack" --timeout="$1s"
}

# The newest generation is what is running.
await_observed() { # SECONDS
  # shellcheck disable=SC2016
  eventually "$1" bash -c '[ "$(kubectl get monitoringstack/'"$stack"' -o jsonpath={.metadata.generation})" = \
    "$(kubectl get monitoringstack/'"$stack"' -o jsonpath={.status.observedGeneration})" ]'
}

components=(kafka database gateway writer alert-engine query)

pods_of() { # COMPONENT
  kubectl get pods -A -l "app.kubernetes.io/name=$1,app.kubernetes.io/instance=$stack" \
    -o 'jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}'
}

helm_up() { # further arguments for helm
  helm upgrade --install "$release" "$root/helm" --namespace "$namespace" --create-namespace \
    --values "$values" --set stack.enabled=true --set "stack.name=$stack" --set "stack.namespace=$stack_namespace" \
    --wait --timeout 3m "$@"
}

# For people who look at a run that failed.
diagnose() {
  echo "---- pods"
  kubectl get pods -A -o wide --field-selector metadata.namespace!=kube-system
  echo "---- resources of Bellwether"
  kubectl get monitoringstacks,alertrules,notifiers,silences,alerts -A 2>&1 | head -n 40
  echo "---- conditions of the stack"
  kubectl get "monitoringstack/$stack" \
    -o 'jsonpath={range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\n"}{end}' 2>&1
  echo "---- newest events"
  kubectl get events -A --sort-by=.lastTimestamp 2>&1 | tail -n 25
  echo "---- logs of the operator"
  kubectl -n "$namespace" logs -l app.kubernetes.io/name=operator --tail=300 --prefix 2>&1 |
    grep -v DEBUG | tail -n 30
  local pod
  for pod in $(kubectl get pods -A -l app.kubernetes.io/part-of=bellwether \
    -o 'jsonpath={range .items[?(@.status.containerStatuses[0].ready==false)]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}'); do
    echo "---- logs of $pod, which is not ready"
    kubectl -n "${pod%/*}" describe pod "${pod#*/}" 2>&1 | tail -n 15
    kubectl -n "${pod%/*}" logs "${pod#*/}" --tail=30 2>&1
    kubectl -n "${pod%/*}" logs "${pod#*/}" --tail=30 --previous 2>/dev/null || true
  done
}

# Leaves nothing behind: neither namespaces nor volumes nor definitions.
clean_up() {
  kubectl delete namespace $team_namespace $other_namespace --ignore-not-found --wait=false
  kubectl delete monitoringstack --all --ignore-not-found --timeout=60s
  helm uninstall "$release" --namespace "$namespace" --wait
  kubectl delete namespace "$namespace" $stack_namespace $agents_namespace --ignore-not-found --timeout=120s
  kubectl get crd -o name | grep '\.bellwether\.dev$' | xargs -r kubectl delete
  release_volumes
}

# Volumes that were ours and are kept: on a local node they are given back.
release_volumes() {
  local volume
  for volume in $(kubectl get pv -o \
    "jsonpath={range .items[?(@.spec.claimRef.namespace==\"$stack_namespace\")]}{.metadata.name}{\"\n\"}{end}"); do
    [ "$(get '{.status.phase}' pv "$volume")" = Released ] || continue
    case $volume in
      # Of the local one-node cluster beside the checkout: directories of this very machine.
      local-*)
        local directory
        directory=$(get '{.spec.local.path}' pv "$volume")
        [ ! -d "$directory" ] || find "$directory" -mindepth 1 -delete
        kubectl patch pv "$volume" --type=json -p '[{"op":"remove","path":"/spec/claimRef"}]' ;;
      *) kubectl delete pv "$volume" ;;
    esac
  done
}
