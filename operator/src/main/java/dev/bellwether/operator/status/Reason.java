package dev.bellwether.operator.status;

/**
 * Why a condition is as it is: stable names, each with what to do about it. docs/operator-conditions.md lists them, and a test
 * compares.
 */
public enum Reason {
    /** All pods of the newest form are ready. */
    READY("Ready", Kind.GOOD, ""),
    /** Somebody else runs it; whether it works is seen by those who use it. */
    EXTERNAL("External", Kind.GOOD, ""),

    /** Pods are being made, or replaced by others of the newest form. */
    ROLLING_OUT("RollingOut", Kind.PROGRESSING, "Nothing has to be done; `kubectl get pods` shows how far it is"),
    /** What it needs is not ready yet, so it does not start or change. */
    WAITING_FOR_DEPENDENCY(
            "WaitingForDependency",
            Kind.PROGRESSING,
            "Nothing has to be done here; see the conditions of what it waits for"),
    /** The bridge between the API server and the log starts. */
    CONNECTING("Connecting", Kind.PROGRESSING, "Nothing has to be done; it takes seconds"),

    /** A node cannot fetch an image. */
    IMAGE_PULL_FAILED(
            "ImagePullFailed",
            Kind.DEGRADED,
            "Check the image's name in spec.images, and spec.images.pullSecrets for a registry that needs a login"),
    /** A process ends soon after its start, again and again. */
    CRASH_LOOPING("CrashLooping", Kind.DEGRADED, "Read its last words with `kubectl logs --previous`"),
    /** A process was ended because it used more memory than its limit. */
    OUT_OF_MEMORY("OutOfMemory", Kind.DEGRADED, "Raise its limit in resources, or choose a larger preset"),
    /** No node has room for a pod, or a pod may not run on any. */
    UNSCHEDULABLE(
            "Unschedulable",
            Kind.DEGRADED,
            "Add nodes, lower requests in resources, or look at node selectors, taints and volumes"),
    /** A volume cannot be had. */
    VOLUME_PENDING(
            "VolumePending",
            Kind.DEGRADED,
            "Check that there is a default StorageClass, or name one in storageClassName; `kubectl describe pvc` says more"),
    /** A container cannot be made from what its pod says. */
    CONTAINER_NOT_STARTING(
            "ContainerNotStarting",
            Kind.DEGRADED,
            "`kubectl describe pod` names the Secret, file or setting that is wrong"),
    /** Pods run and are not ready. */
    PODS_NOT_READY(
            "PodsNotReady",
            Kind.DEGRADED,
            "The pod's page /readyz says why; `kubectl describe pod` and its log say more"),
    /** A rollout has made no step for a long time. */
    ROLLOUT_STALLED("RolloutStalled", Kind.DEGRADED, "`kubectl describe` of the workload and its pods says why"),
    /** The API server has refused an object. */
    APPLY_REFUSED(
            "ApplyRefused",
            Kind.DEGRADED,
            "Mend the field that the message names; most often it is in a podTemplate or in resources"),
    /** The size of a volume cannot be changed to what is asked for. */
    STORAGE_NOT_CHANGED(
            "StorageNotChanged",
            Kind.DEGRADED,
            "Volumes can only grow, and only where their StorageClass has allowVolumeExpansion; put the old value back otherwise"),
    /** A Secret that others make is not there. */
    SECRET_MISSING("SecretMissing", Kind.DEGRADED, "Make the Secret in the stack's namespace, or correct its name"),
    /** A Secret that was generated has lost what was in it. */
    SECRET_DAMAGED(
            "SecretDamaged",
            Kind.DEGRADED,
            "Put its contents back from a backup; it is never written over, for data depends on it"),
    /** The custom resources of Strimzi or CloudNativePG are not there. */
    OPERATOR_MISSING(
            "OperatorMissing",
            Kind.DEGRADED,
            "Install the other operator with its custom resource definitions, or choose managed or external"),
    /** Another operator says that its object is not ready. */
    OTHER_OPERATOR(
            "OtherOperator", Kind.DEGRADED, "`kubectl describe` of its object, and the other operator's log, say more"),
    /** The spec contradicts itself. */
    INVALID_SPEC("InvalidSpec", Kind.DEGRADED, "Mend the field that the message names; nothing was changed meanwhile"),
    /** A namespace of the stack is being deleted. */
    NAMESPACE_TERMINATING("NamespaceTerminating", Kind.DEGRADED, "Wait until it is gone; it is made anew then"),
    /** Keys for the agents' tokens cannot be had from the API server. */
    AGENT_KEYS_UNAVAILABLE(
            "AgentKeysUnavailable",
            Kind.DEGRADED,
            "Allow the operator to get /openid/v1/jwks and /.well-known/openid-configuration; agents go on with the last keys"),
    /** The bridge between the API server and the log does not work. */
    BRIDGE_FAILED(
            "BridgeFailed",
            Kind.DEGRADED,
            "Rules in force stay in force; changes wait. See the condition of Kafka, and the operator's log"),

    /** Something of it does not work. */
    COMPONENTS_DEGRADED("ComponentsDegraded", Kind.DEGRADED, "See the conditions of the components that it names"),
    /** Something of it is not ready yet. */
    COMPONENTS_PROGRESSING(
            "ComponentsProgressing", Kind.PROGRESSING, "See the conditions of the components that it names"),
    /** Everything runs in its newest form. */
    ALL_READY("AllReady", Kind.GOOD, ""),
    /** Nothing changes. */
    SETTLED("Settled", Kind.GOOD, ""),
    /** Nothing is wrong. */
    HEALTHY("Healthy", Kind.GOOD, "");

    /** What a reason means for a stack. */
    public enum Kind {
        /** As it should be. */
        GOOD,
        /** On its way, by itself. */
        PROGRESSING,
        /** Somebody should look. */
        DEGRADED
    }

    private final String word;
    private final Kind kind;
    private final String remedy;

    Reason(String word, Kind kind, String remedy) {
        this.word = word;
        this.kind = kind;
        this.remedy = remedy;
    }

    /** As it stands in a condition. */
    public String word() {
        return word;
    }

    public Kind kind() {
        return kind;
    }

    /** What to do, a clause without a full stop; empty where nothing is. */
    public String remedy() {
        return remedy;
    }

    /** A message: what is the case, then what to do. */
    public String message(String detail) {
        String end = detail.isEmpty() || detail.endsWith(".") ? detail : detail + ".";
        return (end + (remedy.isEmpty() ? "" : " " + remedy + ".")).strip();
    }
}
