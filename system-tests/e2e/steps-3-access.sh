# Who may do what.
# shellcheck shell=bash disable=SC2154

# What a ServiceAccount can do, in an order that is always the same; what everybody can do is left out.
access_of() { # NAMESPACE NAME
  kubectl auth can-i --list --no-headers -n "$1" --as="system:serviceaccount:$1:$2" \
    --as-group=system:serviceaccounts --as-group="system:serviceaccounts:$1" --as-group=system:authenticated |
    sed -E 's/ +/ /g; s/ $//; /^ ?\[/d; /selfsubject/d' | LC_ALL=C sort
}

# UPDATE_GOLDEN=yes writes the files anew.
step_rbac() {
  local account account_namespace golden differences=0
  local accounts=("$namespace operator $(get '{.items[0].spec.template.spec.serviceAccountName}' deployments -n "$namespace" \
    -l app.kubernetes.io/name=operator)")
  for account in "${components[@]}"; do accounts+=("$stack_namespace $account $stack-$account"); done
  accounts+=("$agents_namespace agent $stack-agent")
  for account in "${accounts[@]}"; do
    read -r account_namespace component name <<<"$account"
    golden=$here/rbac/$component.txt
    if [ "${UPDATE_GOLDEN:-no}" = yes ]; then
      access_of "$account_namespace" "$name" >"$golden"
    elif ! diff -u "$golden" <(access_of "$account_namespace" "$name"); then
      differences=$((differences + 1))
    fi
  done
  [ $differences = 0 ] || fail "$differences ServiceAccounts can do other things than system-tests/e2e/rbac says"
  note "${#accounts[@]} accounts"
}

step_gitops() {
  local folder
  for folder in "$root"/examples/gitops/*/; do
    [ -f "$folder/kustomization.yaml" ] || continue
    kubectl kustomize "$folder" >"$work/gitops.yaml"
    echo "$folder: $(grep -c '^kind:' "$work/gitops.yaml") objects"
  done
  # What is Bellwether's own must be accepted as it stands; the namespaces may not be there yet.
  kubectl create namespace monitoring --dry-run=client -o yaml | kubectl apply -f -
  kubectl kustomize "$root/examples/gitops/monitoring" | kubectl apply --dry-run=server -f -
  kubectl delete namespace monitoring --wait=false
}
