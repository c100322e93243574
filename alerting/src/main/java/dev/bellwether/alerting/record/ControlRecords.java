package dev.bellwether.alerting.record;

import dev.bellwether.alerting.record.Control.Kind;
import dev.bellwether.alerting.record.Control.Origin;
import dev.bellwether.alerting.record.Control.Subject;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.ExternalAlert;
import dev.bellwether.model.alert.InhibitionRule;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Silence;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The topic {@code controls}: {@code {"origin", "kind", "uid", "spec"}}, where the specification has the fields of the
 * model's records under their names. Stateless.
 */
public final class ControlRecords {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule("bellwether")
                    .addSerializer(Labels.class, new LabelsOut())
                    .addDeserializer(Labels.class, new LabelsIn())
                    .addSerializer(Matcher.Operator.class, new OperatorOut())
                    .addDeserializer(Matcher.Operator.class, new OperatorIn()))
            .build();

    private ControlRecords() {}

    /** An object as bytes. */
    public static byte[] write(Control control) {
        Object specification = switch (control.subject()) {
            case Control.OfNotifier it -> it.notifier();
            case Control.OfSilence it -> it.silence();
            case Control.OfAcknowledgement it -> it.acknowledgement();
            case Control.OfInhibitionRule it -> it.inhibitionRule();
            case Control.OfMaintenanceWindow it -> it.maintenanceWindow();
            case Control.OfRedelivery it -> it.redelivery();
            case Control.OfExternalAlert it -> it.alert();
        };
        ObjectNode json = MAPPER.createObjectNode();
        json.put("origin", control.origin().name().toLowerCase(Locale.ROOT));
        json.put("kind", control.subject().kind().text());
        json.put("uid", control.subject().uid());
        json.set("spec", MAPPER.valueToTree(specification));
        return MAPPER.writeValueAsBytes(json);
    }

    /**
     * The object that bytes stand for.
     *
     * @throws InvalidRecordException where they stand for none
     */
    public static Control read(byte[] bytes) {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            Origin origin = Origin.valueOf(json.path("origin").asString("").toUpperCase(Locale.ROOT));
            return new Control(origin, subject(kind(json.path("kind").asString("")), json.path("spec")));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new InvalidRecordException("an object of controls", e);
        }
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind is \"" + text + "\", which is unknown");
    }

    private static Subject subject(Kind kind, JsonNode json) {
        return switch (kind) {
            case NOTIFIER -> new Control.OfNotifier(MAPPER.treeToValue(json, Notifier.class));
            case SILENCE -> new Control.OfSilence(MAPPER.treeToValue(json, Silence.class));
            case ACKNOWLEDGEMENT -> new Control.OfAcknowledgement(MAPPER.treeToValue(json, Acknowledgement.class));
            case INHIBITION_RULE -> new Control.OfInhibitionRule(MAPPER.treeToValue(json, InhibitionRule.class));
            case MAINTENANCE_WINDOW ->
                new Control.OfMaintenanceWindow(MAPPER.treeToValue(json, MaintenanceWindow.class));
            case REDELIVERY -> new Control.OfRedelivery(MAPPER.treeToValue(json, Redelivery.class));
            case EXTERNAL_ALERT -> new Control.OfExternalAlert(MAPPER.treeToValue(json, ExternalAlert.class));
        };
    }

    private static final class LabelsOut extends StdSerializer<Labels> {
        LabelsOut() {
            super(Labels.class);
        }

        @Override
        public void serialize(Labels labels, JsonGenerator json, SerializationContext context) {
            json.writePOJO(new TreeMap<>(labels.toMap()));
        }
    }

    private static final class LabelsIn extends StdDeserializer<Labels> {
        LabelsIn() {
            super(Labels.class);
        }

        @Override
        public Labels deserialize(JsonParser json, DeserializationContext context) {
            Map<String, String> values = new TreeMap<>();
            JsonNode node = context.readTree(json);
            node.properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().asString("")));
            return Labels.of(values);
        }
    }

    private static final class OperatorOut extends StdSerializer<Matcher.Operator> {
        OperatorOut() {
            super(Matcher.Operator.class);
        }

        @Override
        public void serialize(Matcher.Operator operator, JsonGenerator json, SerializationContext context) {
            json.writeString(operator.symbol());
        }
    }

    private static final class OperatorIn extends StdDeserializer<Matcher.Operator> {
        OperatorIn() {
            super(Matcher.Operator.class);
        }

        @Override
        public Matcher.Operator deserialize(JsonParser json, DeserializationContext context) {
            String symbol = json.getString();
            for (Matcher.Operator operator : Matcher.Operator.values()) {
                if (operator.symbol().equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("operator is \"" + symbol + "\"; =, !=, =~ and !~ are allowed");
        }
    }
}
