# Rules, alerts, notifiers.
# shellcheck shell=bash disable=SC2154

receiver_image=${RECEIVER_IMAGE:-}
if [ -z "$receiver_image" ]; then
  receiver_image=docker.io/library/busybox:1.37
  [ -x "$root/../shared/cluster/cluster" ] && receiver_image=localhost/busybox:1
fi

# A pod that takes any POST and writes its body to its log, a line each.
receiver() { # NAMESPACE
  kubectl create namespace "$1" --dry-run=client -o yaml | kubectl apply -f -
  kubectl -n "$1" apply -f - <<Y
apiVersion: v1
kind: ConfigMap
metadata: {name: receiver}
data:
  hook: |
    #!/bin/sh
    head -c "\$CONTENT_LENGTH" | tr -d '\n' >>/tmp/heard
    echo >>/tmp/heard
    printf 'Status: 200\r\nContent-Type: text/plain\r\n\r\nok\n'
---
apiVersion: v1
kind: Pod
metadata: {name: receiver, labels: {app: receiver}}
spec:
  automountServiceAccountToken: false
  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: receiver
      image: $receiver_image
      imagePullPolicy: IfNotPresent
      # httpd runs what stands in cgi-bin; a ConfigMap's files belong to root, so the script is copied.
      command: [sh, -c, "mkdir -p /tmp/www/cgi-bin && cp /hook/hook /tmp/www/cgi-bin/ && chmod +x /tmp/www/cgi-bin/hook && touch /tmp/heard && exec httpd -f -p 8080 -h /tmp/www"]
      ports: [{containerPort: 8080}]
      readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      volumeMounts: [{name: hook, mountPath: /hook}, {name: tmp, mountPath: /tmp}]
  volumes: [{name: hook, configMap: {name: receiver}}, {name: tmp, emptyDir: {}}]
---
apiVersion: v1
kind: Service
metadata: {name: receiver}
spec: {selector: {app: receiver}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: bellwether.dev/v1alpha1
kind: Notifier
metadata: {name: receiver}
spec:
  groupWait: 0s
  groupInterval: 1s
  webhook: {url: "http://receiver.$1.svc/cgi-bin/hook"}
Y
  kubectl -n "$1" wait --for=condition=Ready pod/receiver --timeout=60s
  kubectl -n "$1" wait --for=condition=Ready notifier/receiver --timeout=30s
}

heard() { # NAMESPACE REGEX
  kubectl -n "$1" exec receiver -- cat /tmp/heard | grep -E "$2"
}

rule() { # NAMESPACE NAME EXPRESSION
  kubectl -n "$1" apply -f - <<Y
apiVersion: bellwether.dev/v1alpha1
kind: AlertRule
metadata: {name: $2}
spec:
  expr: '$3'
  severity: warning
  annotations: {summary: 'e2e: {{ \$value }} on {{ \$labels.instance }}'}
Y
}

# The one Alert object of a rule: it is called by the rule's name and the alert's fingerprint.
alert_of() { # NAMESPACE RULE
  local names
  names=$(kubectl -n "$1" get alerts -o name | grep -E "/$2-[0-9a-f]+$") || return 1
  [ -n "$names" ] && [ "$(wc -l <<<"$names")" = 1 ] && echo "$names"
}

step_rules() {
  kubectl create namespace $team_namespace --dry-run=client -o yaml | kubectl apply -f -
  rule $team_namespace good-one 'node_load1 > 1e6'
  rule $team_namespace typo 'sum(raet(node_load1[5m]))'
  rule $team_namespace good-two 'node_load5 > 1e6'
  kubectl -n $team_namespace wait --for=condition=Ready alertrule/good-one alertrule/good-two --timeout=30s
  kubectl -n $team_namespace wait --for=condition=Ready=False alertrule/typo --timeout=30s
  local message
  message=$(get '{.status.error.message}' alertrule -n $team_namespace typo)
  [[ $message == *rate* ]] || fail "the error of the typo is '$message'"
  [ -n "$(get '{.status.error.line}' alertrule -n $team_namespace typo)" ]
  eventually 20 rule_is_in_force good-one
  # A change counts as well.
  rule $team_namespace good-one 'node_load1 > 2e6'
  eventually 20 rule_is_in_force good-one
  note "in force after $(get '{.status.inForce.after}' alertrule -n $team_namespace good-one)"
  kubectl -n $team_namespace get alertrules -o wide
  # The shipped rules are all right too.
  local bad
  bad=$(kubectl -n $stack_namespace get alertrules \
    -o 'jsonpath={range .items[*]}{.metadata.name}={.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' | grep -v '=True$' || true)
  [ -z "$bad" ] || fail "shipped rules that are not Ready: $bad"
}

rule_is_in_force() { # RULE
  expect "the generation in force" "$(get '{.status.inForce.generation}' alertrule -n $team_namespace "$1")" \
    "$(get '{.metadata.generation}' alertrule -n $team_namespace "$1")"
}

step_invalid() {
  local file count=0 expected answer
  for file in "$root"/examples/invalid/*.yaml; do
    expected=$(sed -n 's/^# *refused: *//p' "$file" | head -n 1 | tr -s '[:space:]' ' ')
    [ -n "$expected" ] || fail "$file says no message"
    if answer=$(kubectl apply --dry-run=server -f "$file" 2>&1); then
      fail "$file was accepted"
    fi
    # A message may have several lines.
    answer=$(tr -s '[:space:]' ' ' <<<"$answer")
    [[ $answer == *"${expected% }"* ]] || fail "$file: expected '$expected', answered was '$answer'"
    count=$((count + 1))
  done
  [ $count -gt 0 ] || fail "there are no examples in examples/invalid"
  note "$count examples"
}

step_alert() {
  receiver $team_namespace
  local start
  start=$(milliseconds)
  rule $team_namespace e2e-memory 'node_memory_MemTotal_bytes > 0'
  eventually 60 alert_of $team_namespace e2e-memory
  kubectl -n $team_namespace wait --for=condition=Firing "$(alert_of $team_namespace e2e-memory)" --timeout=30s
  note "object after $(($(milliseconds) - start)) ms"
  eventually 30 heard $team_namespace '"status" *: *"firing"'
  note "webhook after $(($(milliseconds) - start)) ms"
  kubectl -n $team_namespace get alerts -o wide
}

step_acknowledge() {
  local alert
  alert=$(alert_of $team_namespace e2e-memory)
  kubectl -n $team_namespace patch "$alert" --type=merge \
    -p '{"spec":{"acknowledged":true,"acknowledgedBy":"e2e","comment":"seen"}}'
  kubectl -n $team_namespace wait --for=condition=Acknowledged "$alert" --timeout=30s
}

step_resolve() {
  local alert start
  alert=$(alert_of $team_namespace e2e-memory)
  start=$(milliseconds)
  rule $team_namespace e2e-memory 'node_memory_MemTotal_bytes < 0'
  kubectl -n $team_namespace wait --for=condition=Resolved "$alert" --timeout=60s
  note "object after $(($(milliseconds) - start)) ms"
  eventually 30 heard $team_namespace '"status" *: *"resolved"'
}

# Under Enforced the rules of a namespace see its own series alone, and its notifiers its own alerts alone.
step_tenancy() {
  helm_up --set stack.spec.tenancy.namespaceMatcher=Enforced
  await_observed 60
  await_ready 300
  receiver $team_namespace
  receiver $other_namespace
  rule $team_namespace e2e-anything 'vector(1)'
  rule $other_namespace e2e-foreign 'node_memory_MemTotal_bytes > 0'
  eventually 60 alert_of $team_namespace e2e-anything
  kubectl -n $team_namespace wait --for=condition=Firing "$(alert_of $team_namespace e2e-anything)" --timeout=60s
  eventually 30 heard $team_namespace e2e-anything
  kubectl -n $other_namespace wait --for=condition=Ready alertrule/e2e-foreign --timeout=30s
  # The other namespace has been heard of rules for as long, and has nothing to tell.
  if heard $other_namespace .; then
    fail "$other_namespace was told of alerts that are not its own"
  fi
  if alert_of $other_namespace e2e-foreign; then
    fail "$other_namespace sees series of nodes, which are not its own"
  fi
  helm_up
}
