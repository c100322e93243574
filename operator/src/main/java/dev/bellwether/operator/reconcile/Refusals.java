package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.status.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;

/** What an answer of the API server means that is no success. */
final class Refusals {
    private static final int UNPROCESSABLE = 422;

    private Refusals() {}

    /** Whether the API server has looked at the request and refused it; else it is away or busy, and a retry may help. */
    static boolean isRefusal(KubernetesClientException failure) {
        return switch (failure.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST,
                    HttpURLConnection.HTTP_FORBIDDEN,
                    HttpURLConnection.HTTP_NOT_FOUND,
                    UNPROCESSABLE -> true;
            default -> false;
        };
    }

    /**
     * Why it has refused.
     *
     * @throws KubernetesClientException the failure, where it is no refusal
     */
    static Reason reason(KubernetesClientException failure) {
        if (!isRefusal(failure)) {
            throw failure;
        }
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (message.contains("being terminated")) {
            return Reason.NAMESPACE_TERMINATING;
        }
        if (message.contains("updates to statefulset spec") || message.contains("persistentvolumeclaims")) {
            return Reason.STORAGE_NOT_CHANGED;
        }
        if (failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Reason.OPERATOR_MISSING;
        }
        return Reason.APPLY_REFUSED;
    }

    /** The API server's own words. */
    static String detail(KubernetesClientException failure) {
        if (failure.getStatus() != null && failure.getStatus().getMessage() != null) {
            return failure.getStatus().getMessage();
        }
        return Objects.requireNonNullElse(failure.getMessage(), "The API server gives no reason");
    }
}
