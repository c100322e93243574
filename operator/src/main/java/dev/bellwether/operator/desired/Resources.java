package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** CPU and memory of containers. */
public final class Resources {
    private Resources() {}

    /** What is asked for; memory has a limit, CPU has none: a limit would only slow down what has room. */
    static ResourceRequirements of(String cpu, String memory, String memoryLimit) {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(cpu))
                .addToRequests("memory", new Quantity(memory))
                .addToLimits("memory", new Quantity(memoryLimit))
                .build();
    }

    /** The usual ones with those that a user names in their place, one by one. */
    static ResourceRequirements merged(ResourceRequirements usual, ResourceRequirements named) {
        Map<String, Quantity> requests = new HashMap<>(usual.getRequests());
        Map<String, Quantity> limits = new HashMap<>(usual.getLimits());
        requests.putAll(named.getRequests());
        limits.putAll(named.getLimits());
        // A request that is named above the usual limit raises it: the API server would refuse the pod.
        requests.forEach((name, request) -> {
            Quantity limit = limits.get(name);
            if (limit != null && !named.getLimits().containsKey(name) && bytes(limit) < bytes(request)) {
                limits.put(name, request);
            }
        });
        limits.forEach((name, limit) -> {
            Quantity request = requests.get(name);
            if (request != null && !named.getRequests().containsKey(name) && bytes(limit) < bytes(request)) {
                requests.put(name, limit);
            }
        });
        return new ResourceRequirementsBuilder(named)
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    /** As an object of another operator has them. */
    static Map<String, Object> plain(ResourceRequirements resources) {
        Map<String, Object> plain = new TreeMap<>();
        plain.put("requests", texts(resources.getRequests()));
        plain.put("limits", texts(resources.getLimits()));
        return plain;
    }

    private static Map<String, String> texts(Map<String, Quantity> quantities) {
        Map<String, String> texts = new TreeMap<>();
        quantities.forEach((name, quantity) -> texts.put(name, quantity.toString()));
        return texts;
    }

    /** The memory that a container may use, in bytes: its limit, else its request. */
    static long memoryBytes(ResourceRequirements resources) {
        Quantity limit = resources.getLimits().get("memory");
        Quantity memory = limit == null ? resources.getRequests().get("memory") : limit;
        if (memory == null) {
            return 1L << 30;
        }
        return (long) bytes(memory);
    }

    private static double bytes(Quantity quantity) {
        return quantity.getNumericalAmount().doubleValue();
    }
}
